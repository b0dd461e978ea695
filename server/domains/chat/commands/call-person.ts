import { hotlineAt, ruleFor } from '#domains/agency/index'
import type { HandOverReason } from '#domains/assistant/index'
import { enqueue, memberOn, someoneOn } from '#domains/routing/index'
import { makeRequest } from '../next-turn.ts'
import type { Talk } from './talk.ts'

/** These do not wait for anybody's turn. */
const urgentReasons: readonly string[] = ['crisis', 'money', 'leaked-code', 'compromise'] satisfies HandOverReason[]

/** Puts the talk into the line of the team that knows its topic, if somebody of it is there; else of the first line. `reason` is null where the citizen asked. */
export async function callPersonFor(talk: Talk, reason: HandOverReason | null): Promise<void> {
  const { ctx, tx, chat } = talk
  talk.move('call_operator', reason === null ? ['citizen'] : ['bot'])
  const rule = ruleFor(chat.topic ?? 'general.question')
  const team = rule.team !== 'first_line' && (await memberOn(ctx, rule.team)) ? rule.team : 'first_line'
  const priorityClass = reason !== null && urgentReasons.includes(reason) ? 'urgent' : rule.priorityClass
  talk.set({ reason, team, priority_class: priorityClass, queued_at: ctx.now, waiting_since: ctx.now })
  await enqueue(ctx, tx, { kind: 'chat', id: chat.id, team, lang: chat.lang, priorityClass })
  talk.tell('queued', reason === null ? {} : { reason })
  const isOpen = hotlineAt(ctx.now, ctx.app.config.agency).open
  // Nobody will come soon: it says so at once, and what to do instead. The talk itself becomes a request by a sweep (CHAT-2).
  if (!isOpen && !(await someoneOn(ctx, team, chat.lang))) talk.tell('closed-hours', {}, [makeRequest])
}
