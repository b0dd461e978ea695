import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import type { DeskArticle } from '#contract/knowledge'
import { Refused } from '../../api/problem.ts'
import frame from '../../frame/frame.module.css'
import { Loaded, Loading } from '../../parts/loading.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { ArticleForm } from './article-form.tsx'
import { articleQuery, articlesQuery } from './queries.ts'
import { Versions } from './versions.tsx'

const side = { title: '', text: '', asked: [] }
/** An article that nobody has kept yet. */
const blank = (id: string): DeskArticle => ({
  id,
  topic: '',
  state: 'draft',
  titles: { ru: '', en: '' },
  version: 0,
  publishedVersion: null,
  reviewOn: null,
  changedAt: null,
  votes: { yes: 0, no: 0 },
  ru: side,
  en: side,
  versions: [],
})

export function Page() {
  const { t, lang } = useTexts()
  const { id = '' } = useParams()
  const all = useQuery(articlesQuery)
  const asked = useQuery(articleQuery(id))
  const isNew = asked.error instanceof Refused && asked.error.problem.code === 'article.none'
  const article = asked.data ?? (isNew ? blank(id) : undefined)
  return (
    <div className={frame.page} data-pane tabIndex={-1}>
      <PageTitle>{article?.titles[lang] || t('knowledge.article', { name: id })}</PageTitle>
      {asked.error && !isNew && <ProblemAlert error={asked.error} onRetry={() => void asked.refetch()} />}
      {!article && !asked.error && <Loading />}
      {article && (
        <Loaded asked={all}>
          {({ topics, mayEdit }) => (
            <>
              <ArticleForm key={`${id}/${article.version}`} article={article} topics={topics} mayEdit={mayEdit} />
              <Versions article={article} mayEdit={mayEdit} />
            </>
          )}
        </Loaded>
      )}
    </div>
  )
}
