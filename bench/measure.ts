import { type Asked, Line } from './http-client.ts'

export interface Times {
  /** ms, unsorted. */
  latencies: number[]
  seconds: number
  failures: string[]
}

/** Closed loop: `concurrency` connections, each asks again as soon as it has its answer, until `count` answers came. */
export async function closedLoop(
  port: number,
  asked: (nth: number) => Asked,
  { from, count, concurrency, status }: { from: number; count: number; concurrency: number; status: number },
): Promise<Times> {
  const lines = Array.from({ length: concurrency }, () => new Line(port))
  const latencies: number[] = []
  const failures: string[] = []
  let next = from
  const began = performance.now()
  await Promise.all(
    lines.map(async (line) => {
      while (next < from + count) {
        const request = asked(next++)
        const start = performance.now()
        const answer = await line.ask(request)
        latencies.push(performance.now() - start)
        if (status && answer.status !== status) failures.push(`${answer.status} ${answer.text.slice(0, 300)}`)
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  for (const line of lines) line.close()
  return { latencies, seconds, failures }
}

/** The value below which this share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
export const round = (value: number, digits = 2): number => Math.round(value * 10 ** digits) / 10 ** digits
