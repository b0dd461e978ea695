import { type Article, readArticle, voteArticle } from '#contract/knowledge'
import { page, pages, redirect } from '../../glue/pages.ts'
import { Frame } from '../../parts/frame.tsx'
import { useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { Lines } from './search.tsx'

function ArticlePage({ article }: { article: Article }) {
  const t = useTexts().articles
  const href = useHref()
  const when = useWhen()
  return (
    <Frame title={article.title} back="/help">
      {article.text.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {article.changedAt && <p class="hint">{fill(t.changed, { time: when(article.changedAt, true) })}</p>}
      <section class="card" aria-labelledby="helped">
        <h2 id="helped">{t.helped}</h2>
        <form method="post" action={href(`/help/${article.id}`)} class="buttons">
          <button type="submit" name="helpful" value="yes">
            {t.yes}
          </button>
          <button type="submit" name="helpful" value="no">
            {t.no}
          </button>
        </form>
      </section>
      {article.others.length > 0 && (
        <>
          <h2>{t.others}</h2>
          <Lines items={article.others} />
        </>
      )}
      <p>
        <a href={href('/help')}>{t.toAll}</a>
      </p>
    </Frame>
  )
}

export const helpArticle = pages({
  'GET /help/:id': async ({ api, params, site }) => page(<ArticlePage article={await api.call(readArticle, { params, query: { lang: site.lang } })} />),
  // Who was not helped goes on to the form, with the topic chosen.
  'POST /help/:id': async ({ api, params, body, site }) => {
    const article = await api.call(readArticle, { params, query: { lang: site.lang } })
    const helpful = body.get('helpful') === 'yes'
    await api.call(voteArticle, { params, body: { helpful, lang: site.lang } })
    return helpful ? redirect(`/help/${article.id}`, 'article-helped') : redirect(`/requests/new/topic?topic=${article.topic}`, 'article-not-helped')
  },
})
