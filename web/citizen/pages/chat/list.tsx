import { type ChatLine, myChats } from '#contract/chat'
import type { Api } from '../../glue/api.ts'
import { type Answer, page, pages } from '../../glue/pages.ts'
import { useSite } from '../../glue/site-context.ts'
import { Frame } from '../../parts/frame.tsx'
import { Paging, pageOf } from '../../parts/paging.tsx'
import { Icon, useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { fill, textOf } from '../../texts/texts.ts'
import { TalkChip } from './talk-chip.tsx'

interface ListProps {
  items: ChatLine[]
  at: number
  pages: number
  /** What was looked for; words that were said do not stand in an address, so it is a form of its own. */
  sought: string
}

/** CHAT-6: the talks of this person, to be found by number or words and to be downloaded. */
function ChatList({ items, at, pages: count, sought }: ListProps) {
  const { me } = useSite()
  const { chat: t, request, history } = useTexts()
  const href = useHref()
  const numbers = Array.from({ length: count }, (_, at) => at + 1)
  return (
    <Frame title={t['list.title']}>
      <search>
        <form method="post" action={href('/chats')}>
          <div class="field">
            <label for="q">{t['list.search']}</label>
            <input type="search" id="q" name="q" value={sought} maxLength={200} autocomplete="off" enterkeyhint="search" />
          </div>
          <button type="submit">{t['list.find']}</button>
          {sought !== '' && count > 1 && (
            <p class="row apart">
              {numbers.map((n) => (
                <button key={n} type="submit" name="page" value={String(n)} aria-current={n === at ? 'page' : undefined}>
                  {t['list.page']} {n}
                </button>
              ))}
            </p>
          )}
        </form>
      </search>
      {sought !== '' && (
        <p class="apart">
          <a href={href('/chats')}>{t['list.all']}</a>
        </p>
      )}
      {items.length === 0 && <p class="apart">{sought === '' ? t['list.none'] : t['list.nothing']}</p>}
      <div class="apart">
        {items.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </div>
      {sought === '' && <Paging to={(n) => `/chats?page=${n}`} at={at} pages={count} />}
      {!me && (
        <p class="faint">
          {t['list.here']} <a href={href('/sign-in?next=%2Fchats')}>{request.signInToSee}</a>
        </p>
      )}
      <div class="buttons">
        <a class="button" href={href('/chat')}>
          {t['list.new']}
        </a>
        <a href={href('/history')}>{history.title}</a>
      </div>
    </Frame>
  )
}

function Line({ line }: { line: ChatLine }) {
  const { chat: t, topics } = useTexts()
  const href = useHref()
  const when = useWhen()
  return (
    <article class="ticket">
      <div class="row">
        <TalkChip state={line.state} />
        <p class="faint">{line.number}</p>
      </div>
      <h2>
        <a href={href(`/chat/${line.id}`)}>{line.question || t['list.noWords']}</a>
      </h2>
      {line.unread > 0 && (
        <p>
          <strong>{fill(t['list.unread'], { n: line.unread })}</strong>
        </p>
      )}
      <p>
        {fill(t['list.began'], { time: when(line.openedAt) })}
        {line.topic && `. ${fill(t.topic, { topic: textOf(topics, line.topic, '') })}`}
      </p>
      <p class="row">
        {line.request && <a href={href(`/requests/${line.request}`)}>{fill(t['request.number'], { number: line.request })}</a>}
        <a href={href(`/chat/${line.id}/transcript.pdf`)} download>
          <Icon name="download" /> {t['ended.pdf']}
          <span class="unseen">: {line.number}</span>
        </a>
        <a href={href(`/chat/${line.id}/transcript.txt`)} download>
          {t['ended.txt']}
          <span class="unseen">: {line.number}</span>
        </a>
      </p>
    </article>
  )
}

async function found(api: Api, q: string, at: number): Promise<Answer> {
  const { items, page: shown, pages: count } = await api.call(myChats, { query: { page: at, ...(q !== '' && { q }) } })
  return page(<ChatList items={items} at={shown} pages={count} sought={q} />)
}

export const chatList = pages({
  'GET /chats': ({ api, query }) => found(api, '', pageOf(query['page'])),
  'POST /chats': ({ api, body }) =>
    found(
      api,
      (body.get('q') ?? '')
        .replace(/\p{Cc}/gu, ' ')
        .trim()
        .slice(0, 200),
      pageOf(body.get('page') ?? undefined),
    ),
})
