import type { Lang } from '#contract/common'
import type { Team } from '#contract/staff'
import { mayServe } from './access.ts'
import type { InLine, OnLine, WorkKind } from './model.ts'

/** Who is there for a team: its own people; where none of them is on line, supervisors of other teams. */
export function onFor<P extends Pick<OnLine, 'roles' | 'teams'>>(people: readonly P[], kind: WorkKind, team: Team): P[] {
  const able = people.filter((person) => mayServe(person, kind, team))
  const own = able.filter((person) => person.teams.includes(team))
  return own.length > 0 ? own : able
}

/**
 * Who gets the offer of this piece of work; null: nobody is free for it. Whoever had it last, then who speaks its language, then the least
 * loaded, then the longest idle. Language is a wish: where nobody free speaks it, somebody else is better than nobody.
 */
export function whoGetsOffer(work: InLine, people: readonly OnLine[], now: Date): OnLine | null {
  const free = onFor(people, work.kind, work.team).filter((person) => isFree(person) && !hasPassed(work, person.id, now))
  return free.reduce<OnLine | null>((best, person) => (best && before(best, person, work) ? best : person), null)
}
const isFree = ({ takenAt, offered, most }: OnLine): boolean => !offered && takenAt.length < most
const hasPassed = ({ passed }: InLine, id: string, now: Date): boolean => passed[id] !== undefined && new Date(passed[id]) > now

function before(a: OnLine, b: OnLine, { wanted, lang }: { wanted: string | null; lang: Lang }): boolean {
  const order =
    Number(b.id === wanted) - Number(a.id === wanted) ||
    Number(b.lang === lang) - Number(a.lang === lang) ||
    a.takenAt.length - b.takenAt.length ||
    a.idleSince.getTime() - b.idleSince.getTime()
  return order !== 0 ? order < 0 : a.id < b.id
}

export interface Offer {
  work: InLine
  to: string
}
/** Offers for a line in its order: one to a person at a time. */
export function offersFor(line: readonly InLine[], people: readonly OnLine[], now: Date): Offer[] {
  const left = new Map(people.map((person) => [person.id, person]))
  const offers: Offer[] = []
  for (const work of line) {
    const who = whoGetsOffer(work, [...left.values()], now)
    if (!who) continue
    left.set(who.id, { ...who, offered: true })
    offers.push({ work, to: who.id })
  }
  return offers
}
