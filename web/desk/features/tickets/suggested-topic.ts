import type { DeskTicket } from '#contract/desk'
import { type Topic, topics } from '#contract/topics'

/** The topic that the assistant took a letter to have, until somebody has said what it is. */
export function suggestedTopic({ journal, line }: Pick<DeskTicket, 'journal' | 'line'>): { topic: Topic; percent: number } | null {
  if (journal.some(({ event }) => event === 'ticket.reclassified')) return null
  const { topic, percent } = journal.find(({ event }) => event === 'ticket.topic-suggested')?.details ?? {}
  const known = topics.find((one) => one === topic)
  return known && known !== line.topic ? { topic: known, percent: Number(percent) } : null
}
