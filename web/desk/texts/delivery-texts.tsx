import type { ReactNode } from 'react'
import { type LaterTexts, MoreTexts } from './texts.tsx'

const load: LaterTexts = { ru: () => import('./deliveries.ru.json'), en: () => import('./deliveries.en.json') }

/** Around whatever shows `deliveries.*` texts: they are no part of the first view. */
export function DeliveryTexts({ children }: { children: ReactNode }) {
  return (
    <MoreTexts name="deliveries" load={load}>
      {children}
    </MoreTexts>
  )
}
