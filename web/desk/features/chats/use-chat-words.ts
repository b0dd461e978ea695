import type { ChatMessage, ChatOption } from '#contract/chat'
import { useTexts } from '../../texts/texts.tsx'

/** Sentences for what the service said by a code: events, the assistant's own words, its buttons. */
export function useChatWords() {
  const { t, maybe } = useTexts()
  /** Codes in the details become their words: a reason, a team, a role, a topic, a result. */
  const wordOf = (name: string, value: unknown): string => {
    const said = String(value)
    if (name === 'number') return said.replace(/^(\d\d)(\d{4})(\d{4})(\d)$/, '$1-$2-$3-$4')
    return maybe(`chats.${name}.${said}`) ?? maybe(`words.${name}.${said}`) ?? said
  }
  const event = ({ event: name, details }: Pick<ChatMessage, 'event' | 'details'>): string => {
    if (name === null) return ''
    if (details['reminder'] === true) return t('chats.event.reminded')
    if (details['gone'] === true) return t('chats.event.gone')
    if (details['how'] === 'step-up') return t('chats.event.sign-in-asked.step-up')
    if (name === 'signed-in' && details['strong'] === true) return t('chats.event.signed-in.strong', { level: String(details['level']) })
    const known = Object.entries(details).filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    const values = Object.fromEntries(known.map(([key, value]) => [key, wordOf(key, value)]))
    const full = maybe(`chats.event.${name}.full`, name === 'signed-in' ? { level: String(details['level']) } : values)
    // The full sentence has places; where the details do not fill them the short one says enough.
    return full !== undefined && !/\{\w+\}/.test(full) ? full : t(`chats.event.${name}`, values)
  }
  const option = ({ does, label, topic }: ChatOption): string => label ?? (topic ? t(`words.topic.${topic}`) : t(`chats.option.${does}`))
  /** What the assistant meant where the screens have the words. */
  const empty = ({ kind }: ChatMessage): string => maybe(`chats.kind.${kind}`) ?? ''
  return { event, option, empty }
}
