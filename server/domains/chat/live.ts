import { chatLimits } from '#contract/chat'
import type { Change, DomainLive } from '#platform/live'
import type { Recorded } from '#platform/platform'
import { allAfter, type Said, saidBy } from './just-said.ts'
import { chatAtDesk, myChat, notFound, stateFor } from './load.ts'
import { messagesOf, shownAtOnce } from './queries/messages.ts'

/** In a talk that somebody holds these change nothing that the line shows. */
const withinTalk: readonly string[] = ['written', 'answered', 'noted', 'read-by-citizen', 'read-by-staff'].map((event) => `chat.${event}`)

/** Who has said something by these, so that the other side is brought it. */
const sideOf: Record<string, Change['said']> = { 'chat.written': 'citizen', 'chat.answered': 'staff' }

const changed = (record: Recorded): Change[] => {
  const said = sideOf[record.event]
  const version = record.details['seq'] as number | undefined
  const { holder, team, to } = record.details
  const staff = [holder, to].filter((id): id is string => typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id))
  return [
    {
      room: `chat:${record.objectId}`,
      what: record.event === 'chat.read-by-citizen' || record.event === 'chat.read-by-staff' ? 'read' : 'message',
      ...(version !== undefined && { version }),
      ...(said && { said, inHand: saidBy(record) }),
      // What the citizen has read is a mark at the desk; the own page knows.
      ...(record.event === 'chat.read-by-citizen' && { only: 'staff' as const }),
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
      mayJoin: async (ctx, id) => (await stateFor(ctx, id)) !== null,
      news: async (ctx, id, after, inHand) => {
        const isStaff = ctx.actor.kind === 'staff'
        const said = allAfter(inHand as readonly Said[], after)
        if (said) {
          const state = await stateFor(ctx, id)
          if (state === null) throw notFound()
          return { upTo: said.at(-1)!.seq, news: { state, messages: await shownAtOnce(ctx, isStaff ? 'staff' : 'citizen', said) } }
        }
        const loaded = await (isStaff ? chatAtDesk(ctx, id) : myChat(ctx, id))
        const { messages, lastSeq } = await messagesOf(ctx, loaded, isStaff ? 'staff' : 'citizen', { after })
        const last = messages.at(-1)?.seq ?? 0
        return { upTo: messages.length < chatLimits.page ? Math.max(last, lastSeq) : last, news: { state: loaded.chat.state, messages } }
      },
    },
  },
  toRooms: Object.fromEntries(chatEvents.map((event) => [event, changed])),
}
