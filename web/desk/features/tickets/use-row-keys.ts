import { type KeyboardEvent, useState } from 'react'

/**
 * Arrow keys, Home and End among the rows of a list (each marked `data-row`). One row at a time is in the tab order, so
 * that Tab leaves a list of 200 at once.
 */
export function useRowKeys(count: number) {
  const [at, setAt] = useState(0)
  const active = Math.min(at, Math.max(0, count - 1))
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -count, End: count }[event.key]
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const next = Math.max(0, Math.min(count - 1, active + step))
    setAt(next)
    event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')[next]?.focus()
  }
  return { active, setActive: setAt, onKeyDown }
}
