import { referredBy } from '#domains/tickets/index'
import type { Ctx } from '#platform/ctx'
import { isAway, type Statement } from '#platform/db/store'
import { FileError } from '#platform/files/index'
import { email } from '#platform/identifiers/index'
import { bare } from '#platform/log'
import { Refusal } from '#platform/refusal'
import type { DataKey } from '#platform/vault/index'
import { type Bounce, bounceOf, complaintOf } from '../bounce-of.ts'
import { type DropReason, type Letter, noProof, type QuarantineReason, type Summary } from '../model.ts'
import { type Reader, Unreadable } from '../read-letter.ts'
import { referenceOf } from '../reference-of.ts'
import { keyOfLetter, openEnvelope, openRaw } from '../sealed-letter.ts'
import { senderProof } from '../sender-proof.ts'
import { whatKind } from '../what-kind.ts'
import { intoRequest } from './into-request.ts'
import { type Leased, putAside } from './mark.ts'

/** A letter is tried so often; the count is written before, so a letter that ends the process counts too. */
const MOST_TRIES = 2
const LEASE_SECONDS = 60
const AGAIN_SECONDS = 60

const lease: Statement = {
  name: 'mail-lease',
  text: `update mail_in set tries = tries + 1, next_at = $1::timestamptz + interval '${LEASE_SECONDS} seconds'
    where id = (select id from mail_in where state = 'received' and next_at <= $1 order by next_at, id limit 1 for update skip locked)
    returning id, state, tries, envelope, raw, summary, file_key, citizen_id`,
}

/** Whom it is told to that a letter of ours came back, or that its reader did not want it. */
export interface OfOurs {
  bounced?: (ctx: Ctx, bounce: Bounce) => Promise<void>
  complained?: (ctx: Ctx, complaint: { noticeId: string }) => Promise<void>
}

/** Takes the oldest waiting letter to its next state; false when none waits. */
export async function workOffOne(ctx: Ctx, reader: Reader, ofOurs: OfOurs = {}): Promise<boolean> {
  const [stored] = await ctx.app.store.run<Leased>(lease, [ctx.now])
  if (!stored) return false
  try {
    if (stored.tries > MOST_TRIES) await putAside(ctx, stored, 'quarantine', 'broken', null)
    else await settle(ctx, reader, stored, ofOurs)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'mail.changed') return true
    const isAbsent = isAway(error) || (error instanceof FileError && error.code.startsWith('storage.'))
    ctx.app.log.warn({ part: 'mail-in', requestId: ctx.requestId, attempt: stored.tries, ...bare(error) }, 'a letter was left for later')
    await again(ctx, stored, isAbsent)
  }
  return true
}

/** What was away is not held against the letter. */
const again = (ctx: Ctx, { id, tries }: Leased, isAbsent: boolean) =>
  ctx.app.store.db
    .updateTable('mail_in')
    .set({ next_at: new Date(ctx.now.getTime() + AGAIN_SECONDS * 1000), tries: isAbsent ? tries - 1 : tries })
    .where('id', '=', id)
    .where('state', '=', 'received')
    .where('tries', '=', tries)
    .execute()

async function settle(ctx: Ctx, reader: Reader, stored: Leased, ofOurs: OfOurs): Promise<void> {
  const key = await keyOfLetter(ctx, stored)
  if (!key) return putAside(ctx, stored, 'quarantine', 'broken', null)
  const raw = await openRaw(ctx, key, stored)
  let letter: Letter
  try {
    letter = await reader.letter(raw)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return putAside(ctx, stored, 'quarantine', error.code, null)
  }
  const why = await decide(ctx, stored, key, letter)
  if (why?.reason === 'bounce') {
    const [bounce, complaint] = [bounceOf(letter), complaintOf(letter)]
    if (bounce) await ofOurs.bounced?.(ctx, bounce)
    if (complaint) await ofOurs.complained?.(ctx, complaint)
  }
  if (why)
    await putAside(ctx, stored, 'state' in why && why.state === 'dropped' ? 'dropped' : 'quarantine', why.reason, { key, summary: summaryOf(ctx, letter) })
}

type Aside = { state: 'dropped'; reason: DropReason } | { state: 'quarantine'; reason: QuarantineReason }
const waits = (reason: QuarantineReason): Aside => ({ state: 'quarantine', reason })

async function decide(ctx: Ctx, stored: Leased, key: DataKey, letter: Letter): Promise<Aside | null> {
  const envelope = openEnvelope(key, stored)
  const { mail, mailIn } = ctx.app.config
  const drop = whatKind(letter, envelope, [mailIn.address, mail.from])
  if (drop) return { state: 'dropped', reason: drop }
  const [sender] = letter.from
  if (!sender?.address) return waits('no-sender')
  if (letter.fromLines > 1 || letter.from.length > 1) return waits('two-senders')
  const read = email(sender.address)
  if (!read.ok) return waits('bad-sender')
  if (!letter.text && !letter.subject && letter.enclosed.length === 0) return waits('empty')
  const reference = referenceOf(ctx, envelope, letter)
  if (reference === 'two') return waits('two-references')
  const referred = reference && (await referredBy(ctx, reference, read.value))
  const full = await intoRequest(ctx, { stored, key, letter, summary: summaryOf(ctx, letter), from: read.value, referred })
  return full && waits(full)
}

export function summaryOf({ app }: Ctx, letter: Letter): Summary {
  const [sender] = letter.from
  return {
    from: sender?.address ?? '',
    name: sender?.name ?? '',
    subject: letter.subject.slice(0, 300),
    proof: letter.from.length === 1 ? senderProof(letter, app.config.mailIn.authservId) : noProof,
    hasHtml: letter.hasHtml,
  }
}
