import type { Beside } from './beside.ts'

/** What the frame tells the page of another site around it: that its page is there or left, how many messages wait, whether a talk goes on, that it wants to be folded away. Never what is said. */
export type ToHost = { opora: 'ready' | 'gone' | 'close' } | { opora: 'count'; n: number } | { opora: 'talk'; on: boolean }
/** What it hears from there: whether it is to be seen, and that the person has just opened it. */
interface FromHost {
  opora: 'shown'
  on: boolean
  focus: boolean
}

/** Origin of the page around this frame; `frame-ancestors` lets no other page stand there. */
export const hostOrigin = (): string | undefined => document.documentElement.dataset['host']
/** Calls of this script belong to the talk of that page. */
export const hostHeader = (): Record<string, string> => {
  const host = hostOrigin()
  return host ? { 'x-opora-host': host } : {}
}

const tell = (host: string, message: ToHost) => window.parent.postMessage(message, host)

const isFromHost = (data: unknown): data is FromHost => {
  const { opora, on, focus } = (typeof data === 'object' && data !== null ? data : {}) as Partial<FromHost>
  return opora === 'shown' && typeof on === 'boolean' && typeof focus === 'boolean'
}

/** Speaks with that page and nobody else; `goesOn`: a talk is open in this frame. */
export function beside(host: string, goesOn: boolean, seen: () => void): Beside {
  let shown = false
  const isSeen = () => shown && document.visibilityState === 'visible'
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== window.parent || origin !== host || !isFromHost(data)) return
    shown = data.on
    // Opened just now, or come to from the page before with the keyboard in the frame.
    const isNext = data.focus || (data.on && document.hasFocus() && document.activeElement === document.body)
    if (isNext) (document.querySelector<HTMLElement>('form:not([hidden]) #message') ?? document.querySelector('main'))?.focus()
    if (isSeen()) seen()
  })
  addEventListener('visibilitychange', () => isSeen() && seen())
  addEventListener('keydown', (event) => event.key === 'Escape' && tell(host, { opora: 'close' }))
  addEventListener('pagehide', () => tell(host, { opora: 'gone' }))
  tell(host, { opora: 'ready' })
  tell(host, { opora: 'talk', on: goesOn })
  return { isSeen, count: (n) => tell(host, { opora: 'count', n }) }
}
