import type { ChatMessage } from '#contract/chat'
import { fill, type Texts, textOf } from '../../texts/texts.ts'
import { shownNumber } from '../../words.ts'

const asWords = (value: unknown): string => (typeof value === 'string' ? value : '')
const asList = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])

/** What the service itself says has happened. Details that did not come leave the plain sentence. */
export function eventWords({ event, details }: ChatMessage, texts: Texts): string {
  const { chat: t, form, topics } = texts
  const role = asWords(details['role'])
  const number = shownNumber(asWords(details['number']))
  const topic = textOf(topics, asWords(details['topic']), '')
  const kinds = [...new Set([...asList(details['kinds']), ...asList(details['masked'])].map((kind) => textOf(form, `mask.${kind}`, form['mask.other'])))]
  if (event === 'accepted') return textOf(t, `event.accepted-${role}`, t['event.accepted'])
  if (event === 'sign-in-asked') return textOf(t, `event.sign-in-asked-${asWords(details['how'])}`, t['event.sign-in-asked'])
  if (event === 'signed-in' && asWords(details['level'])) return fill(t['event.signed-in-level'], { level: asWords(details['level']) })
  if (event === 'waiting' && details['reminder'] === true) return t['event.waiting-again']
  if (event === 'request-made' && number) return fill(t['event.request-numbered'], { number })
  if (event === 'topic-changed' && topic) return fill(t['event.topic-named'], { topic })
  if (event === 'secret-hidden' && kinds.length > 0) return fill(t['event.secret-named'], { kinds: kinds.join(', ') })
  return textOf(t, `event.${event ?? ''}`, t['event.other'])
}
