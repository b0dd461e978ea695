import { requestTopics } from '#domains/assistant/index'
import { knowledgeNow } from '#domains/knowledge/index'
import { nameless, propose, takeBackProposal } from '#domains/learning/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { chatAtDesk, deskChatForUpdate } from '../load.ts'
import { type Facts, placeOfChatMessage } from '../model.ts'

/** What a message was about, or the article that would have answered it: kept masked, as a proposal to an editor. Whoever may read the talk may say so, also after its end. */
export async function correctMessage(
  ctx: Ctx,
  id: string,
  seq: number,
  { topic: named, article }: { topic?: string | undefined; article?: string | undefined },
): Promise<{ id: string }> {
  const { mind, articles } = await knowledgeNow(ctx)
  const shown = article === undefined ? undefined : articles.get(article)
  if (article !== undefined && !shown) throw new Refusal('unprocessable', 'article.none')
  const topic = named ?? shown?.topic
  if (topic === undefined || !requestTopics.has(topic)) throw new Refusal('unprocessable', 'article.topic')
  await chatAtDesk(ctx, id)
  return change(ctx, async (tx) => {
    const { chat, key } = await deskChatForUpdate(ctx, tx, id, 'read', () => true)
    const row = await tx.db
      .selectFrom('chat_message')
      .select(['id', 'body', 'facts'])
      .where('citizen_id', '=', chat.citizen_id)
      .where('chat_id', '=', id)
      .where('seq', '=', seq)
      .where('author', '=', 'citizen')
      .executeTakeFirst()
    const text = row?.body ? nameless(key.openBytes(placeOfChatMessage(row.id), row.body).toString(), mind.model.languages.words) : ''
    if (!text) throw new Refusal('unprocessable', 'wording.no-words')
    const { understood } = row!.facts as Facts
    const guess = understood ? { topic: understood.topic, p: understood.p, does: understood.does } : null
    return propose(ctx, tx, { citizenId: chat.citizen_id, chatId: id, seq, key, text, topic, article: shown?.id ?? null, guess })
  })
}

export async function takeBackCorrection(ctx: Ctx, id: string, seq: number): Promise<void> {
  await chatAtDesk(ctx, id)
  await change(ctx, (tx) => takeBackProposal(tx, id, seq))
}
