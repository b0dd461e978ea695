import type { ChatOption } from '#contract/chat'
import type { Topic } from '#contract/topics'
import { type HandOverReason, requestTopicOf, requestTopics, type Understanding, whyHandOver } from '#domains/assistant/index'

export interface ArticleTitle {
  id: string
  title: string
}
/** What the assistant does next; `options` are its buttons. */
export type Turn =
  | { does: 'answer'; article: string; options: ChatOption[] }
  | { does: 'suggest' | 'ask' | 'miss'; options: ChatOption[] }
  | { does: 'handOver'; reason: HandOverReason }

export const helped: ChatOption = { id: 'helped', does: 'helped', label: null, topic: null }
export const notHelped: ChatOption = { id: 'not-helped', does: 'not-helped', label: null, topic: null }
export const callPerson: ChatOption = { id: 'operator', does: 'operator', label: null, topic: null }
export const signIn: ChatOption = { id: 'sign-in', does: 'sign-in', label: null, topic: null }
export const makeRequest: ChatOption = { id: 'request', does: 'request', label: null, topic: null }

/** More than this is no choice (CHAT-3). */
const MOST_CHOICES = 3

export const isAboutSomething = (topic: string): boolean => (requestTopics.get(topic) ?? []).length > 0

/** Topics of a request, the likeliest first, each once. */
export const topicsOf = (top: readonly { topic: string }[]): Topic[] => [
  ...new Set(top.filter(({ topic }) => isAboutSomething(topic)).map(({ topic }) => requestTopicOf(topic))),
]

/**
 * The assistant's decision on one message: answer only with a published article, offer up to three, ask back once, give up on the second
 * miss; danger, anger and the wish for a person go to a person at once (CHAT-11). Buttons it did not offer cannot be pressed.
 */
export function nextTurn(understanding: Understanding, nearest: readonly ArticleTitle[], misses: number): Turn {
  const { action, dangers, needsHuman, article, topic } = understanding
  const isMiss = action === 'ask'
  const reason = whyHandOver({ dangers, human: needsHuman ? 1 : null, humanAtLeast: 1, misses, isMiss })
  if (reason) return { does: 'handOver', reason }
  if (action === 'answer' && article) return { does: 'answer', article, options: isAboutSomething(topic) ? [helped, notHelped, callPerson] : [] }
  const articles = nearest.slice(0, MOST_CHOICES).map(({ id, title }) => ({ id: `article-${id}`, does: 'article' as const, label: title, topic: null }))
  if (action === 'suggest' && articles.length > 0) return { does: 'suggest', options: [...articles, notHelped, callPerson] }
  const topics = topicsOf(understanding.top)
    .slice(0, MOST_CHOICES)
    .map((one) => ({ id: `topic-${one}`, does: 'topic' as const, label: null, topic: one }))
  // Nothing is near: it says that it does not know, and asks for other words.
  return { does: topics.length > 0 && understanding.outOfScope < 0.5 ? 'ask' : 'miss', options: [...topics, callPerson] }
}
