import type { Draft, DraftFields } from '#contract/drafts'
import type { FileView } from '#contract/tickets'
import type { Ctx } from '#platform/ctx'
import { intakeProblems } from '../intake-problems.ts'
import { placeOfDraft, placeOfFile } from '../model.ts'
import { prepared, writingHints } from '../writing-hints.ts'
import { withKnown } from './known-fields.ts'

export interface Kept {
  fields: DraftFields
  files: FileView[]
  savedAt: Date | null
  expiresAt: Date | null
}

/** The unsent draft of a browser; empty when there is none. */
export async function draftOf(ctx: Ctx, sessionId: string | null): Promise<Kept> {
  if (!sessionId) return { fields: {}, files: [], savedAt: null, expiresAt: null }
  const { db } = ctx.app.store
  const [row, files] = await Promise.all([
    db.selectFrom('draft').selectAll().where('session_id', '=', sessionId).where('expires_at', '>', ctx.now).executeTakeFirst(),
    db.selectFrom('attachment').selectAll().where('owner_id', '=', sessionId).where('message_id', 'is', null).orderBy('id').execute(),
  ])
  return {
    fields: row ? (JSON.parse(ctx.app.vault.openService('draft', placeOfDraft(sessionId), row.fields)) as DraftFields) : {},
    files: files.map((file) => ({
      id: file.id,
      type: file.type,
      bytes: file.bytes,
      scan: file.scan as FileView['scan'],
      name: (JSON.parse(ctx.app.vault.openService('draft', placeOfFile(file.id, 'meta'), file.meta)) as { name: string }).name,
    })),
    savedAt: row?.saved_at ?? null,
    expiresAt: row?.expires_at ?? null,
  }
}

/** The draft as pages get it, as typed: with every problem, soft hints and what is prepared already, by the account too. */
export async function draftView(ctx: Ctx, { fields, files, savedAt, expiresAt }: Kept): Promise<Draft> {
  const known = await withKnown(ctx, fields)
  const { problems } = intakeProblems(known.fields, known.rules)
  return {
    fields,
    files,
    savedAt: savedAt?.toISOString() ?? null,
    keptUntil: expiresAt?.toISOString() ?? null,
    problems,
    hints: writingHints(fields),
    prepared: prepared(known.fields, files.length, known.person !== null),
  }
}
