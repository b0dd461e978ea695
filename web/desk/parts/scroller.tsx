import type { ReactNode } from 'react'
import css from './scroller.module.css'

/** A wide table scrolls in a box of its own, which keys can reach; the page never scrolls sideways. */
export function Scroller({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box has to be reachable by keys (WCAG 2.1.1)
    <section className={css.scroller} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
