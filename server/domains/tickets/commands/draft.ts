import type { DraftFields } from '#contract/drafts'
import type { Receipt } from '#contract/tickets'
import { change, earlierAnswer } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { placeOfDraft } from '../model.ts'
import { draftOf, type Kept } from '../queries/draft.ts'
import { receiptOf } from '../queries/receipt.ts'
import { type Added, addWords } from './add-words.ts'
import { type Submitted, submitTicket } from './submit.ts'

/** Keeps what was typed: given fields replace, others stay. Nothing is checked here; problems come with every answer. */
export async function saveDraft(ctx: Ctx, sessionId: string, fields: DraftFields): Promise<Kept> {
  const before = await draftOf(ctx, sessionId)
  const kept = { ...before.fields, ...fields }
  const expires = new Date(ctx.now.getTime() + ctx.app.config.intake.draftDays * 86_400_000)
  const row = { fields: ctx.app.vault.sealService('draft', placeOfDraft(sessionId), JSON.stringify(kept)), saved_at: ctx.now, expires_at: expires }
  await change({ ...ctx, idempotency: undefined }, async (tx) => {
    await tx.db
      .insertInto('draft')
      .values({ session_id: sessionId, ...row })
      .onConflict((oc) => oc.column('session_id').doUpdateSet(row))
      .execute()
    tx.record('draft.saved', { object: sessionId })
  })
  return { ...before, fields: kept, savedAt: ctx.now, expiresAt: expires }
}

export async function dropDraft(ctx: Ctx, sessionId: string): Promise<void> {
  const files = await change(ctx, async (tx) => {
    await tx.db.deleteFrom('draft').where('session_id', '=', sessionId).execute()
    const gone = await tx.db.deleteFrom('attachment').where('owner_id', '=', sessionId).where('message_id', 'is', null).returning('id').execute()
    tx.record('draft.dropped', { object: sessionId })
    return gone.map(({ id }) => id)
  })
  await forgetFiles(ctx, files)
}

export async function dropDraftFile(ctx: Ctx, sessionId: string, fileId: string): Promise<void> {
  await change(ctx, async (tx) => {
    const gone = await tx.db
      .deleteFrom('attachment')
      .where('owner_id', '=', sessionId)
      .where('id', '=', fileId)
      .where('message_id', 'is', null)
      .returning('id')
      .execute()
    if (gone.length === 0) throw new Refusal('not-found', 'file.unknown')
    tx.record('draft.file-dropped', { object: sessionId }, { file: fileId })
  })
  await forgetFiles(ctx, [fileId])
}

/** Off the disk at once, so that uploading and dropping in turn fills nothing; what a fault leaves is swept with the orphans. */
async function forgetFiles(ctx: Ctx, ids: readonly string[]): Promise<void> {
  for (const id of ids) await ctx.app.files.remove(id).catch(() => {})
}

/**
 * Sends the draft as a request, or adds it to a similar one of the same person (PREP-2).
 * The draft goes in the same change; the key of the page makes the second press answer what the first did.
 */
export async function submitDraft(ctx: Ctx, sessionId: string, addTo: string | undefined): Promise<Receipt> {
  const draft = await draftOf(ctx, sessionId)
  if (!draft.savedAt) {
    // After a lost answer the draft is gone, and the same press gets the same receipt.
    const earlier = await earlierAnswer<Submitted | Added>(ctx)
    if (!earlier) throw new Refusal('conflict', 'draft.empty')
    return receiptOf(ctx, earlier.reply.number)
  }
  const intake = { ...draft.fields, lang: draft.fields.lang ?? ctx.lang, fileIds: draft.files.map((file) => file.id) } as Parameters<
    typeof submitTicket
  >[1]['intake']
  return addTo ? added(ctx, sessionId, addTo, intake) : registered(ctx, sessionId, intake)
}

async function registered(ctx: Ctx, draftOf: string, intake: Parameters<typeof submitTicket>[1]['intake']): Promise<Receipt> {
  const { number, masked } = await submitTicket(ctx, { intake, channel: 'form', draftOf })
  return { ...(await receiptOf(ctx, number)), masked }
}

async function added(ctx: Ctx, draftOf: string, number: string, intake: { subject?: string; description?: string; fileIds?: string[] }): Promise<Receipt> {
  const text = [intake.subject, intake.description].filter(Boolean).join('\n\n')
  const { masked } = await addWords(ctx, number, { text, fileIds: intake.fileIds ?? [], draftOf })
  return { ...(await receiptOf(ctx, number)), masked }
}
