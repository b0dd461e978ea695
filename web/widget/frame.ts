/** Milliseconds until the script of a page in the frame must have spoken: from the first load, and from the moment that the page before was left. */
const firstWait = 15_000
const laterWait = 8000

type State = 'loading' | 'there' | 'away'
interface Settings {
  home: string
  page: string
  title: string
  into: HTMLElement
  state: (state: State) => void
  count: (n: number) => void
  talk: (on: boolean) => void
  close: () => void
}
export interface Frame {
  /** Whether a person sees it; `focus`: it was just opened by hand, so the field is what comes next. */
  shown: (on: boolean, focus: boolean) => void
  again: () => void
}
interface FromFrame {
  opora?: unknown
  n?: unknown
  on?: unknown
}

/** The frame of our host. Messages count only when they come from this very frame and from that host; what it hears is whether it is seen. */
export function frameOf({ home, page, title, into, state, count, talk, close }: Settings): Frame {
  const frame = Object.assign(document.createElement('iframe'), { title, referrerPolicy: 'no-referrer' })
  let on = false
  let focus = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const to = (next: State) => {
    state(next)
    frame.hidden = next !== 'there'
  }
  const within = (wait: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => to('away'), wait)
  }
  const tell = () => {
    frame.contentWindow?.postMessage({ opora: 'shown', on, focus }, home)
    if (focus) frame.focus()
    focus = false
  }
  const load = () => {
    to('loading')
    frame.src = page
    within(firstWait)
  }
  addEventListener('message', ({ source, origin, data }) => {
    if (source === null || source !== frame.contentWindow || origin !== home) return
    const { opora, n, on: goesOn } = (typeof data === 'object' && data !== null ? data : {}) as FromFrame
    if (opora === 'ready') {
      clearTimeout(timer)
      to('there')
      tell()
    } else if (opora === 'gone') within(laterWait)
    else if (opora === 'count' && typeof n === 'number') count(n)
    else if (opora === 'talk' && typeof goesOn === 'boolean') talk(goesOn)
    else if (opora === 'close') close()
  })
  load()
  into.append(frame)
  return {
    shown: (isOn, withFocus) => {
      on = isOn
      focus = withFocus
      if (!frame.hidden) tell()
    },
    again: load,
  }
}
