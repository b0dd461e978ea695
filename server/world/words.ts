import type { Topic } from '#contract/topics'
import answersEn from './answers-en.json' with { type: 'json' }
import answersRu from './answers-ru.json' with { type: 'json' }
import type { Person } from './citizens.ts'
import requestsEn from './requests-en.json' with { type: 'json' }
import requestsRu from './requests-ru.json' with { type: 'json' }

/** Numbers in [0, 1) that are the same at every start, so that a demonstration can be talked about. */
export type Random = () => number
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
export const oneOf = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!

/** `{one|another}` becomes one of them. */
export const said = (random: Random, text: string): string => text.replaceAll(/\{([^{}]*)\}/g, (_, ways: string) => oneOf(random, ways.split('|')))

interface Template {
  by?: string
  subject: string
  text: string
  outcome: string
}
const requests: Record<Person['lang'], Partial<Record<string, Template[]>>> = { ru: requestsRu, en: requestsEn }
/** Topics about which somebody writes in this language. */
export const topicsIn = (lang: Person['lang']): Topic[] => Object.keys(requests[lang]) as Topic[]
export const sexesFor = (lang: Person['lang'], topic: Topic): (string | undefined)[] => (requests[lang][topic] ?? []).map((template) => template.by)

/** What a person of this sex writes about the topic. */
export function requestOn(random: Random, topic: Topic, { lang, sex }: Pick<Person, 'lang' | 'sex'>) {
  const fitting = (requests[lang][topic] ?? []).filter(({ by }) => by === undefined || by === sex)
  if (fitting.length === 0) throw new Error(`no words on ${topic} in ${lang} for ${sex}`)
  const { subject, text, outcome } = oneOf(random, fitting)
  return { subject: said(random, subject), description: said(random, text), ...(outcome && { desiredOutcome: outcome }) }
}

const answers = { ru: answersRu, en: { ...answersEn, external: answersEn.service } }
type Group = Exclude<keyof typeof answersRu, 'all'>
const groupOf = (topic: Topic): Group =>
  topic === 'account.suspicious' ? 'security' : topic.startsWith('documents.') ? 'external' : (topic.slice(0, topic.indexOf('.')) as Group)

/** What staff, and the person in reply, say about the topic. */
export const answerOn = (random: Random, topic: Topic, lang: Person['lang'], kind: keyof (typeof answersRu)['access']): string =>
  said(random, answers[lang][groupOf(topic)][kind])
/** What may be said about anything. */
export const anywayIn = (random: Random, lang: Person['lang'], kind: keyof (typeof answersRu)['all']): string =>
  said(random, oneOf(random, answers[lang].all[kind]))
