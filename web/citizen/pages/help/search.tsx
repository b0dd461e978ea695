import { type ArticleLine, searchArticles } from '#contract/knowledge'
import type { Topic } from '#contract/topics'
import { page, pages } from '../../glue/pages.ts'
import { Field } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { useHref, useTexts } from '../../parts/small.tsx'

/** As long as the subject of a request: what was not found goes there (FORM-3). Characters. */
const MOST_ASKED = 150

function Help({ q, items, topics }: { q: string; items: ArticleLine[]; topics: Topic[] }) {
  const t = useTexts()
  const href = useHref()
  return (
    <Frame title={t.articles.title}>
      <search>
        <form method="get" action={href('/help')}>
          <Field name="q" label={t.articles.ask} hint={t.articles.askHint} value={q} autocomplete="off" enterkeyhint="search" />
          <button class="main" type="submit">
            {t.articles.find}
          </button>
        </form>
      </search>
      {q !== '' && items.length === 0 ? (
        <p role="status">{topics.length > 0 ? t.articles.none : t.articles.noneShort}</p>
      ) : (
        <>
          <h2>{q === '' ? t.articles.all : t.articles.found}</h2>
          <Lines items={items} />
        </>
      )}
      {q !== '' && <Further q={q} topics={topics} />}
      <p>
        <a href={href('/help/writing')}>{t.articles.advice}</a>
      </p>
    </Frame>
  )
}

export function Lines({ items }: { items: ArticleLine[] }) {
  const href = useHref()
  return (
    <ul class="articles">
      {items.map(({ id, title, lead }) => (
        <li key={id}>
          <a href={href(`/help/${id}`)}>{title}</a>
          <p>{lead}</p>
        </li>
      ))}
    </ul>
  )
}

/** Nothing found, or not the right thing: the words go along into the form. */
function Further({ q, topics }: { q: string; topics: Topic[] }) {
  const t = useTexts()
  const href = useHref()
  return (
    <section class="card">
      <h2>{t.articles.askPerson}</h2>
      {topics.length > 0 && (
        <>
          <p>{t.articles.topics}</p>
          <ul>
            {topics.map((topic) => (
              <li key={topic}>
                <a href={`${href('/requests/new/topic')}?topic=${topic}`}>{t.topics[topic]}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      <form method="post" action={href('/requests/new')}>
        <input type="hidden" name="subject" value={q} />
        <button type="submit">{t.articles.write}</button>
      </form>
    </section>
  )
}

export const helpSearch = pages({
  'GET /help': async ({ api, query, site }) => {
    const q = (query['q'] ?? '').trim().slice(0, MOST_ASKED)
    const { items, topics } = await api.call(searchArticles, { query: { lang: site.lang, ...(q && { q }) } })
    return page(<Help q={q} items={items} topics={topics} />)
  },
})
