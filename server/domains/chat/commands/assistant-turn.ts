import { topicRules } from '#domains/agency/index'
import { articlesFor, requestTopicOf, understood } from '#domains/assistant/index'
import type { Knowledge, Published } from '#domains/knowledge/index'
import { needsAccount } from '../needs-account.ts'
import { callPerson, helped, isAboutSomething, makeRequest, nextTurn, notHelped, signIn, topicsOf } from '../next-turn.ts'
import { callPersonFor } from './call-person.ts'
import type { Talk } from './talk.ts'

/** Surer than this the topic is shown as chosen by us; below it stays a question. */
const SURE = 0.5

const thousandths = (n: number): number => Math.round(n * 1000) / 1000

/** The assistant hears one message and says the next thing, in the same change (2 ms). */
export async function assistantTurn(talk: Talk, { mind, articles }: Knowledge, text: string): Promise<void> {
  const { chat } = talk
  const understanding = understood(mind, text)
  const guesses = topicsOf(understanding.top)
  const [first] = understanding.top
  const isSure = first !== undefined && first.p >= SURE && isAboutSomething(first.topic)
  if (!chat.topic_chosen) {
    // A greeting or a stranger's question says nothing of what it is about.
    if (isSure) talk.set({ guesses, topic: guesses[0] ?? null, priority_class: topicRules[guesses[0]!].priorityClass })
    else if (chat.topic === null && guesses.length > 0) talk.set({ guesses })
  }
  const nearest = understanding.action === 'suggest' ? articlesFor(mind, text, 3).ids.flatMap((id) => titleOf(articles, id, chat.lang)) : []
  const turn = nextTurn(understanding, nearest, chat.misses)
  talk.markUnderstood({
    topic: understanding.topic,
    p: thousandths(understanding.top[0]?.p ?? 0),
    does: turn.does,
    ...(turn.does === 'handOver' && { reason: turn.reason }),
    unseen: thousandths(understanding.unseen),
    model: mind.model.version,
  })
  const isOfAccount = !chat.account && isAboutSomething(understanding.topic) && needsAccount(requestTopicOf(understanding.topic))
  const doors = isOfAccount ? [signIn] : []
  switch (turn.does) {
    case 'handOver':
      return callPersonFor(talk, turn.reason)
    case 'answer':
      return answer(talk, articles, turn.article, [...turn.options, ...doors])
    case 'suggest':
      talk.say('assistant', 'suggestion', null, { options: [...turn.options, ...doors] })
      return
    case 'ask':
    case 'miss':
      talk.set({ misses: chat.misses + 1 })
      talk.say('assistant', turn.does === 'ask' ? 'question' : 'miss', null, { options: turn.options })
  }
}

const titleOf = (articles: ReadonlyMap<string, Published>, id: string, lang: 'ru' | 'en') => {
  const article = articles.get(id)
  return article ? [{ id, title: article.sides[lang].title }] : []
}

/** The article as it is published now: its words are kept with the talk, because a record is a record. */
export async function answer(talk: Talk, articles: ReadonlyMap<string, Published>, id: string, options = [helped, notHelped, callPerson]): Promise<void> {
  const article = articles.get(id)
  // Withdrawn a moment ago.
  if (!article) return missed(talk)
  const { title, text } = article.sides[talk.chat.lang]
  talk.say('assistant', 'answer', text, { article: { id, title }, options })
}

/** The answer did not help, or there is none: it asks for other words once, then calls a person (CHAT-11). */
export async function missed(talk: Talk): Promise<void> {
  const misses = talk.chat.misses + 1
  talk.set({ misses })
  if (misses >= 2) return callPersonFor(talk, 'second-miss')
  talk.say('assistant', 'miss', null, { options: [callPerson, makeRequest] })
}
