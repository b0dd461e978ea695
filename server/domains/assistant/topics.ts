import { readFileSync } from 'node:fs'
import { type Topic, topics } from '#contract/topics'

/** What the assistant tells apart, in the order of its screens, and the topics of a request that each may become, the usual one first. */
export const requestTopics: ReadonlyMap<string, readonly Topic[]> = new Map(
  Object.entries(JSON.parse(readFileSync(new URL('./data/topics.json', import.meta.url), 'utf8')) as Record<string, string[]>).map(([topic, own]) => [
    topic,
    own.filter((one): one is Topic => (topics as readonly string[]).includes(one)),
  ]),
)

/** The topic that a request from the chat begins with; the citizen may change it (CHAT-3). */
export const requestTopicOf = (topic: string): Topic => requestTopics.get(topic)?.[0] ?? 'general.question'
