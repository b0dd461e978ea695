import { CloseButton } from '@mantine/core'
import { useEffect, useSyncExternalStore } from 'react'
import { useTexts } from '../texts/texts.tsx'
import css from './notices.module.css'

interface Notice {
  id: number
  text: string
  /** Only for readers: said, not drawn. */
  quiet: boolean
}
let notices: Notice[] = []
let last = 0
const listeners = new Set<() => void>()
const set = (next: Notice[]) => {
  notices = next
  for (const listener of listeners) listener()
}

/** Says what was done, politely; goes after 8 s or when closed. */
export function tell(text: string) {
  set([...notices.slice(-2), { id: ++last, text, quiet: false }])
}
/** Says it to readers only. */
export function announce(text: string) {
  set([...notices.slice(-2), { id: ++last, text, quiet: true }])
}
const drop = (id: number) => set(notices.filter((notice) => notice.id !== id))

/** The one polite live region of the page. */
export function Notices() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => notices,
  )
  return (
    <div className={css.list} role="status" aria-live="polite">
      {shown.map((notice) => (
        <Line key={notice.id} notice={notice} />
      ))}
    </div>
  )
}

function Line({ notice }: { notice: Notice }) {
  const { t } = useTexts()
  useEffect(() => {
    const timer = setTimeout(() => drop(notice.id), 8000)
    return () => clearTimeout(timer)
  }, [notice.id])
  return (
    <div className={notice.quiet ? css.quiet : css.notice}>
      <span>{notice.text}</span>
      {!notice.quiet && <CloseButton size="sm" aria-label={t('frame.close-notice')} onClick={() => drop(notice.id)} />}
    </div>
  )
}
