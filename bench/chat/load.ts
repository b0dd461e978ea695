import { setTimeout as pause } from 'node:timers/promises'
import type { Side, Who } from './side.ts'

/** Letters only: a row of digits would be hidden as a code. */
const letters = (n: number): string => [...String(n)].map((digit) => 'абвгдежзик'[Number(digit)]).join('')
const words = 'Здравствуйте, открыл заявление, а страница не дает приложить справку и говорит, что время вышло'

/** Everything that was said, and what became of it. */
export interface Heard {
  /** ms from when it should have been said. */
  acks: number[]
  deliveries: number[]
  failed: string[]
  said: { talk: number; who: Who; text: string }[]
  received: Map<string, string[]>
}
/** Messages through one side: both people of each talk in turn, talk after talk. */
export function speaker(side: Side, talks: number) {
  let nth = 0
  const all: Heard = { acks: [], deliveries: [], failed: [], said: [], received: new Map() }
  const dueOf = new Map<string, number>()
  let measured = false
  const heard = (talk: number, who: Who, text: string) => {
    const key = `${talk} ${who}`
    const list = all.received.get(key)
    if (list) list.push(text)
    else all.received.set(key, [text])
    const due = dueOf.get(text)
    if (due !== undefined) all.deliveries.push(performance.now() - due)
    dueOf.delete(text)
  }
  const say = async (dueAt: number): Promise<void> => {
    const n = nth++
    const talk = (n * 7) % talks
    const who: Who = Math.floor(n / talks + n) % 2 ? 'staff' : 'citizen'
    const text = `${words} ${letters(n)}`
    if (measured) dueOf.set(text, dueAt)
    all.said.push({ talk, who, text })
    try {
      await side.say(talk, who, text)
      if (measured) all.acks.push(performance.now() - dueAt)
    } catch (error) {
      all.failed.push(String(error))
    }
  }
  /** Waits until everything said has been heard, at most ten seconds. */
  const settled = async () => {
    const count = () => [...all.received.values()].reduce((sum, list) => sum + list.length, 0)
    for (const end = performance.now() + 10_000; count() < all.said.length && performance.now() < end; ) await pause(50)
  }
  /** As many messages as come in a fixed rhythm, whatever the answers do. */
  const openLoop = async (perSecond: number, seconds: number, isMeasured: boolean) => {
    measured = isMeasured
    const under: Promise<void>[] = []
    const start = performance.now() + 20
    const total = Math.round(perSecond * seconds)
    for (let i = 0; i < total; ) {
      for (const now = performance.now(); i < total && start + (i * 1000) / perSecond <= now; i++) under.push(say(start + (i * 1000) / perSecond))
      await pause(1)
    }
    await Promise.all(under)
    await settled()
    measured = false
  }
  /** So many people who write again as soon as they are answered; messages a second. */
  const closedLoop = async (count: number, atOnce: number): Promise<number> => {
    const began = performance.now()
    let left = count
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (left-- > 0) await say(performance.now())
      }),
    )
    const perSecond = count / ((performance.now() - began) / 1000)
    await settled()
    return perSecond
  }
  return { all, heard, openLoop, closedLoop }
}

/** Held against what the store has: nothing lost, nothing twice, in order. */
export async function accounted(side: Side, { said, received, failed }: Heard) {
  const stored = await side.stored()
  const texts = [...stored.values()].flat()
  const known = new Set(texts)
  const heardTexts = [...received.values()].flat()
  const heard = new Set(heardTexts)
  const order = new Map(said.map(({ text }, i) => [text, i]))
  // What one person said one after another; two people at once have no order.
  const byPerson = Map.groupBy(said, ({ talk, who }) => `${talk} ${who}`)
  let outOfOrder = 0
  for (const [key, own] of byPerson) {
    const mine = new Set(own.map(({ text }) => text))
    for (const list of [received.get(key) ?? [], (stored.get(Number(key.split(' ')[0])) ?? []).filter((text) => mine.has(text))])
      for (let i = 1; i < list.length; i++) if (order.get(list[i]!)! < order.get(list[i - 1]!)!) outOfOrder++
  }
  return {
    said: said.length,
    refused: failed.length,
    lost: said.filter(({ text }) => !heard.has(text)).length,
    doubled: texts.length - known.size + heardTexts.length - heard.size,
    notStored: said.filter(({ text }) => !known.has(text)).length,
    outOfOrder,
    ...(failed.length > 0 && { firstRefusal: failed[0] }),
  }
}
