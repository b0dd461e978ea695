import type { ReactNode } from 'react'
import { type LaterTexts, MoreTexts } from './texts.tsx'

const load: LaterTexts = { ru: () => import('./chats.ru.json'), en: () => import('./chats.en.json') }

/** Around whatever shows `chats.*` texts: they are no part of the first view. */
export function ChatsTexts({ children }: { children: ReactNode }) {
  return (
    <MoreTexts name="chats" load={load}>
      {children}
    </MoreTexts>
  )
}
