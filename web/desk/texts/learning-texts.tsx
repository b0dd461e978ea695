import type { ReactNode } from 'react'
import { type LaterTexts, MoreTexts } from './texts.tsx'

const load: LaterTexts = { ru: () => import('./learning.ru.json'), en: () => import('./learning.en.json') }

/** Around whatever shows `learning.*` texts: they are no part of the first view. */
export function LearningTexts({ children }: { children: ReactNode }) {
  return (
    <MoreTexts name="learning" load={load}>
      {children}
    </MoreTexts>
  )
}
