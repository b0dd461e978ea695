import { hotlineAt } from '#domains/agency/index'
import { finish, someoneOn } from '#domains/routing/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { bare } from '#platform/log'
import { Refusal } from '#platform/refusal'
import { chatForUpdate } from '../load.ts'
import { asChat, type StoredChat } from '../model.ts'
import { endTalk } from './end.ts'
import { requestByItself } from './request.ts'
import { Talk } from './talk.ts'

/** One after another: one that fails must not keep the others. */
async function each(ctx: Ctx, rows: readonly { id: string }[], work: (id: string) => Promise<unknown>): Promise<void> {
  for (const { id } of rows)
    await work(id).catch((error) => {
      // Somebody was quicker.
      if (!(error instanceof Refusal)) ctx.app.log.error({ part: 'chat', ...bare(error) }, 'a talk could not be swept')
    })
}

/** Each in a change of its own, looked at again under its lock: `isStill` says whether it is as it was when it was found. */
const eachTalk = (ctx: Ctx, rows: readonly { id: string }[], isStill: (chat: StoredChat) => boolean, work: (talk: Talk) => Promise<void>): Promise<void> =>
  each(ctx, rows, (id) =>
    change(ctx, async (tx) => {
      const talk = new Talk(ctx, tx, await chatForUpdate(ctx, tx, id))
      if (!isStill(talk.chat)) throw new Refusal('conflict', 'chat.changed')
      await work(talk)
    }),
  )
const MOST = 500

/** Whoever has waited too long, or waits while nobody will come today, gets a request with a number and a date (CHAT-2, CHAT-12); kept places wait on. */
export async function endWaiting(ctx: Ctx): Promise<void> {
  const { chat: settings, agency } = ctx.app.config
  const isOpen = hotlineAt(ctx.now, agency).open
  const rows = await ctx.app.store.db.selectFrom('chat').selectAll().where('state', '=', 'queued').orderBy('queued_at').limit(MOST).execute()
  const late: StoredChat[] = []
  for (const row of rows.map(asChat)) {
    const waited = ctx.now.getTime() - row.queued_at!.getTime()
    const nobody = !isOpen && !(await someoneOn(ctx, row.team, row.lang))
    // Closed hours: a moment is left to make the request oneself, with one's own words and address.
    if (nobody ? waited >= 60_000 : row.place_kept_at === null && waited >= settings.waitMinutes * 60_000) late.push(row)
  }
  await each(ctx, late, (id) => requestByItself(ctx, id))
}

/** Nobody has written for half an hour: the talk ends with its summary and can be read and continued by a new one (machine, `idle_end`). */
export async function endIdle(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now.getTime() - ctx.app.config.chat.idleMinutes * 60_000)
  const rows = await ctx.app.store.db
    .selectFrom('chat')
    .select('id')
    .where('ended_at', 'is', null)
    .where('state', 'in', ['bot', 'waiting_citizen'])
    .where('last_at', '<', before)
    .orderBy('last_at')
    .limit(MOST)
    .execute()
  await eachTalk(
    ctx,
    rows,
    ({ last_at }) => last_at < before,
    async (talk) => {
      await endTalk(talk, 'idle_end', 'idle', null)
      await talk.write('chat.idle-ended')
    },
  )
}

/** The citizen's move for five minutes: once reminded (machine, `wait`). */
export async function remindWaiting(ctx: Ctx): Promise<void> {
  const rows = await ctx.app.store.db
    .selectFrom('chat')
    .select('id')
    .where('state', '=', 'waiting_citizen')
    .where('reminded_at', 'is', null)
    .where('last_at', '<', new Date(ctx.now.getTime() - ctx.app.config.chat.remindMinutes * 60_000))
    .limit(MOST)
    .execute()
  await eachTalk(
    ctx,
    rows,
    ({ state, reminded_at }) => state === 'waiting_citizen' && reminded_at === null,
    async (talk) => {
      talk.set({ reminded_at: ctx.now })
      talk.tell('waiting', { reminder: true })
      await talk.write('chat.reminded')
    },
  )
}

/** An erased person's words find nothing, and a talk under way is over and stands in no line; may run twice. */
export async function forgetChats(ctx: Ctx, citizenId: string): Promise<void> {
  const { db } = ctx.app.store
  await db.updateTable('chat_message').set({ stems: null }).where('citizen_id', '=', citizenId).execute()
  const open = await db.selectFrom('chat').select('id').where('citizen_id', '=', citizenId).where('ended_at', 'is', null).execute()
  for (const { id } of open)
    await change(ctx, async (tx) => {
      const ended = await tx.db
        .updateTable('chat')
        .set({ state: 'ended', result: 'left', ended_at: ctx.now, waiting_since: null })
        .where('citizen_id', '=', citizenId)
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .returning(['last_seq', 'team', 'holder_id'])
        .executeTakeFirst()
      if (!ended) throw new Refusal('conflict', 'chat.ended')
      await finish(ctx, tx, 'chat', id, 'left')
      const { last_seq: seq, team, holder_id: holder } = ended
      tx.record('chat.ended', { subject: citizenId, object: id }, { seq, team, state: 'ended', ...(holder && { holder }), erased: true })
    })
}
