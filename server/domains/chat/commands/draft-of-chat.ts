import { articleLimits } from '#contract/knowledge'
import { articlesFor } from '#domains/assistant/index'
import { draftArticle, knowledgeNow } from '#domains/knowledge/index'
import { nameless } from '#domains/learning/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { chatAtDesk, deskChatForUpdate } from '../load.ts'
import { ends } from '../machine.ts'
import { messagesOf } from '../queries/messages.ts'
import { MOST_SAID } from '../queries/transcript.ts'

/** The first question and what people answered, or else the assistant, without names, numbers and secrets. An editor takes out what is left of a person, and publishes. */
export async function draftOfChat(ctx: Ctx, id: string): Promise<{ id: string }> {
  const loaded = await chatAtDesk(ctx, id)
  const [{ mind }, { messages }] = await Promise.all([knowledgeNow(ctx), messagesOf(ctx, loaded, 'citizen', { after: 0 }, MOST_SAID)])
  const hidden = (text: string) => nameless(text, mind.model.languages.words)
  const question = hidden(messages.find(({ from, text }) => from === 'citizen' && text !== '')?.text ?? '')
  const said = messages.filter(({ from, kind, text }) => text !== '' && from === 'staff' && kind === 'words')
  const answers = said.length > 0 ? said : messages.filter(({ kind }) => kind === 'answer').slice(-1)
  const text = answers.map((one) => one.text.split('\n').map(hidden).filter(Boolean).join('\n\n')).join('\n\n')
  if (!question || !text) throw new Refusal('unprocessable', 'chat.no-answer')
  const topic = articlesFor(mind, question).topics[0]?.topic ?? ''
  return change(ctx, async (tx) => {
    const { chat } = await deskChatForUpdate(ctx, tx, id, 'read', () => true)
    if (!ends.includes(chat.state)) throw new Refusal('conflict', 'chat.not-ended')
    const side = { title: cut(question, articleLimits.title), text: cut(text, articleLimits.text), asked: [cut(question, articleLimits.asked.length)] }
    const draft = await draftArticle(ctx, tx, chat.lang, topic, side)
    tx.record('article.drafted', { subject: chat.citizen_id, object: id }, { article: draft.id, version: 1 })
    return draft
  })
}

const cut = (text: string, most: number): string => [...text].slice(0, most).join('')
