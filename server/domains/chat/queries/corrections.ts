import type { Correction } from '#contract/learning'
import { articlesFor, requestTopics } from '#domains/assistant/index'
import { knowledgeNow } from '#domains/knowledge/index'
import { nameless, proposalsOf } from '#domains/learning/index'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { chatAtDesk } from '../load.ts'
import { type Facts, placeOfChatMessage } from '../model.ts'

/** Of a long talk the first ones: there the question stands. */
const MOST = 20
const said: Statement = {
  name: 'chat-citizen-words',
  text: `select seq, id, body, facts from chat_message where citizen_id = $1 and chat_id = $2 and author = 'citizen' and body is not null order by seq limit ${MOST}`,
}

/** The citizen's messages with what the assistant made of them, what it would make of them now, and what people have said of it. */
export async function correctionsOf(ctx: Ctx, id: string): Promise<{ messages: Correction[]; topics: string[]; advice: boolean }> {
  const { chat, key } = await chatAtDesk(ctx, id)
  const [{ mind, articles }, rows, proposals] = await Promise.all([
    knowledgeNow(ctx),
    ctx.app.store.run<{ seq: number; id: string; body: Buffer; facts: Facts }>(said, [chat.citizen_id, id]),
    proposalsOf(ctx, id),
  ])
  const messages = rows.map(({ seq, id: messageId, body, facts: { understood } }) => {
    const text = nameless(key.openBytes(placeOfChatMessage(messageId), body).toString(), mind.model.languages.words)
    const { topics, ids } = articlesFor(mind, text, 3)
    return {
      seq,
      text,
      guess: understood ? { topic: understood.topic, p: understood.p, does: understood.does } : null,
      topics: topics.map(({ topic }) => topic),
      articles: ids.flatMap((one) => articles.get(one) ?? []).map(({ id: article, sides }) => ({ id: article, title: sides[ctx.lang].title })),
      proposal: proposals.get(seq) ?? null,
    }
  })
  return { messages: messages.filter(({ text }) => text !== ''), topics: [...requestTopics.keys()], advice: ctx.app.config.llm.url !== null }
}
