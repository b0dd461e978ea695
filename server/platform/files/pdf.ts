import { Worker } from 'node:worker_threads'
import type { FileRefusal } from './file-error.ts'
import type { Limits } from './limits.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** `bytes`: the file as given, or the copy qpdf wrote when it had to straighten something. `pages` as the file's own page tree counts them. */
export type CleanPdf = { bytes: Buffer; pages: number }

/** What the worker answers; `rewritten` only when the file as given is not what was checked. */
export type PdfVerdict = { refusal: FileRefusal } | { pages: number; rewritten?: Uint8Array }

const HEAP_MIB = 384
const inTurn = oneAtATime()

/**
 * Checks a PDF in a thread of its own that is thrown away afterwards: a file made to be slow or huge ends with the
 * thread's time or memory as 'file.damaged' and takes nothing else with it.
 */
export function checkedPdf(bytes: Buffer, limits: Limits): Promise<CleanPdf | FileRefusal> {
  return inTurn(async () => {
    const verdict = await verdictOf(bytes, limits.pdfMilliseconds)
    if ('refusal' in verdict) return verdict.refusal
    return { pages: verdict.pages, bytes: verdict.rewritten ? Buffer.from(verdict.rewritten) : bytes }
  })
}

async function verdictOf(bytes: Buffer, milliseconds: number): Promise<PdfVerdict> {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    workerData: new Uint8Array(bytes),
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
    // qpdf's messages quote the file: they stay out of the server's log
    stdout: true,
    stderr: true,
    env: {},
    execArgv: [],
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<PdfVerdict>((resolve) => {
      const giveUp = () => resolve({ refusal: 'file.damaged' })
      timer = setTimeout(giveUp, milliseconds)
      worker.once('message', resolve)
      worker.once('error', giveUp)
      worker.once('exit', giveUp)
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
