import type { DeskChatLine } from '#contract/chat-desk'

/** CHAT-12: an answer is promised in 5 minutes; after 10 the citizen is offered a request. */
const promisedMs = 5 * 60_000
const tooLongMs = 10 * 60_000

/** 4:10, over an hour 1:02:03; a clock that runs behind shows no negative time. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (count: number) => String(count).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

export const toneOf = (ms: number) => (ms >= tooLongMs ? 'danger' : ms >= promisedMs ? 'warn' : 'neutral')

/** The talk whose citizen waits longest; without one that waits the first with unread words, else the first. */
export function oldestWaiting(lines: readonly DeskChatLine[]): DeskChatLine | undefined {
  const waiting = lines.filter(({ waitingSince }) => waitingSince !== null)
  const oldest = waiting.toSorted((a, b) => a.waitingSince!.localeCompare(b.waitingSince!))[0]
  return oldest ?? lines.find(({ unread }) => unread > 0) ?? lines[0]
}

export const unreadOf = (lines: readonly DeskChatLine[]): number => lines.reduce((sum, { unread }) => sum + unread, 0)
