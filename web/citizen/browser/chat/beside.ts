import { filled } from '../upload.ts'

/** The small window stands in a page of this site and may tell it how many messages wait, and be folded away from within. */
export interface Beside {
  isSeen: () => boolean
  count: (n: number) => void
}

export function beside(texts: Record<string, string>, seen: () => void): Beside {
  const frame = window.frameElement
  const fold = frame?.closest('details')
  const summary = fold?.querySelector('summary')
  const word = summary?.querySelector('span')
  // Of the tab, which in the small window is that of the page around it.
  const tab = frame?.ownerDocument ?? document
  const title = tab.title
  const isSeen = () => document.visibilityState === 'visible' && (!fold || fold.open)
  addEventListener('visibilitychange', () => isSeen() && seen())
  if (fold && summary) {
    // Opened once, its button stays at the edge of the screen.
    fold.classList.add('used')
    fold.addEventListener('toggle', () => isSeen() && seen())
    addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return
      fold.open = false
      summary.focus()
    })
  }
  const was = word?.textContent ?? ''
  return {
    isSeen,
    count: (n) => {
      tab.title = n > 0 ? `(${n}) ${title}` : title
      if (word) word.textContent = n > 0 ? filled(texts['unread'], { n }) : was
    },
  }
}
