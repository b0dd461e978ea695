import type { Cluster } from '#contract/learning'
import { alike, articlesFor } from '#domains/assistant/index'
import { knowledgeNow } from '#domains/knowledge/index'
import { nameless } from '#domains/learning/index'
import { look } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { placeOfChatMessage } from '../model.ts'

const WEEKS = 4
/** The newest so many messages: more changes no picture. */
const MOST = 600
const MOST_CLUSTERS = 40
const MOST_EXAMPLES = 5

/** Without an answer the first time, or the second. */
const unanswered: Statement = {
  name: 'chat-unanswered',
  text: `select m.id, m.body, m.citizen_id, citizen.wrapped_key from chat_message m join citizen on citizen.id = m.citizen_id
    where m.at >= $1 and (m.facts ? 'understood' or m.facts #>> '{details,option,does}' in ('helped', 'not-helped'))
      and (m.facts #>> '{understood,does}' in ('ask', 'miss') or m.facts #>> '{understood,reason}' = 'second-miss')
      and m.body is not null and citizen.wrapped_key is not null
    order by m.at desc limit ${MOST}`,
}

/** What the assistant did not know, grouped by likeness; masked, of erased people nothing. The look is recorded. */
export async function unknownQuestions(ctx: Ctx): Promise<{ messages: number; clusters: Cluster[] }> {
  const [{ mind }, rows] = await Promise.all([
    knowledgeNow(ctx),
    ctx.app.store.run<{ id: string; body: Buffer; citizen_id: string; wrapped_key: Buffer }>(unanswered, [
      new Date(ctx.now.getTime() - WEEKS * 7 * 86_400_000),
    ]),
  ])
  const texts = rows.map(({ id, body, citizen_id, wrapped_key }) =>
    nameless(ctx.app.vault.dataKey(citizen_id, wrapped_key).openBytes(placeOfChatMessage(id), body).toString(), mind.model.languages.words),
  )
  if (rows.length > 0) await look(ctx, 'chat.unknown-read', {}, { count: rows.length })
  const groups = await alike(mind, texts)
  const clusters = groups.slice(0, MOST_CLUSTERS).map((places) => {
    const examples = [...new Set(places.map((place) => texts[place]!))].slice(0, MOST_EXAMPLES)
    const lang = /[а-яё]/iu.test(examples[0]!) ? ('ru' as const) : ('en' as const)
    return { size: places.length, examples, lang, topic: articlesFor(mind, examples[0]!).topics[0]?.topic ?? '' }
  })
  return { messages: rows.length, clusters }
}
