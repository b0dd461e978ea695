import { useSite } from '../glue/site-context.ts'
import { fill } from '../texts/texts.ts'
import { Around, Icon, useHref, useTexts, useWhen } from './small.tsx'

/** The usual wait for a person in the chat, in words; pages that did not ask do not say it. */
export interface ChatWords {
  wait: string
}

/** Ways to reach the agency, at the same place before the footer on every page. */
export function Channels({ chat }: { chat?: ChatWords | undefined }) {
  const { agency, lang, path } = useSite()
  const { frame: t, chat: words } = useTexts()
  const href = useHref()
  return (
    <section class="channels" aria-labelledby="channels-title">
      <h2 id="channels-title">{t.help}</h2>
      <ul>
        <li>
          <Icon name="message" />
          <span>
            <a href={href('/chat')}>{words.frame}</a>: {chat ? fill(words['frame.person'], { wait: chat.wait }) : words['frame.text']}
            {!path.startsWith('/chat') && <ChatWindow />}
          </span>
        </li>
        {agency.phones.map((phone) => (
          <li key={phone.href}>
            <Icon name="phone" />
            <span>
              <a class="number" href={phone.href.startsWith('tel:') ? phone.href : `tel:${phone.href}`}>
                {phone.number}
              </a>
              , {phone.cost === 'free' ? t.free : t.tariff}
            </span>
          </li>
        ))}
        <li>
          <Icon name="clock" />
          <span>
            <LineOpen />{' '}
            {agency.hotline.hours && (
              <Around text={t.hours} name="hours">
                <span class="fixed">{agency.hotline.hours}</span>
              </Around>
            )}
          </span>
        </li>
        <li>
          <Icon name="pencil" />
          <span>
            <Around text={t.writeAny} name="link">
              <a href={href('/requests/new/topic')}>{t.newRequest}</a>
            </Around>
          </span>
        </li>
        {agency.address[lang] && (
          <li>
            <Icon name="map-pin" />
            <span>{agency.address[lang]}</span>
          </li>
        )}
      </ul>
    </section>
  )
}

export function LineOpen() {
  const { agency } = useSite()
  const t = useTexts().frame
  const when = useWhen()
  const { open, changesAt } = agency.hotline
  const text = open ? (changesAt ? t.openUntil : t.openAlways) : changesAt ? t.closedUntil : t.closed
  return <>{fill(text, { time: changesAt ? when(changesAt) : '' })}.</>
}

/** The talk beside the page. Nothing of it is loaded before it is opened; on narrow screens the link above leads to the page instead. */
function ChatWindow() {
  const t = useTexts().chat
  return (
    <details class="window">
      <summary class="button">
        <span>{t['frame.open']}</span>
        <span>{t['frame.close']}</span>
      </summary>
      <iframe loading="lazy" src={`${useHref()('/chat')}?window=1`} title={t.title} />
    </details>
  )
}
