import type { DomainLive } from '#platform/live'
import type { Recorded } from '#platform/platform'
import { maySeeLine } from './access.ts'

const word = (value: unknown): value is string => typeof value === 'string'

/** `what` for those whose work changed: `offer`, or the kind in the plural (`chats`). The lines it left or came into hear `line`. */
function ofWork({ event, details }: Recorded) {
  const lines = new Set([details['team'], details['fromTeam']].filter(word))
  const offered = event === 'work.offered' || event === 'work.offer-ended' || event === 'work.declined'
  const people = new Set([details['to'], details['by'], details['holder'], details['from']].filter(word))
  return [
    ...[...lines].map((team) => ({ room: `line:${team}`, what: 'line' })),
    ...[...people].map((id) => ({ room: `mine:${id}`, what: offered ? 'offer' : `${details['kind']}s` })),
  ]
}
const ofPresence = (record: Recorded) => [{ room: `mine:${record.objectId}`, what: 'presence' }]

const workEvents = ['queued', 'offered', 'offer-ended', 'declined', 'taken', 'done']
const presenceEvents = ['set', 'paused', 'ended']

/** Rooms: `line:<team>` for those who serve it. */
export const live: DomainLive = {
  rooms: { line: { mayJoin: async (ctx, team) => maySeeLine(ctx.actor, team) } },
  toRooms: {
    ...Object.fromEntries(workEvents.map((event) => [`work.${event}`, ofWork])),
    ...Object.fromEntries(presenceEvents.map((event) => [`presence.${event}`, ofPresence])),
  },
}
