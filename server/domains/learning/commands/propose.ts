import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import type { DataKey } from '#platform/vault/index'
import { placeOfWording, type UnderstoodFact } from '../model.ts'

export interface Proposal {
  citizenId: string
  chatId: string
  seq: number
  key: DataKey
  /** Without a name, a number or a secret: see nameless.ts. */
  text: string
  topic: string
  article: string | null
  guess: Pick<UnderstoodFact, 'topic' | 'p' | 'does'> | null
}

/** One proposal a message: whoever says something else later overwrites it, until an editor has decided. */
export async function propose(ctx: Ctx, tx: Tx, { citizenId, chatId, seq, key, text, topic, article, guess }: Proposal): Promise<{ id: string }> {
  const id = uuidv7(ctx.now)
  const said = { topic, article_id: article, proposed_at: ctx.now, proposed_by: ctx.actor.id! }
  const row = await tx.db
    .insertInto('wording')
    .values({
      id,
      citizen_id: citizenId,
      chat_id: chatId,
      seq,
      body: key.seal(placeOfWording(id), text),
      guess: JSON.stringify(guess ?? {}),
      state: 'proposed',
      ...said,
    })
    // The words of a message never change, so those that are stored stay.
    .onConflict((oc) => oc.columns(['chat_id', 'seq']).where('chat_id', 'is not', null).doUpdateSet(said))
    .returning('id')
    .executeTakeFirstOrThrow()
  tx.record('wording.proposed', { subject: citizenId, object: row.id }, { topic, ...(article && { article }), guess: guess?.topic ?? null, chat: chatId, seq })
  return { id: row.id }
}

/** Takes back what nobody has decided about yet. */
export async function takeBackProposal(tx: Tx, chatId: string, seq: number): Promise<void> {
  const row = await tx.db
    .deleteFrom('wording')
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .where('state', '=', 'proposed')
    .returning(['id', 'citizen_id'])
    .executeTakeFirst()
  if (!row) throw new Refusal('conflict', 'wording.decided')
  tx.record('wording.taken-back', { subject: row.citizen_id, object: row.id }, { chat: chatId, seq })
}
