import type { LiveNews } from '#contract/live'
import { one } from './words.ts'

type Message = LiveNews['messages'][number]

/** Words of a person and nothing else: all that is drawn here. An address in them would be a link, which the server makes. */
const isPlain = ({ from, kind, text, options, article, files }: Message): boolean =>
  from === 'staff' && kind === 'words' && text !== '' && options.length === 0 && article === null && files.length === 0 && !text.includes('https://')

/**
 * Messages that the socket has brought, as items of the log: no question and no answer more, which on a slow network is most of the wait.
 * Null where it is more than plain words, or changes more than the log: the server then draws it, as always.
 */
export function itemsOf(root: HTMLElement, after: number, { state, messages }: LiveNews): HTMLElement[] | null {
  const pattern = one<HTMLTemplateElement>(root, 'template[data-plain]')
  const isSame = Number(root.dataset['last'] ?? -1) >= after && root.dataset['state'] === state
  if (!pattern || !isSame || !messages.every(isPlain)) return null
  const clock = new Intl.DateTimeFormat(document.documentElement.lang === 'en' ? 'en-GB' : 'ru', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: root.dataset['zone'],
  })
  return messages.map(({ seq, at, author, text }) => {
    const item = pattern.content.firstElementChild!.cloneNode(true) as HTMLElement
    item.id = `m${seq}`
    item.dataset['seq'] = String(seq)
    const who = one(item, '[data-who]')
    if (who && author) who.textContent = (who.dataset['who'] ?? '').replace('{name}', () => author)
    const time = one<HTMLTimeElement>(item, 'time')
    if (time) {
      time.dateTime = at
      time.textContent = clock.format(new Date(at))
    }
    const said = one(item, '.said')
    if (said) said.textContent = text
    return item
  })
}
