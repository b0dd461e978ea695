import { ownedByDraft, removeFilesOf, storeFile } from '#domains/tickets/index'
import type { Ctx } from '#platform/ctx'
import { safeName } from '#platform/files/index'
import { Refusal } from '#platform/refusal'
import type { NotTaken } from '../as-intake.ts'
import type { Letter } from '../model.ts'

/** Images in the text so small are ornaments of a signature; they stay in the letter. */
const ORNAMENT_BYTES = 8 * 1024

/** Files of a letter by the one rule for files; each passes or fails by itself. They lie under the letter's id until it lands. May run again. */
export async function takeFiles(
  ctx: Ctx,
  letterId: string,
  { enclosed, left }: Pick<Letter, 'enclosed' | 'left'>,
): Promise<{ ids: string[]; notTaken: NotTaken[] }> {
  await removeFilesOf(ctx, letterId)
  const ids: string[] = []
  const notTaken: NotTaken[] = []
  for (const { name, type, bytes, contentId } of enclosed) {
    if (contentId && type.startsWith('image/') && bytes.length <= ORNAMENT_BYTES) continue
    const shown = name ? safeName(name) : ''
    if (ids.length >= ctx.app.config.files.perRequest) {
      notTaken.push({ name: shown, code: 'file.too-many' })
      continue
    }
    const stored = await storeFile(ctx, ownedByDraft(ctx, letterId), letterId, { name, bytes: Buffer.from(bytes) }).catch((error) => {
      if (error instanceof Refusal) return { name, code: error.code }
      throw error
    })
    if ('id' in stored) ids.push(stored.id)
    else notTaken.push({ name: shown, code: stored.code })
  }
  return { ids, notTaken: [...notTaken, ...left.map((name) => ({ name: safeName(name), code: 'file.too-many' }))] }
}
