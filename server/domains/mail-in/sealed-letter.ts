import type { Ctx } from '#platform/ctx'
import { FileError, getOpened, putSealed } from '#platform/files/index'
import { DataKey } from '#platform/vault/index'
import { type Envelope, MOST_IN_ROW, placeOfLetter, type Summary } from './model.ts'

export interface StoredLetter {
  id: string
  envelope: Buffer
  raw: Buffer | null
  summary: Buffer | null
  file_key: Buffer | null
  citizen_id: string | null
}

/** Opens a letter by its own key: the service's until it belongs to a person, then the person's. */
export async function keyOfLetter(ctx: Ctx, { id, file_key, citizen_id }: Pick<StoredLetter, 'id' | 'file_key' | 'citizen_id'>): Promise<DataKey | null> {
  if (!file_key) return null
  const place = placeOfLetter(id, 'file_key')
  if (!citizen_id) return new DataKey(ctx.app.vault.openServiceBytes('draft', place, file_key))
  const row = await ctx.app.store.db.selectFrom('citizen').select('wrapped_key').where('id', '=', citizen_id).executeTakeFirst()
  return row?.wrapped_key ? new DataKey(ctx.app.vault.dataKey(citizen_id, row.wrapped_key).openBytes(place, file_key)) : null
}

export const sealSummary = (key: DataKey, id: string, summary: Summary): Buffer => key.seal(placeOfLetter(id, 'summary'), JSON.stringify(summary))
export const openSummary = (key: DataKey, { id, summary }: Pick<StoredLetter, 'id' | 'summary'>): Summary | null =>
  summary && (JSON.parse(key.openBytes(placeOfLetter(id, 'summary'), summary).toString()) as Summary)
export const openEnvelope = (key: DataKey, { id, envelope }: Pick<StoredLetter, 'id' | 'envelope'>): Envelope =>
  JSON.parse(key.openBytes(placeOfLetter(id, 'envelope'), envelope).toString()) as Envelope

/** Puts a letter away; answers what goes into its row. */
export async function sealRaw(ctx: Ctx, key: DataKey, id: string, raw: Buffer): Promise<Buffer | null> {
  const place = placeOfLetter(id, 'raw')
  if (raw.length <= MOST_IN_ROW) return key.seal(place, raw)
  await putSealed(ctx.app.files, id, raw, { seal: (plain) => key.seal(place, plain), open: (sealed) => key.openBytes(place, sealed) })
  return null
}

export async function openRaw(ctx: Ctx, key: DataKey, { id, raw }: Pick<StoredLetter, 'id' | 'raw'>): Promise<Buffer> {
  const place = placeOfLetter(id, 'raw')
  if (raw) return key.openBytes(place, raw)
  return getOpened(ctx.app.files, id, {
    seal: () => {
      throw new FileError('file.damaged')
    },
    open: (sealed) => key.openBytes(place, sealed),
  })
}
