import type { Lang } from '#contract/common'
import type { NoticeEvent } from '#contract/notice-events'
import en from './texts.en.json' with { type: 'json' }
import ru from './texts.ru.json' with { type: 'json' }

export interface EventTexts {
  subject: string
  body: string
  sms: string | null
  /** Shown on a locked screen: no placeholders, nothing personal. Null for staff. */
  push: { title: string; text: string } | null
}
export interface Texts {
  events: Record<NoticeEvent, EventTexts>
  frame: typeof ru.frame
  /** Codes that facts carry, in words: terms[placeholder][code]. */
  terms: Record<string, Record<string, string>>
  plurals: Record<'daysLeft' | 'hours' | 'minutes', Partial<Record<Intl.LDMLPluralRule, string>>>
  demo: typeof ru.demo
}

export const texts: Record<Lang, Texts> = { ru, en }
