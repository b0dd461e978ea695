import { dropDraft, readDraft, saveDraft } from '#contract/drafts'
import type { Topic } from '#contract/topics'
import { page, pages, redirect } from '../glue/pages.ts'
import { useSite } from '../glue/site-context.ts'
import { Field } from '../parts/form.tsx'
import { Frame } from '../parts/frame.tsx'
import { Card, Icon, useHref, useTexts, useWhen } from '../parts/small.tsx'
import { fill, plural } from '../texts/texts.ts'

/** Situations, not departments; each opens a page that exists. */
const situations: { key: 's.signin' | 's.status' | 's.data' | 's.tech' | 's.visit' | 's.calls' | 's.suspicious'; topic?: Topic; to?: string }[] = [
  { key: 's.signin', topic: 'access.signin' },
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

function Home({ draft }: { draft: Kept | undefined }) {
  const { agency } = useSite()
  const t = useTexts().home
  const href = useHref()
  const served = new Set<string>(agency.topics.map((topic) => topic.id))
  return (
    <Frame title={t.title}>
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
  'GET /': async ({ api, request }) => {
    // A visitor without a cookie has no draft; asking would cost a call for nothing.
    const draft = request.headers.cookie?.includes('=') ? await api.call(readDraft) : undefined
    return page(<Home draft={draft?.savedAt ? { savedAt: draft.savedAt, until: draft.keptUntil } : undefined} />)
  },
  // A POST because the words must not stand in an address.
  'POST /requests/new': async ({ api, body }) => {
    const subject = body.get('subject')?.trim()
    if (subject) await api.call(saveDraft, { body: { subject: subject.replace(/\p{Cc}/gu, ' ').slice(0, 1000) } })
    return redirect('/requests/new/topic')
  },
  'POST /requests/new/drop': async ({ api }) => {
    await api.call(dropDraft)
    return redirect('/', 'draft-dropped')
  },
})
