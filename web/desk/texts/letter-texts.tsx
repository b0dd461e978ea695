import type { ReactNode } from 'react'
import { type LaterTexts, MoreTexts } from './texts.tsx'

const load: LaterTexts = { ru: () => import('./letters.ru.json'), en: () => import('./letters.en.json') }

/** Around whatever shows `letters.*` texts: they are no part of the first view. */
export function LetterTexts({ children }: { children: ReactNode }) {
  return (
    <MoreTexts name="letters" load={load}>
      {children}
    </MoreTexts>
  )
}
