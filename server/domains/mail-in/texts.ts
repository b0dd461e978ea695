import en from './texts.en.json' with { type: 'json' }
import ru from './texts.ru.json' with { type: 'json' }

export type MailTexts = typeof ru
export const texts: Record<'ru' | 'en', MailTexts> = { ru, en }
