import type { Chat, ChatMessage, ChatPage } from '#contract/chat'
import { useSite } from '../../glue/site-context.ts'
import { FileList } from '../../parts/files.tsx'
import { Icon, useHref, useTexts } from '../../parts/small.tsx'
import { fill, type Texts, textOf } from '../../texts/texts.ts'
import { clock, dayOf } from '../../words.ts'
import { eventWords } from './event-words.ts'
import { Linked } from './linked.tsx'
import { useAction, useChatHref, useOut, useOwnPath } from './path.ts'
import { useSignInHref } from './sign-in-cards.tsx'

/** "14:05", with the day where it is not today. */
function useClock(): (at: string) => string {
  const { agency, lang, now, zone } = useSite()
  const own = zone ?? agency.zone
  return (instant) => {
    const at = new Date(instant)
    const day = dayOf(at, own, lang)
    return `${day === dayOf(now, own, lang) ? '' : `${day}, `}${clock(at, own, lang)}`
  }
}

/**
 * Whose buttons work: those under the newest words, until the person or an employee has written. `none`: nobody's any more;
 * undefined: these messages do not tell, what was offered before stays so.
 */
function offeredAt({ can }: Chat, { messages }: ChatPage): number | 'none' | undefined {
  if (!can.write) return 'none'
  const last = messages.findLast(({ from, options }) => from === 'citizen' || from === 'staff' || options.length > 0)
  return last && (last.options.length > 0 ? last.seq : 'none')
}

/** ARIA23: one message one item, new ones are said once. Marks and buttons that change are no news. */
export function Log({ chat, said }: { chat: Chat; said: ChatPage }) {
  const t = useTexts().chat
  const chatHref = useChatHref()
  const offered = offeredAt(chat, said)
  const first = said.messages[0]?.seq
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself must be reached by keyboard
    <div class="log" id="talk" role="log" tabIndex={0} aria-label={t.log} aria-relevant="additions" data-offered={offered}>
      {said.earlier && first !== undefined && (
        <p>
          <a href={`${chatHref(`/${chat.id}`)}${chatHref().includes('?') ? '&' : '?'}before=${first}`}>{t.earlier}</a>
        </p>
      )}
      <ol data-news>
        {said.messages.map((message) => (
          <Said key={message.id} chat={chat} message={message} offered={message.seq === offered} />
        ))}
      </ol>
      <ol data-unsent aria-live="off" />
    </div>
  )
}

function author({ from, author: name }: ChatMessage, t: Texts['chat']): string {
  return from === 'staff' && name ? fill(t['from.named'], { name }) : t[`from.${from}`]
}

/** What stands where the screens have the words. */
function Body({ message }: { message: ChatMessage }) {
  const texts = useTexts()
  const t = texts.chat
  const href = useHref()
  const out = useOut()
  const label = useLabel()
  const pressed = message.details['option'] as Option | undefined
  if (message.from === 'citizen' && pressed?.does) return <p class="said">{fill(t.pressed, { label: label(pressed) })}</p>
  if (message.kind === 'event') return <p>{eventWords(message, texts)}</p>
  const own = message.text === '' && message.from === 'assistant' ? textOf(t, `kind.${message.kind}`, '') : message.text
  return (
    <>
      {message.article && (
        <p>
          <a href={href(`/help/${message.article.id}`)} {...out}>
            {fill(t.article, { title: message.article.title })}
          </a>
        </p>
      )}
      {own !== '' && <p class="said">{message.from === 'citizen' ? own : <Linked text={own} />}</p>}
    </>
  )
}

function Said({ chat, message, offered }: { chat: Chat; message: ChatMessage; offered: boolean }) {
  const t = useTexts().chat
  const at = useClock()
  const own = useOwnPath(chat.id)
  const mine = message.from === 'citizen'
  return (
    <li id={`m${message.seq}`} class={`by-${message.from}`} data-seq={message.seq}>
      <p class="by">
        {message.kind === 'event' && <Icon name={message.event === 'secret-hidden' ? 'shield-check' : 'info-circle'} />}
        {author(message, t)}, <time dateTime={message.at}>{at(message.at)}</time>
        {mine && chat.joinedSeq !== null && message.seq < chat.joinedSeq && <span>, {t['mark.guest']}</span>}
        {mine && <span data-mark>, {message.seq <= chat.staffReadSeq ? t['mark.read'] : t['mark.sent']}</span>}
      </p>
      <Body message={message} />
      {message.files.length > 0 && <FileList files={message.files} link={(file) => own(`/files/${file.id}`)} />}
      {offered && <Options chat={chat} message={message} />}
    </li>
  )
}

/** The pattern of an employee's plain words, for those that the socket brings. */
export function PlainWords() {
  const t = useTexts().chat
  return (
    <template data-plain>
      <li class="by-staff">
        <p class="by">
          <span data-who={t['from.named']}>{t['from.staff']}</span>, <time />
        </p>
        <p class="said" />
      </li>
    </template>
  )
}

type Option = ChatMessage['options'][number]
function useLabel(): (option: Option) => string {
  const { chat: t, topics } = useTexts()
  return ({ does, label, topic }) => {
    if (does === 'topic') return fill(t['option.topic'], { topic: textOf(topics, topic ?? '', label ?? '') })
    return does === 'article' ? (label ?? '') : t[`option.${does}`]
  }
}

/** Numbered, so that they can be named; each press is a form of its own kind and works without script. */
function Options({ chat, message }: { chat: Chat; message: ChatMessage }) {
  const t = useTexts().chat
  const action = useAction(chat.id)
  const label = useLabel()
  const signInHref = useSignInHref(chat.id)
  const out = useOut()
  return (
    <form method="post" action={action('option')} class="options" data-options data-quiet>
      <input type="hidden" name="seq" value={String(message.seq)} />
      <ol aria-label={t.options}>
        {message.options
          .filter(({ does }) => (does !== 'request' || chat.can.makeRequest) && (does !== 'sign-in' || !chat.account))
          .map((option, at) => (
            <li key={option.id}>
              {option.does === 'sign-in' ? (
                <a class="button" href={signInHref} {...out}>
                  {at + 1}. {label(option)}
                </a>
              ) : option.does === 'request' ? (
                // Asks for a contact first: the form stands under the talk.
                <a class="button" href="#make-request" data-opens="make">
                  {at + 1}. {label(option)}
                </a>
              ) : (
                <button type="submit" name="option" value={option.id}>
                  {at + 1}. {label(option)}
                </button>
              )}
            </li>
          ))}
      </ol>
    </form>
  )
}
