import type { staffDropReasons } from '#contract/letters'
import { submitTicket } from '#domains/tickets/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { DataKey } from '#platform/vault/index'
import { langOf } from '../as-intake.ts'
import { noProof, type Summary } from '../model.ts'
import { deskReader, notFound } from '../queries/letters.ts'
import { Unreadable } from '../read-letter.ts'
import { keyOfLetter, openRaw, openSummary } from '../sealed-letter.ts'
import { fileKeyOf } from './into-request.ts'
import { type Leased, land, marked, putAside } from './mark.ts'
import { takeFiles } from './take-files.ts'
import { summaryOf } from './work-off.ts'

/** One that nobody has decided on, or that was dropped: everything may be thought over. */
async function waiting(ctx: Ctx, id: string): Promise<{ stored: Leased; key: DataKey }> {
  const stored = await ctx.app.store.db
    .selectFrom('mail_in')
    .selectAll()
    .where('id', '=', id)
    .where('state', 'in', ['quarantine', 'dropped'])
    .executeTakeFirst()
  const key = stored ? await keyOfLetter(ctx, stored) : null
  if (!stored || !key) throw notFound()
  return { stored, key }
}

/** From the beginning, as if it had just come. */
export async function retryLetter(ctx: Ctx, id: string): Promise<void> {
  const { stored } = await waiting(ctx, id)
  await change(ctx, async (tx) => {
    await marked(tx, stored, { state: 'received', reason: null, tries: 0, next_at: ctx.now })
    tx.record('mail.retried', { object: id })
  })
}

export async function dropLetter(ctx: Ctx, id: string, reason: (typeof staffDropReasons)[number]): Promise<void> {
  const { stored, key } = await waiting(ctx, id)
  const summary = openSummary(key, stored)
  await putAside(ctx, stored, 'dropped', reason, summary && { key, summary })
}

/** Made by whoever has read it, with the files that can be taken; the sender is not proved by that. */
export async function requestOfLetter(ctx: Ctx, id: string, typed: { subject: string; description: string; email: string }): Promise<{ number: string }> {
  const { stored, key } = await waiting(ctx, id)
  const raw = await openRaw(ctx, key, stored)
  const letter = await deskReader.letter(raw).catch((error) => {
    if (error instanceof Unreadable) return null
    throw error
  })
  const summary: Summary = letter ? summaryOf(ctx, letter) : { from: typed.email, name: '', subject: typed.subject, proof: noProof, hasHtml: false }
  const { ids } = letter ? await takeFiles(ctx, id, letter) : { ids: [] }
  const { number } = await submitTicket(ctx, {
    channel: 'email',
    intake: {
      topic: 'general.question',
      kind: 'question',
      subject: typed.subject,
      description: typed.description,
      email: typed.email,
      lang: langOf({ subject: typed.subject, text: typed.description }),
      ...(ids.length > 0 && { fileIds: ids }),
    },
    mail: {
      id,
      proved: false,
      landed: (tx, made) => land(ctx, tx, stored, key, fileKeyOf(ctx, stored), summary, false, { ...made, messageId: made.ticketId }),
    },
  })
  return { number }
}
