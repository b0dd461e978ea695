/** What came after a number, and the number that it reaches to. */
export interface News<N> {
  upTo: number
  news: N
}

/** Something that was said in the room, under its number. */
export interface Numbered {
  seq: number
}

interface Settings<N> {
  /** What this page may read of what came after that number, by its rights at this moment; `inHand` need not be read again. Throws where it may not, or cannot now. */
  read: (after: number, inHand: readonly Numbered[]) => Promise<News<N>>
  send: (after: number, news: News<N>) => void
  /** The page asks by itself. */
  leaveToPage: (version: number) => void
}
export interface NewsOf {
  /** Something was said up to this number: it is brought. */
  told: (version: number, inHand?: readonly Numbered[]) => void
  /** The page's own side said it, and has it from the answer. */
  known: (version: number) => void
}

/**
 * New messages of one room for one page, brought one reading after another. They are read for this page as it would read them itself, so
 * a push never tells more than a question would. `after` lets the page see whether it has missed something, and ask.
 */
export function newsFor<N>({ read, send, leaveToPage }: Settings<N>): NewsOf {
  let upTo: number | undefined
  let newest = 0
  let reading = false
  let hand: readonly Numbered[] = []

  const bring = async () => {
    reading = true
    try {
      while (newest > upTo!) {
        const after = upTo!
        const news = await read(after, hand)
        upTo = Math.max(upTo!, news.upTo, after + 1)
        hand = hand.filter(({ seq }) => seq > upTo!)
        send(after, news)
      }
    } catch {
      upTo = newest
      hand = []
      leaveToPage(newest)
    } finally {
      reading = false
    }
  }
  const known = (version: number) => {
    newest = Math.max(newest, version)
    if (!reading) upTo = newest
  }
  return {
    known,
    told: (version, inHand = []) => {
      if (inHand.length > 0) hand = [...hand, ...inHand]
      upTo ??= version - 1
      newest = Math.max(newest, version)
      if (!reading) void bring()
    },
  }
}
