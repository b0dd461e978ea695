import { whereOf } from '#domains/deadlines/index'
import type { Ctx, Staff } from '#platform/ctx'
import {
  askExternal,
  declineTicket,
  escalateTicket,
  mergeTicket,
  recordExternalReply,
  resolveTicket,
  transferTicket,
} from '../domains/tickets/commands/endings.ts'
import { startTicket, takeTicket } from '../domains/tickets/commands/holder.ts'
import { reveal } from '../domains/tickets/commands/reveal.ts'
import { extendTerm, reclassify } from '../domains/tickets/commands/term.ts'
import { askCitizen, replyToCitizen, writeNote } from '../domains/tickets/commands/words-of-staff.ts'
import { deskTicket } from '../domains/tickets/queries/desk-ticket.ts'
import type { Case } from './cast.ts'
import type { Acting, Player, StaffAct } from './player.ts'
import { answerOn, anywayIn } from './words.ts'

const DAY = 86_400_000

/** The working day before the answer is due, or the day after now when `brief`. */
async function replyBy(ctx: Ctx, request: Case, brief: boolean): Promise<string> {
  const where = await whereOf(ctx)
  const { due_at } = await ctx.app.store.db.selectFrom('ticket').select('due_at').where('id', '=', request.ticketId).executeTakeFirstOrThrow()
  const dateOf = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(where.zone).toPlainDate().toString()
  const working = new Set(where.calendar.days.flatMap((day) => (day?.working ? [day.date] : [])))
  const towards = brief ? DAY : -DAY
  let at = new Date((brief ? ctx.now : due_at).getTime() + towards)
  while (!working.has(dateOf(at))) at = new Date(at.getTime() + towards)
  return dateOf(at)
}

const resolved = async (player: Player, request: Case, at: Date) => {
  const { random } = player
  const kind = random() < 0.5 ? 'answer' : 'second'
  return resolveTicket(player.staff(request.holder, at), request.number, { text: answerOn(random, request.topic, request.person.lang, kind) })
}
/** Declining and passing on takes a specialist; where the team has none, the supervisor does it. */
const decider = (request: Case) => (request.team === 'documents' || request.team === 'security' ? request.holder : 'supervisor')

export const actsOfStaff: Record<StaffAct, Acting> = {
  take: async (player, { number, holder }, at) => {
    const ctx = player.staff(holder, at)
    await deskTicket(ctx, ctx.actor as Staff, number, player.deliveries)
    await takeTicket(ctx, number)
  },
  start: (player, { number, holder }, at) => startTicket(player.staff(holder, at), number),
  reply: (player, { number, holder, topic, person }, at) =>
    replyToCitizen(player.staff(holder, at), number, { text: answerOn(player.random, topic, person.lang, 'reply') }),
  note: (player, { number, holder, topic }, at) => writeNote(player.staff(holder, at), number, { text: answerOn(player.random, topic, 'ru', 'note') }),
  ask: async (player, request, at) => {
    const ctx = player.staff(request.holder, at)
    const text = answerOn(player.random, request.topic, request.person.lang, 'question')
    await askCitizen(ctx, request.number, { text, replyBy: await replyBy(ctx, request, false) })
  },
  askBriefly: async (player, request, at) => {
    const ctx = player.staff(request.holder, at)
    const text = answerOn(player.random, request.topic, request.person.lang, 'question')
    await askCitizen(ctx, request.number, { text, replyBy: await replyBy(ctx, request, true) })
  },
  askExternal: (player, { number, holder, person }, at) =>
    askExternal(player.staff(holder, at), number, { body: anywayIn(player.random, 'ru', 'body'), text: anywayIn(player.random, person.lang, 'asked') }),
  externalCame: (player, { number, holder }, at) => recordExternalReply(player.staff(holder, at), number, { text: anywayIn(player.random, 'ru', 'came') }),
  resolve: resolved,
  decline: (player, request, at) =>
    declineTicket(player.staff(decider(request), at), request.number, {
      reason: player.random() < 0.6 ? 'no_ground' : 'not_competent',
      text: anywayIn(player.random, request.person.lang, 'decline'),
      ground: anywayIn(player.random, request.person.lang, 'ground'),
    }),
  transfer: (player, request, at) =>
    transferTicket(player.staff(decider(request), at), request.number, {
      body: anywayIn(player.random, request.person.lang, 'body'),
      text: anywayIn(player.random, request.person.lang, 'transfer'),
    }),
  merge: (player, { number, holder, team, twin }, at) =>
    mergeTicket(player.staff(team === 'technical' ? 'supervisor' : holder, at), number, { into: twin?.number ?? '' }),
  extend: (player, { number, person }, at) =>
    extendTerm(player.staff('supervisor', at), number, {
      reason: 'additional_analysis',
      workingDays: 3,
      text: anywayIn(player.random, person.lang, 'extension'),
    }),
  askExtension: (player, { number, holder, person }, at) =>
    extendTerm(player.staff(holder, at), number, { reason: 'missing_information', workingDays: 3, text: anywayIn(player.random, person.lang, 'extension') }),
  escalate: (player, { number, holder }, at) => escalateTicket(player.staff(holder, at), number, { text: anywayIn(player.random, 'ru', 'escalate') }),
  reclassify: (player, { number, holder, team }, at) =>
    reclassify(player.staff(team === 'technical' ? 'supervisor' : holder, at), number, { priorityClass: 'urgent' }),
  reveal: (player, { number, holder }, at) => {
    const ctx = player.staff(holder, at)
    return reveal(ctx, ctx.actor as Staff, number, { field: 'phone', purpose: 'call_back' })
  },
}
