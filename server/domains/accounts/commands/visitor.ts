import type { FastifyReply } from 'fastify'
import { change, type Tx } from '#platform/change'
import { type Ctx, visitorOf } from '#platform/ctx'
import { hostSite } from '#platform/http/host-site'
import { uuidv7 } from '#platform/ids'
import { randomToken, sha256 } from '#platform/vault/index'
import { perAddress } from '../per-address.ts'
import { talkCookie, visitorCookie } from '../queries/visitor.ts'

/** A session made but not yet stored: whoever writes first stores it in the same transaction. */
export interface NewSession {
  id: string
  tokenHash: Buffer
  expiresAt: Date
}

/** Prepares a session for a browser that has none and hands it its cookie. */
export function newVisitor(ctx: Ctx, reply: FastifyReply): NewSession {
  const token = randomToken(32)
  const expiresAt = endOf(ctx)
  giveCookie(ctx, reply, token, expiresAt)
  return { id: uuidv7(ctx.now), tokenHash: sha256(token), expiresAt }
}

const DAY = 86_400_000
/** A day longer than a draft that is saved now: what is promised to be kept until a day must not go with its session before. */
const endOf = (ctx: Ctx): Date => new Date(ctx.now.getTime() + (ctx.app.config.intake.draftDays + 1) * DAY)

function giveCookie(ctx: Ctx, reply: FastifyReply, token: string, expires: Date): void {
  const { publicUrl } = ctx.app.config.http
  reply.setCookie(visitorCookie(publicUrl), token, { httpOnly: true, sameSite: 'lax', path: '/', secure: publicUrl.startsWith('https:'), expires })
}

/** Goes with the browser, or with its talk. `Partitioned`: browsers that keep no cookies of other sites keep this one, apart for each site. */
const talkOptions = { httpOnly: true, secure: true, sameSite: 'none', partitioned: true, path: '/' } as const
const TALK_HOURS = 24
/** What was said last, the summary and the mark for it may still be asked for this long after the end. */
const MINUTES_AFTER_END = 15

function newTalkSession(ctx: Ctx, reply: FastifyReply): NewSession {
  const token = randomToken(32)
  reply.setCookie(talkCookie(ctx.app.config.http.publicUrl), token, talkOptions)
  return { id: uuidv7(ctx.now), tokenHash: sha256(token), expiresAt: new Date(ctx.now.getTime() + TALK_HOURS * 3_600_000) }
}

/** Inside the change that ends a talk: the token of another site's talk is over soon after it (C22). */
export async function talkIsOver(tx: Tx, sessionId: string, now: Date): Promise<void> {
  await tx.db
    .updateTable('guest_session')
    .set({ expires_at: new Date(now.getTime() + MINUTES_AFTER_END * 60_000) })
    .where('id', '=', sessionId)
    .where('of_talk', '=', true)
    .execute()
}

/** Whoever comes back and writes on keeps the session, and with it the draft; at most one write a day. */
export async function renewVisitor(ctx: Ctx, reply: FastifyReply): Promise<void> {
  const token = reply.request.cookies[visitorCookie(ctx.app.config.http.publicUrl)]
  const id = visitorOf(ctx.actor)
  if (!id || !token) return
  const { numUpdatedRows } = await ctx.app.store.db
    .updateTable('guest_session')
    .set({ expires_at: endOf(ctx) })
    .where('id', '=', id)
    .where('token_hash', '=', sha256(token))
    .where('expires_at', '<', new Date(endOf(ctx).getTime() - DAY))
    .executeTakeFirst()
  if (numUpdatedRows === 1n) giveCookie(ctx, reply, token, endOf(ctx))
}

/** The browser's session, stored now if it is new. On another site each talk gets one of its own, and the one before is over. */
export async function ensureVisitor(ctx: Ctx, reply: FastifyReply): Promise<string> {
  const known = visitorOf(ctx.actor)
  const ofTalk = hostSite(ctx.app, reply.request) !== null
  if (known && !ofTalk) return known
  perAddress(ctx, 'session', reply.request.ip)
  if (known) await ctx.app.store.db.deleteFrom('guest_session').where('id', '=', known).where('of_talk', '=', true).execute()
  const session = ofTalk ? newTalkSession(ctx, reply) : newVisitor(ctx, reply)
  await ctx.app.store.db
    .insertInto('guest_session')
    .values({ id: session.id, token_hash: session.tokenHash, created_at: ctx.now, expires_at: session.expiresAt, of_talk: ofTalk })
    .execute()
  ctx.actor = ctx.actor.kind === 'citizen' ? { ...ctx.actor, visitorId: session.id } : { kind: 'guest', id: session.id }
  return session.id
}

/** Shared computer: the browser forgets, and so do we, drafts included; files of a draft go by a reaction of the requests' domain. */
export async function endVisitor(ctx: Ctx, reply: FastifyReply): Promise<void> {
  const { publicUrl } = ctx.app.config.http
  if (hostSite(ctx.app, reply.request) !== null) reply.clearCookie(talkCookie(publicUrl), talkOptions)
  else reply.clearCookie(visitorCookie(publicUrl), { path: '/' })
  reply.header('clear-site-data', '"cache", "storage"')
  const id = visitorOf(ctx.actor)
  if (!id) return
  await change(ctx, async (tx) => {
    await tx.db.deleteFrom('guest_session').where('id', '=', id).execute()
    tx.record('guest.forgotten', { object: id })
  })
}

/** Nightly: sessions past their end, with their drafts, grants and codes. */
export async function purgeVisitors(ctx: Ctx): Promise<void> {
  await ctx.app.store.db.deleteFrom('guest_session').where('expires_at', '<', ctx.now).execute()
}
