import type { DomainLive } from '#platform/live'
import type { Recorded } from '#platform/platform'
import { mayRead } from './access.ts'
import { chatById, myChat } from './load.ts'

/** In a talk that somebody holds these change nothing that the line shows. */
const withinTalk: readonly string[] = ['written', 'answered', 'noted', 'read-by-citizen', 'read-by-staff'].map((event) => `chat.${event}`)

const changed = (record: Recorded) => {
  const version = record.details['seq'] as number | undefined
  const { holder, team, to } = record.details
  const staff = [holder, to].filter((id): id is string => typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id))
  return [
    {
      room: `chat:${record.objectId}`,
      what: record.event === 'chat.read-by-citizen' || record.event === 'chat.read-by-staff' ? 'read' : 'message',
      ...(version !== undefined && { version }),
    },
    ...[...new Set(staff)].map((id) => ({ room: `mine:${id}`, what: 'chats' })),
    ...(typeof team === 'string' && !(holder && withinTalk.includes(record.event)) ? [{ room: `line:${team}`, what: 'chats' }] : []),
  ]
}

export const chatEvents = [
  'opened',
  'written',
  'pressed',
  'operator-called',
  'topic-chosen',
  'place-kept',
  'ended',
  'read-by-citizen',
  'rated',
  'accepted',
  'declined',
  'answered',
  'noted',
  'transferred',
  'taken-back',
  'waiting',
  'topic-corrected',
  'advised',
  'read-by-staff',
  'request-made',
  'idle-ended',
  'reminded',
  'joined',
  'sign-in-asked',
  'sign-in-proved',
  'warned',
  'reviewed',
].map((event) => `chat.${event}`)

/** Room `chat:<id>`: its citizen, and staff who may read it. */
export const live: DomainLive = {
  rooms: {
    chat: {
      mayJoin: async (ctx, id) => (ctx.actor.kind === 'staff' ? mayRead(ctx.actor, (await chatById(ctx, id)).chat) : Boolean(await myChat(ctx, id))),
    },
  },
  toRooms: Object.fromEntries(chatEvents.map((event) => [event, changed])),
}
