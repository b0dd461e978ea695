import { type HistoryItem, type HistoryKind, type HistoryPage, historyKinds, myHistory } from '#contract/history'
import type { CitizenStatus } from '#contract/tickets'
import type { Api } from '../glue/api.ts'
import { type Answer, page, pages } from '../glue/pages.ts'
import { useSite } from '../glue/site-context.ts'
import { Frame } from '../parts/frame.tsx'
import { MeMenu } from '../parts/me-menu.tsx'
import { Icon, StatusChip, useHref, useTexts, useWhen, When } from '../parts/small.tsx'
import { fill, textOf } from '../texts/texts.ts'
import { TalkChip } from './chat/talk-chip.tsx'

interface Asked {
  kind: HistoryKind | undefined
  q: string
  before: string | undefined
}

/** CHAT-15: requests and talks on one line. What is looked for stands in no address, so a page of found things is a form. */
function History({ found, asked }: { found: HistoryPage; asked: Asked }) {
  const { me } = useSite()
  const { history: t, request } = useTexts()
  const href = useHref()
  const { kind, q, before } = asked
  const at = (more: Record<string, string>) => {
    const query = new URLSearchParams({ ...(kind && { kind }), ...more }).toString()
    return href(query ? `/history?${query}` : '/history')
  }
  return (
    <Frame title={t.title}>
      {me && <MeMenu at="/history" />}
      <p>{t.lead}</p>
      <search>
        <form method="post" action={href('/history')}>
          {kind && <input type="hidden" name="kind" value={kind} />}
          <div class="field">
            <label for="q">{t.search}</label>
            <input type="search" id="q" name="q" value={q} maxLength={200} autocomplete="off" enterkeyhint="search" />
          </div>
          <button type="submit">{t.find}</button>
        </form>
      </search>
      <nav class="tabs apart" aria-label={t.kinds}>
        {[undefined, ...historyKinds].map((one) => (
          <a key={one ?? ''} href={href(one ? `/history?kind=${one}` : '/history')} aria-current={one === kind ? 'page' : undefined}>
            {t[`kind.${one ?? 'all'}`]}
          </a>
        ))}
      </nav>
      {q !== '' && <p role="status">{found.items.length === 0 ? t.nothing : fill(t.found, { q })}</p>}
      {q === '' && found.items.length === 0 && <p>{before ? t.end : t.none}</p>}
      <ol class="line">
        {found.items.map((item) => (
          <li key={item.id}>
            <Item item={item} />
          </li>
        ))}
      </ol>
      <nav class="row" aria-label={request.pages}>
        {(q !== '' || before) && <a href={at({})}>{q !== '' ? t.all : t.newest}</a>}
        {found.next && q === '' && <a href={at({ before: found.next })}>{t.earlier}</a>}
      </nav>
      {found.next && q !== '' && (
        <form method="post" action={href('/history')}>
          {kind && <input type="hidden" name="kind" value={kind} />}
          <input type="hidden" name="q" value={q} />
          <button type="submit" name="before" value={found.next}>
            {t.earlier}
          </button>
        </form>
      )}
      {!me && (
        <p class="faint">
          {t.here} <a href={href('/sign-in?next=%2Fhistory')}>{request.signInToSee}</a>
        </p>
      )}
    </Frame>
  )
}

const addressOf = (kind: HistoryKind, id: string | null, number: string): string => (kind === 'talk' ? `/chat/${id}` : `/requests/${number}`)

function Item({ item }: { item: HistoryItem }) {
  const { history: t, topics } = useTexts()
  const href = useHref()
  const when = useWhen()
  const { kind, id, number, subject, topic, last, unread, linked } = item
  return (
    <>
      <div class="row">
        {kind === 'talk' ? <TalkChip state={item.state as 'bot'} /> : <StatusChip status={item.state as CitizenStatus} />}
        <p class="faint">
          {fill(t[`by.${item.channel}`], { number })}, <When at={item.at} withYear />
        </p>
      </div>
      <h2 class="small">
        <a href={href(addressOf(kind, id, number))}>{subject || t.noWords}</a>
      </h2>
      {unread > 0 && (
        <p>
          <Icon name="mail" /> <strong>{fill(t.unread, { n: unread })}</strong>
        </p>
      )}
      <p>
        {topic && `${textOf(topics, topic, '')}. `}
        {last && fill(t[`last.${last.by}`], { time: when(last.at) })}
      </p>
      {linked && (
        <p>
          <a href={href(addressOf(linked.kind, linked.id, linked.number))}>{fill(t[`linked.${linked.kind}`], { number: linked.number })}</a>
        </p>
      )}
    </>
  )
}

const kindOf = (value: string | null | undefined) => historyKinds.find((one) => one === value)
const keyOf = (value: string | null | undefined) => (value && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? value : undefined)

async function shown(api: Api, asked: Asked): Promise<Answer> {
  const { kind, q, before } = asked
  const found = await api.call(myHistory, { body: { ...(kind && { kind }), ...(q !== '' && { q }), ...(before && { before }) } })
  return page(<History found={found} asked={asked} />)
}

export const historyPages = pages({
  'GET /history': ({ api, query }) => shown(api, { kind: kindOf(query['kind']), q: '', before: keyOf(query['before']) }),
  'POST /history': ({ api, body }) => {
    const q = (body.get('q') ?? '')
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 200)
    return shown(api, { kind: kindOf(body.get('kind')), q, before: keyOf(body.get('before')) })
  },
})
