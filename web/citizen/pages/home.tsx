import { dropDraft, readDraft, saveDraft } from '#contract/drafts'
import { myTickets, type TicketLine } from '#contract/tickets'
import { type Topic, topics } from '#contract/topics'
import type { Api } from '../glue/api.ts'
import { page, pages, redirect } from '../glue/pages.ts'
import { useSite } from '../glue/site-context.ts'
import { Field } from '../parts/form.tsx'
import { Frame } from '../parts/frame.tsx'
import { Card, Icon, StatusChip, useHref, useTexts, useWhen } from '../parts/small.tsx'
import { fill, plural } from '../texts/texts.ts'
import type { Hours } from './chat/attempt.ts'
import { waitWords } from './chat/place.tsx'
import { hoursOf } from './chat/show.tsx'

/** Situations, not departments; each opens a page that exists. */
const situations: { key: 's.signin' | 's.status' | 's.data' | 's.tech' | 's.visit' | 's.calls' | 's.suspicious'; topic?: Topic; to?: string }[] = [
  { key: 's.signin', to: '/cannot-sign-in' },
  { key: 's.status', to: '/guest/status' },
  { key: 's.data', topic: 'data.error' },
  { key: 's.tech', topic: 'tech.display' },
  { key: 's.visit', topic: 'mfc.booking' },
  { key: 's.calls', topic: 'account.suspicious' },
  { key: 's.suspicious', topic: 'account.suspicious' },
]

interface Kept {
  savedAt: string
  until: string | null
}

function Home({ draft, nearest, hours }: { draft: Kept | undefined; nearest: TicketLine | undefined; hours: Hours | undefined }) {
  const { agency } = useSite()
  const { home: t, chat } = useTexts()
  const href = useHref()
  const served = new Set<string>(agency.topics.map((topic) => topic.id))
  return (
    <Frame title={t.title} chat={hours?.open && hours.wait ? { wait: waitWords(chat, hours.wait) } : undefined}>
      {nearest && <Nearest line={nearest} />}
      {draft && <Unsent draft={draft} />}
      <form method="post" action={href('/requests/new')}>
        <Field name="subject" label={t.ask} hint={t.askHint} autocomplete="off" enterkeyhint="next" />
        <button class="main" type="submit">
          {t.write}
        </button>
      </form>
      <h2>{t.or}</h2>
      <ul class="situations">
        {situations
          .filter(({ topic }) => !topic || served.has(topic))
          .map(({ key, topic, to }) => (
            <li key={key}>
              <a href={to ? href(to) : `${href('/requests/new/topic')}?topic=${topic}`}>
                <Icon name="chevron-right" />
                {t[key]}
              </a>
            </li>
          ))}
      </ul>
      <Terms />
    </Frame>
  )
}

/** Signed in: first of all, whose move it is and by when. */
function Nearest({ line }: { line: TicketLine }) {
  const t = useTexts()
  const href = useHref()
  const when = useWhen()
  const yours = line.move === 'citizen'
  return (
    <Card title={yours ? t.home.yourMove : t.home.nearest} icon={yours ? 'hand-stop' : 'calendar-due'} tone={yours ? 'warn' : 'lead'}>
      <p>
        <a href={href(`/requests/${line.number}`)}>{line.subject}</a>
      </p>
      <p>
        <StatusChip status={line.status} /> {fill(line.late ? t.home.lateSince : t.request.due, { time: when(line.dueAt) })}
      </p>
    </Card>
  )
}

/** What asks for the person's answer, else the open request that is due first. */
async function nearestOf(api: Api): Promise<TicketLine | undefined> {
  const waiting = (await api.call(myTickets, { query: { show: 'waiting' } })).items[0]
  if (waiting) return waiting
  const open = (await api.call(myTickets, { query: { show: 'open' } })).items
  return open.toSorted((a, b) => a.dueAt.localeCompare(b.dueAt))[0]
}

function Unsent({ draft }: { draft: Kept }) {
  const t = useTexts().home
  const href = useHref()
  const when = useWhen()
  return (
    <Card title={t.draft} icon="file-text" tone="lead">
      {draft.until && <p>{fill(t.draftSaved, { time: when(draft.savedAt), until: when(draft.until) })}</p>}
      <div class="buttons">
        <a class="button" href={href('/requests/new/details')}>
          {t.draftGo}
        </a>
        <form method="post" action={href('/requests/new/drop')}>
          <button class="linkish" type="submit">
            {t.draftDrop}
          </button>
        </form>
      </div>
    </Card>
  )
}

function Terms() {
  const { agency, lang } = useSite()
  const t = useTexts()
  const days = (n: number) => `${n} ${plural(lang, n, lang === 'ru' ? 'рабочего дня|рабочих дней|рабочих дней' : t.frame.workingDays)}`
  return (
    <Card title={t.home.terms} icon="calendar-due">
      <ul>
        <li>{fill(t.home['terms.first'], { hours: agency.terms.firstResponseHours })}</li>
        <li>{fill(t.home['terms.urgent'], { days: days(agency.terms.urgent) })}</li>
        <li>{fill(t.home['terms.standard'], { days: days(agency.terms.standard) })}</li>
        <li>{fill(t.home['terms.complex'], { days: days(agency.terms.complex) })}</li>
      </ul>
    </Card>
  )
}

export const home = pages({
  'GET /': async ({ api, request, site }) => {
    // A visitor without a cookie has no draft; asking would cost a call for nothing.
    const draft = request.headers.cookie?.includes('=') ? await api.call(readDraft) : undefined
    const nearest = site.me && (await nearestOf(api))
    const hours = await hoursOf(api)
    return page(<Home hours={hours} draft={draft?.savedAt ? { savedAt: draft.savedAt, until: draft.keptUntil } : undefined} nearest={nearest} />)
  },
  // A POST because the words must not stand in an address.
  'POST /requests/new': async ({ api, body }) => {
    const subject = body.get('subject')?.trim()
    const topic = topics.find((one) => one === body.get('topic'))
    const fields = { ...(subject && { subject: subject.replace(/\p{Cc}/gu, ' ').slice(0, 1000) }), ...(topic && { topic }) }
    if (Object.keys(fields).length > 0) await api.call(saveDraft, { body: fields })
    return redirect('/requests/new/topic')
  },
  'POST /requests/new/drop': async ({ api }) => {
    await api.call(dropDraft)
    return redirect('/', 'draft-dropped')
  },
})
