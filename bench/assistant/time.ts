import { heldOutTexts, learnedAsShipped, packed, shippedExamples, shippedMind, understood } from '#domains/assistant/index'
import { percentile, round } from '../measure.ts'

/** Learning the shipped phrases, the size of the file, reading it back, and each held-out message after one round of warming up. */
export function timeFigures() {
  const examples = shippedExamples()
  const learning = Array.from({ length: 3 }, () => {
    const began = process.cpuUsage()
    const at = performance.now()
    const model = learnedAsShipped(examples)
    const { user, system } = process.cpuUsage(began)
    return { cpu: (user + system) / 1e6, clock: (performance.now() - at) / 1000, bytes: packed(model).length }
  })
  shippedMind()
  const opened = performance.now()
  const mind = shippedMind()
  const openMs = performance.now() - opened
  const texts = [...heldOutTexts('evaluation'), ...heldOutTexts('seed')].map(({ text }) => text)
  for (const text of texts) understood(mind, text)
  const times = texts.flatMap((text) =>
    Array.from({ length: 3 }, () => {
      const began = performance.now()
      const used = process.cpuUsage()
      understood(mind, text)
      const { user, system } = process.cpuUsage(used)
      return { clock: performance.now() - began, cpu: (user + system) / 1000 }
    }),
  )
  const of = (what: 'clock' | 'cpu') =>
    Object.fromEntries(
      [0.5, 0.95, 0.99].map((part) => [
        `p${part * 100}`,
        round(
          percentile(
            times.map((one) => one[what]),
            part,
          ),
          3,
        ),
      ]),
    )
  const long = 'Здравствуйте, уже третий день не могу войти в кабинет, код не приходит. '.repeat(30).slice(0, 2000)
  const began = performance.now()
  understood(mind, long)
  return {
    phrases: examples.length,
    learnCpuSeconds: learning.map(({ cpu }) => round(cpu)),
    learnSeconds: learning.map(({ clock }) => round(clock)),
    modelBytes: packed(mind.model).length,
    openMs: round(openMs),
    messageClockMs: of('clock'),
    messageCpuMs: of('cpu'),
    of2000SignsMs: round(performance.now() - began, 3),
  }
}
