import type { ReactNode } from 'react'
import type { Tone } from '../../ui/looks.ts'
import css from './chip.module.css'
import { type LookIcon, lookIcons } from './icons.ts'

/** State as icon, word and colour together: colour alone tells nothing. */
export function Chip({ icon, tone, strong, children }: { icon?: LookIcon; tone: Tone; strong?: boolean; children: ReactNode }) {
  const Icon = icon && lookIcons[icon]
  return (
    <span className={`${css.chip} ${css[tone]} ${strong ? css.strong : ''}`}>
      {Icon && <Icon size={16} stroke={1.75} aria-hidden />}
      <span>{children}</span>
    </span>
  )
}
