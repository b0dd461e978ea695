import type { ChatMessage } from '#contract/chat'
import type { Ctx } from '#platform/ctx'
import type { BytesReply } from '#platform/http/serve'
import { showRequestNumber } from '#platform/identifiers/index'
import { makePdf } from '#platform/pdf'
import type { Loaded } from '../model.ts'
import en from '../texts.en.json' with { type: 'json' }
import ru from '../texts.ru.json' with { type: 'json' }
import { messagesOf } from './messages.ts'

/** Longer talks have never been; a file of one is read, not paged. */
export const MOST_SAID = 5000

/** The whole talk as its citizen sees it, as text or PDF (CHAT-6). */
export async function transcript(ctx: Ctx, loaded: Loaded, as: 'txt' | 'pdf'): Promise<BytesReply> {
  const { chat } = loaded
  const texts = textsOf(chat.lang)
  const { messages } = await messagesOf(ctx, loaded, 'citizen', { after: 0 }, MOST_SAID)
  const format = new Intl.DateTimeFormat(chat.lang === 'en' ? 'en-GB' : 'ru-RU', { dateStyle: 'medium', timeStyle: 'short', timeZone: chat.zone })
  const lines = messages.map((one) => ({
    who: `${texts[one.from]}${one.author ? ` ${one.author}` : ''}, ${format.format(new Date(one.at))}`,
    text: wordsOf(texts, one),
  }))
  const number = showRequestNumber(String(chat.number))
  const title = `${texts['title']} ${number}`
  const name = `chat-${number}.${as}`
  const disposition = { 'content-disposition': `attachment; filename="${name}"` }
  if (as === 'txt') {
    const text = [title, '', ...lines.flatMap(({ who, text: words }) => [who, words, ''])].join('\r\n')
    // The sign at the beginning lets old editors read Russian.
    return { bytes: Buffer.from(`\ufeff${text}`), headers: { 'content-type': 'text/plain; charset=utf-8', ...disposition } }
  }
  const bytes = await makePdf({
    info: { title },
    language: chat.lang,
    content: [
      { text: title, style: 'h1' },
      ...lines.map(({ who, text }) => ({
        stack: [
          { text: who, style: 'small' },
          { text, margin: [0, 0, 0, 8] },
        ],
      })),
    ],
  })
  return { bytes, headers: { 'content-type': 'application/pdf', ...disposition } }
}

export const textsOf = (lang: string): Record<string, string> => (lang === 'en' ? en : ru)

/** What one message says to somebody who reads it on paper: events and buttons in words. */
export function wordsOf(texts: Record<string, string>, { kind, text, event, details, article, files, options }: ChatMessage): string {
  const pressed = details['option'] as ChatMessage['options'][number] | undefined
  const said =
    text || (pressed ? (pressed.label ?? texts[`option.${pressed.does}`] ?? '') : event ? (texts[`event.${event}`] ?? '') : (texts[`kind.${kind}`] ?? ''))
  return [article ? article.title : '', said, ...options.flatMap(({ label }) => (label ? [`- ${label}`] : [])), ...files.map(({ name }) => `[${name}]`)]
    .filter(Boolean)
    .join('\r\n')
}
