import type { Team } from '#contract/staff'
import type { Channel } from '#contract/tickets'
import type { formKinds, Topic } from '#contract/topics'
import { ruleFor } from '#domains/agency/index'
import { citizens, type Person } from './citizens.ts'
import { oneOf, type Random, sexesFor, topicsIn } from './words.ts'

/** One request of the demonstration and what is known of it while it is played. */
export interface Case {
  topic: Topic
  team: Team
  kind: (typeof formKinds)[number]
  person: Person
  channel: Channel
  /** The browser of the person. */
  sessionId: string
  /** Known once it is filed. */
  number: string
  ticketId: string
  filedAt: Date
  /** Login of the employee who works on it. */
  holder: string
  /** The same person's other request, for duplicates. */
  twin?: Case
  words?: { subject: string; description: string }
}

export type Pool = 'any' | 'slow' | 'documents' | 'security'
const isDocuments = (topic: Topic) => ruleFor(topic).team === 'documents' && ruleFor(topic).priorityClass !== 'urgent'
const fits: Record<Pool, (topic: Topic) => boolean> = {
  any: () => true,
  slow: (topic) => ruleFor(topic).priorityClass !== 'urgent',
  documents: isDocuments,
  security: (topic) => topic === 'account.suspicious',
}

export const holders: Record<Team, readonly string[]> = {
  first_line: ['operator', 'operator2'],
  documents: ['specialist', 'specialist2'],
  technical: ['technician'],
  security: ['security'],
}
const often = <T>(what: T, times: number): T[] => Array.from({ length: times }, () => what)
const channels: Channel[] = [
  ...often<Channel>('form', 12),
  ...often<Channel>('phone', 4),
  ...often<Channel>('email', 3),
  ...often<Channel>('office', 2),
  'app',
  'chat',
]
const kindOf = (topic: Topic): Case['kind'] =>
  topic === 'general.suggestion'
    ? 'suggestion'
    : ['general.question', 'service.howto', 'service.documents', 'mfc.booking', 'mfc.visit'].includes(topic)
      ? 'question'
      : 'problem'

/** Gives out people and topics in turn, so that all of them come up: about one request in seven is in English. */
export function casting(random: Random) {
  const turns = new Map<string, number>()
  const next = <T>(name: string, list: readonly T[]): T => {
    const turn = turns.get(name) ?? 0
    turns.set(name, turn + 1)
    return list[turn % list.length]!
  }
  const known = new Map<Person, string>()
  let count = 0
  return (pool: Pool, sessionOf: (person: Person) => string, onSite: boolean): Case => {
    count++
    const lang = count % 7 === 3 ? 'en' : 'ru'
    const topic = next(`${pool} ${lang}`, topicsIn(lang).filter(fits[pool]))
    const writers = citizens.filter((person) => {
      const by = sexesFor(lang, topic)
      return person.lang === lang && (person.sex === null || by.some((one) => one === undefined || one === person.sex))
    })
    const person = next(`writers ${lang}`, writers)
    const sessionId = known.get(person) ?? sessionOf(person)
    known.set(person, sessionId)
    const channel = onSite ? 'form' : oneOf(random, channels)
    const { team } = ruleFor(topic)
    return { topic, team, kind: kindOf(topic), person, channel, sessionId, number: '', ticketId: '', filedAt: new Date(0), holder: next(team, holders[team]) }
  }
}
