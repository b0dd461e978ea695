import { Worker } from 'node:worker_threads'
import type { Lesson, Outcome } from './trained.ts'

/** Far more than it takes; then something is wrong. */
const MOST_MS = 60_000

/** Learns in a thread that is thrown away afterwards: the server goes on answering meanwhile. */
export async function trainedInThread(lesson: Lesson): Promise<Outcome> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: lesson, resourceLimits: { maxOldGenerationSizeMb: 512 }, env: {} })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('learning took too long')), MOST_MS)
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('the thread ended')))
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
