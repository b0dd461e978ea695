import { myTickets, type TicketLine } from '#contract/tickets'
import { page, pages } from '../../glue/pages.ts'
import { Frame } from '../../parts/frame.tsx'
import { Icon, StatusChip, useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'

const shows = ['waiting', 'open', 'all'] as const
type Show = (typeof shows)[number]
const showOf = (value: string | undefined): Show => shows.find((one) => one === value) ?? 'all'

function RequestList({ items, show, at, pages: count }: { items: TicketLine[]; show: Show; at: number; pages: number }) {
  const t = useTexts().request
  const href = useHref()
  const to = (n: number) => href(`/requests?show=${show}&page=${n}`)
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
      {count > 1 && (
        <nav class="row" aria-label={t.pages}>
          {at > 1 && <a href={to(at - 1)}>{t.prev}</a>}
          <span>{fill(t.pageOf, { page: at, pages: count })}</span>
          {at < count && <a href={to(at + 1)}>{t.nextPage}</a>}
        </nav>
      )}
      <p class="faint">{t.onlyThis}</p>
      <div class="buttons">
        <a class="button" href={href('/guest/status')}>
          {t.openByNumber}
        </a>
      </div>
    </Frame>
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
  'GET /requests': async ({ api, query }) => {
    const show = showOf(query['show'])
    const at = /^\d{1,3}$/.test(query['page'] ?? '') ? Math.max(1, Number(query['page'])) : 1
    const found = await api.call(myTickets, { query: { show, page: at } })
    // Late ones first, with our apology; the API gives the rest newest first.
    const items = found.items.toSorted((a, b) => Number(b.late) - Number(a.late))
    return page(<RequestList items={items} show={show} at={found.page} pages={found.pages} />)
  },
})
