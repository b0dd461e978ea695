import type { LiveMessage } from '#contract/live'
import { itemsOf } from './brought.ts'
import { trouble } from './composer.ts'
import type { Sent } from './outbox.ts'
import { type Drawn, drawnNow, offerOnly, takeOver } from './take-over.ts'
import { one } from './words.ts'

interface Settings {
  /** New messages stand in the page. */
  added: (items: HTMLElement[]) => void
  /** The person is not signed in any more. */
  over: () => void
}

/** Sends forms of the talk and asks for what is new; the server answers with its parts, drawn afresh. */
export function talkWith(root: HTMLElement, { added, over }: Settings) {
  const drawn: Drawn = drawnNow(root)
  const needless = () => {
    for (const one of root.querySelectorAll<HTMLElement>('[data-needless]')) one.hidden = true
  }
  needless()

  /** Takes over what came; false when it is no talk. */
  const take = (html: string): boolean => {
    const fresh = one(new DOMParser().parseFromString(html, 'text/html'), '[data-chat]')
    if (!fresh || fresh.dataset['chat'] !== root.dataset['chat']) return false
    const items = takeOver(root, fresh, drawn)
    needless()
    added(items)
    return true
  }
  const headers = () => ({ accept: 'text/html', 'x-chat-after': root.dataset['last'] ?? '0' })
  /** Says what the server refused at its own place, and leads to the first one. */
  const refused = () => {
    const troubles = JSON.parse(root.dataset['troubles'] ?? '[]') as { field: string; text: string }[]
    for (const field of ['message', 'files', 'talk'] as const)
      trouble(
        root,
        field,
        troubles
          .filter((one) => one.field === field)
          .map(({ text }) => text)
          .join('. ') || undefined,
      )
    one(root, '[aria-invalid=true]')?.focus()
  }
  const send = async (to: string, body: URLSearchParams): Promise<Sent> => {
    try {
      const answer = await fetch(to, { method: 'POST', body, headers: headers() })
      if (answer.status === 401) {
        over()
        return 'refused'
      }
      if (answer.status >= 500 || answer.status === 429) return 'away'
      const took = take(await answer.text())
      if (took && answer.ok) {
        trouble(root, 'talk', undefined)
        return 'sent'
      }
      if (took) refused()
      else over()
      return 'refused'
    } catch {
      return 'away'
    }
  }
  let asking: Promise<boolean> | undefined
  let again = false
  const askOnce = async (): Promise<boolean> => {
    try {
      for (;;) {
        const answer = await fetch(root.dataset['self'] ?? '', { headers: headers() })
        if (answer.status >= 500 || answer.status === 429) return false
        if (!take(await answer.text())) {
          over()
          return true
        }
        // More than one reading holds.
        if (!root.dataset['more']) return true
      }
    } catch {
      return false
    }
  }
  /** One at a time; whoever asks meanwhile is answered by one more that began after that. */
  const ask = (): Promise<boolean> => {
    if (asking) {
      again = true
      return asking
    }
    asking = (async () => {
      let ok = await askOnce()
      while (again && ok) {
        again = false
        ok = await askOnce()
      }
      again = false
      asking = undefined
      return ok
    })()
    return asking
  }
  /** Draws what the socket has brought; false when the server has to draw it. */
  const brought = ({ after, upTo, news }: Extract<LiveMessage, { type: 'news' }>): boolean => {
    const items = asking ? null : itemsOf(root, after, news)
    if (!items) return false
    const fresh = items.filter(({ id }) => !one(root, `#${id}`))
    one(root, '[data-news]')?.append(...fresh)
    offerOnly(root, 'none')
    root.dataset['last'] = String(Math.max(upTo, Number(root.dataset['last'])))
    added(fresh)
    return true
  }
  return { send, ask, brought }
}
