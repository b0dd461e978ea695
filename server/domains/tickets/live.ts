import type { DomainLive } from '#platform/live'
import type { Recorded } from '#platform/platform'
import { mayRead } from './access.ts'
import { ticketById } from './load.ts'
import { myTicket } from './queries/mine.ts'
import { amongStaff } from './told-to-citizen.ts'

const changed = (record: Recorded) => {
  const version = record.details['version'] as number | undefined
  const at = version === undefined ? {} : { version }
  const { number } = record.details
  const teams = new Set([record.details['team'], record.details['toTeam']].filter((team) => typeof team === 'string'))
  const holders = [record.details['holder'], record.details['to']].filter((id): id is string => typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id))
  return [
    { room: `ticket:${record.objectId}`, what: record.event, ...at },
    ...(typeof number === 'string' && !amongStaff.has(record.event) ? [{ room: `request:${number}`, what: 'request', ...at }] : []),
    ...[...teams].map((team) => ({ room: `team:${team}`, what: 'list' })),
    ...holders.map((id) => ({ room: `mine:${id}`, what: 'list' })),
  ]
}

const events = [
  'registered',
  'assigned',
  'started',
  'asked',
  'replied',
  'noted',
  'citizen-replied',
  'reply-timed-out',
  'waiting-external',
  'external-replied',
  'extended',
  'extension-asked',
  'extension-refused',
  'reclassified',
  'escalated',
  'resolved',
  'declined',
  'transferred',
  'merged',
  'took-in',
  'withdrawn',
  'reopened',
  'closed',
  'rated',
  'objected',
  'due-soon',
  'late',
  'due-recounted',
  'first-response-late',
  'reminded',
]

/** Rooms: `ticket:<id>` and `team:<team>` for staff, `mine:<staff id>` for oneself, `request:<11 digits>` for the citizen who may open it. */
export const live: DomainLive = {
  rooms: {
    ticket: { mayJoin: async (ctx, id) => ctx.actor.kind === 'staff' && mayRead(ctx.actor, (await ticketById(ctx, ctx.app.store.db, id)).ticket) },
    team: {
      mayJoin: async (ctx, team) =>
        ctx.actor.kind === 'staff' &&
        (ctx.actor.teams.includes(team as 'first_line') || ctx.actor.roles.includes('supervisor') || ctx.actor.roles.includes('security_officer')),
    },
    mine: { mayJoin: async (ctx, id) => ctx.actor.kind === 'staff' && ctx.actor.id === id },
    request: { mayJoin: async (ctx, number) => Boolean(await myTicket(ctx, number)) },
  },
  toRooms: Object.fromEntries(events.map((event) => [`ticket.${event}`, changed])),
}
