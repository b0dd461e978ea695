import type { ReactNode } from 'react'
import { type LaterTexts, MoreTexts } from './texts.tsx'

const load: LaterTexts = { ru: () => import('./templates.ru.json'), en: () => import('./templates.en.json') }

/** Around whatever shows `templates.*` texts: they are no part of the first view. */
export function TemplateTexts({ children }: { children: ReactNode }) {
  return (
    <MoreTexts name="templates" load={load}>
      {children}
    </MoreTexts>
  )
}
