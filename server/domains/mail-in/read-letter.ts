import { Worker } from 'node:worker_threads'
import type { Letter, QuarantineReason } from './model.ts'

export type Asked = { id: number; want: 'letter' | 'html'; raw: Uint8Array }
export type Told = { id: number; ok: Letter | string } | { id: number; failed: QuarantineReason }

/** The letter could not be read; it waits for a person. */
export class Unreadable extends Error {
  readonly code: QuarantineReason
  constructor(code: QuarantineReason) {
    super(`unreadable: ${code}`)
    this.code = code
  }
}

export interface Reader {
  letter: (raw: Uint8Array) => Promise<Letter>
  /** The HTML part, safe to be shown in a frame without rights; empty when there is none. */
  html: (raw: Uint8Array) => Promise<string>
  close: () => Promise<void>
}

/** R21. */
const MOST_MS = 5000
const HEAP_MIB = 256

/**
 * Letters are read in a thread of its own, one after the other. A letter made to be slow or huge ends with the thread's time or memory and
 * takes nothing else with it; the next one gets a new thread.
 */
export function openReader(milliseconds = MOST_MS): Reader {
  let thread: Promise<Worker> | undefined
  let last: Promise<unknown> = Promise.resolve()
  let count = 0

  const begun = (): Promise<Worker> => {
    const worker = new Worker(new URL('./letter-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB, stackSizeMb: 4 },
      // Parsers' messages quote the letter: they stay out of the server's log.
      stdout: true,
      stderr: true,
      env: {},
      execArgv: [],
    })
    worker.unref()
    return new Promise((resolve, reject) => {
      worker.once('message', () => resolve(worker))
      worker.once('error', reject)
    })
  }

  async function ask(want: Asked['want'], raw: Uint8Array): Promise<Letter | string> {
    thread ??= begun()
    const worker = await thread.catch((error) => {
      thread = undefined
      throw error
    })
    const id = ++count
    let timer: NodeJS.Timeout | undefined
    let heard: ((told: Told) => void) | undefined
    let died: (() => void) | undefined
    try {
      const told = await new Promise<Told>((resolve) => {
        heard = (message) => message.id === id && resolve(message)
        died = () => resolve({ id, failed: 'too-deep' })
        timer = setTimeout(() => resolve({ id, failed: 'too-slow' }), milliseconds)
        worker.on('message', heard)
        worker.once('error', died)
        worker.once('exit', died)
        // A copy: the caller keeps its bytes.
        worker.postMessage({ id, want, raw: new Uint8Array(raw) } satisfies Asked)
      })
      if ('ok' in told) return told.ok
      if (told.failed === 'too-slow' || told.failed === 'too-deep') {
        thread = undefined
        await worker.terminate()
      }
      throw new Unreadable(told.failed)
    } finally {
      clearTimeout(timer)
      if (heard) worker.off('message', heard)
      if (died) worker.off('error', died).off('exit', died)
    }
  }

  const inTurn = (want: Asked['want'], raw: Uint8Array): Promise<Letter | string> => {
    const mine = last.then(() => ask(want, raw))
    last = mine.catch(() => {})
    return mine
  }
  return {
    letter: (raw) => inTurn('letter', raw) as Promise<Letter>,
    html: (raw) => inTurn('html', raw) as Promise<string>,
    close: async () => void (await (await thread?.catch(() => undefined))?.terminate()),
  }
}
