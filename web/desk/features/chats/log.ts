import type { ChatMessage, ChatPage } from '#contract/chat'

/** What is known of a talk: its newest messages, oldest first, without a gap. */
export interface Log {
  messages: ChatMessage[]
  /** There are older ones before the first of these. */
  earlier: boolean
}

/** From which number on to ask again: after the last known, or from the first one with a file that is still being checked. */
export function askAfter({ messages }: Log): number {
  const unsettled = messages.find(({ files }) => files.some(({ scan }) => scan === 'quarantined'))
  return unsettled ? unsettled.seq - 1 : (messages.at(-1)?.seq ?? 0)
}

/** Whether nothing up to this number is missing, and no file of it is still being checked. */
export const hasAllUpTo = (log: Log, seq: number): boolean => askAfter(log) >= seq

const bySeq = (messages: readonly ChatMessage[]) => [...new Map(messages.map((message) => [message.seq, message])).values()].sort((a, b) => a.seq - b.seq)

/** The log with a later page; what both have is taken from the page. */
export const withLater = (log: Log, page: ChatPage): Log => ({ ...log, messages: bySeq([...log.messages, ...page.messages]) })
export const withEarlier = (log: Log, page: ChatPage): Log => ({ messages: bySeq([...page.messages, ...log.messages]), earlier: page.earlier })

/** Whether a page asked with `after` was the last one. */
export const isLast = (page: ChatPage): boolean => page.messages.length === 0 || page.messages.at(-1)!.seq >= page.lastSeq

/** How many characters of an answer make the first proposal of what was solved. */
const solutionLength = 200

/** The first proposal of "what was solved": the article that was sent last, else the start of the last answer of a person. */
export function draftOfSolution(messages: readonly ChatMessage[]): string {
  const last = messages.findLast(({ from, kind, text, article }) => from === 'staff' && kind !== 'note' && (text.trim() !== '' || article !== null))
  if (!last) return ''
  if (last.article) return last.article.title
  const line = last.text.replaceAll(/\s+/g, ' ').trim()
  if (line.length <= solutionLength) return line
  const cut = line.slice(0, solutionLength)
  const sentence = cut.slice(0, Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('? ')) + 1)
  return sentence || cut.slice(0, cut.lastIndexOf(' '))
}
