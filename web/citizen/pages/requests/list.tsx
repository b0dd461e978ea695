import type { Static } from 'typebox'
import { type Joinable, joinableRequests, joinRequest } from '#contract/my-account'
import { myTickets, type TicketLine } from '#contract/tickets'
import { page, pages, redirect } from '../../glue/pages.ts'
import { useSite } from '../../glue/site-context.ts'
import { Frame } from '../../parts/frame.tsx'
import { Paging, pageOf } from '../../parts/paging.tsx'
import { Icon, StatusChip, useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { own } from '../me/own.tsx'

type Joined = Static<typeof Joinable>

const shows = ['waiting', 'open', 'all'] as const
type Show = (typeof shows)[number]
const showOf = (value: string | undefined): Show => shows.find((one) => one === value) ?? 'all'

interface ListProps {
  items: TicketLine[]
  show: Show
  at: number
  pages: number
  joinable: Joined[]
}

function RequestList({ items, show, at, pages: count, joinable }: ListProps) {
  const { me } = useSite()
  const { request: t, chat, history } = useTexts()
  const href = useHref()
  return (
    <Frame title={t.listTitle}>
      <nav class="tabs" aria-label={t.tabs}>
        {shows.map((one) => (
          <a key={one} href={href(`/requests?show=${one}`)} aria-current={one === show ? 'page' : undefined}>
            {t[`tab.${one}`]}
          </a>
        ))}
      </nav>
      {items.length === 0 && <p>{show === 'waiting' ? t.emptyWaiting : show === 'open' ? t.emptyOpen : t.empty}</p>}
      {items.map((line) => (
        <Line key={line.number} line={line} />
      ))}
      <Paging to={(n) => `/requests?show=${show}&page=${n}`} at={at} pages={count} />
      {joinable.length > 0 && <Joinables joinable={joinable} />}
      <p class="faint">
        {me ? t.allYours : t.onlyThis} {!me && <a href={href('/sign-in?next=%2Frequests')}>{t.signInToSee}</a>}
      </p>
      <div class="buttons">
        <a class="button" href={href('/guest/status')}>
          {t.openByNumber}
        </a>
        <a href={href('/history')}>{history.title}</a>
        <a href={href('/chats')}>{chat.history}</a>
      </div>
    </Frame>
  )
}

/** Sent as a guest to a contact that the account has proved: the person decides whether they become the account's. */
function Joinables({ joinable }: { joinable: Joined[] }) {
  const t = useTexts().request
  const href = useHref()
  const when = useWhen()
  return (
    <section class="card" aria-labelledby="join-title">
      <h2 id="join-title">{t.joinTitle}</h2>
      <p>{t.joinNote}</p>
      <ul class="plain">
        {joinable.map(({ number, subject, receivedAt }) => (
          <li key={number}>
            <p>
              {subject}, {number}, {when(receivedAt)}
            </p>
            <form method="post" action={href('/requests/join')}>
              <button type="submit" name="number" value={number}>
                {t.join}
                <span class="unseen">: {subject}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}

const open = ['accepted', 'in_progress', 'waiting_you', 'waiting_body']

function Line({ line }: { line: TicketLine }) {
  const t = useTexts().request
  const href = useHref()
  const when = useWhen()
  return (
    <article class="ticket">
      <div class="row">
        <StatusChip status={line.status} />
        <p class="faint">{line.number}</p>
      </div>
      <h2>
        <a href={href(`/requests/${line.number}`)}>{line.subject}</a>
      </h2>
      {line.late && (
        <p class="due danger">
          <Icon name="alert-octagon" /> {t.late}.
        </p>
      )}
      <p>{open.includes(line.status) && !line.late ? fill(t.due, { time: when(line.dueAt) }) : fill(t.received, { time: when(line.receivedAt) })}</p>
    </article>
  )
}

export const list = pages({
  'GET /requests': async ({ api, query, site }) => {
    const show = showOf(query['show'])
    const found = await api.call(myTickets, { query: { show, page: pageOf(query['page']) } })
    const joinable = site.me?.level === 'full' ? await api.call(joinableRequests) : []
    // Late ones first, with our apology; the API gives the rest newest first.
    const items = found.items.toSorted((a, b) => Number(b.late) - Number(a.late))
    return page(<RequestList items={items} show={show} at={found.page} pages={found.pages} joinable={joinable} />)
  },
  ...own({
    'POST /requests/join': async ({ api, body }) => {
      await api.call(joinRequest, { body: { number: body.get('number') ?? '' } })
      return redirect('/requests', 'joined')
    },
  }),
})
