import type { Lang } from '#contract/common'
import type { NoticeEvent } from '#contract/notice-events'
import type { TemplateSide } from '#contract/notice-templates'
import en from './texts.en.json' with { type: 'json' }
import ru from './texts.ru.json' with { type: 'json' }

/** Subject and body of the mail, the text message, and what a locked screen shows: no placeholders there, nothing personal. */
export type EventTexts = TemplateSide
export interface Texts {
  events: Record<NoticeEvent, EventTexts>
  frame: typeof ru.frame
  /** Codes that facts carry, in words: terms[placeholder][code]. */
  terms: Record<string, Record<string, string>>
  plurals: Record<'daysLeft' | 'hours' | 'minutes', Partial<Record<Intl.LDMLPluralRule, string>>>
  demo: typeof ru.demo
  /** Made-up values of placeholders that have no other sample: for previews and test mails. */
  samples: Record<string, string>
}

export const texts: Record<Lang, Texts> = { ru, en }
