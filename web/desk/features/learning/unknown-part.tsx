import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { articleLimits } from '#contract/knowledge'
import type { Cluster } from '#contract/learning'
import { setDraft } from '../../parts/drafts.ts'
import { Loaded } from '../../parts/loading.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { NewArticleDialog } from '../knowledge/new-article-dialog.tsx'
import { articlesQuery } from '../knowledge/queries.ts'
import css from './learning.module.css'
import { unknownQuery } from './queries.ts'

/** What nobody has answered yet, in groups of what is alike; an article begins with the words in which people asked. */
export function UnknownPart() {
  const { t } = useTexts()
  const asked = useQuery(unknownQuery)
  const articles = useQuery(articlesQuery)
  const [chosen, setChosen] = useState<Cluster | null>(null)
  return (
    <>
      <p className="muted">{t('learning.unknown-hint')}</p>
      <Loaded asked={asked}>
        {({ messages, clusters }) =>
          messages === 0 ? (
            <p role="status">{t('learning.unknown-none')}</p>
          ) : (
            <ul className={css.list}>
              {clusters.map((cluster) => (
                <li key={cluster.examples[0]} className={css.item}>
                  <strong>{t('learning.messages', { count: cluster.size })}</strong>
                  <ul className={css.examples} lang={cluster.lang}>
                    {cluster.examples.map((text) => (
                      <li key={text}>{text}</li>
                    ))}
                  </ul>
                  <div className={css.line}>
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={t('learning.make-article-of', { text: cluster.examples[0]!.slice(0, 60) })}
                      onClick={() => setChosen(cluster)}
                    >
                      {t('learning.make-article')}
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {chosen && articles.data && (
        <NewArticleDialog taken={articles.data.items.map(({ id }) => id)} onBegin={(name) => begun(name, chosen)} onClose={() => setChosen(null)} />
      )}
    </>
  )
}

function begun(name: string, { examples, lang }: Cluster) {
  const { length } = articleLimits.asked
  setDraft(`${name}/${lang}.title`, examples[0]!.slice(0, articleLimits.title))
  setDraft(`${name}/${lang}.asked`, examples.map((text) => text.slice(0, length)).join('\n'))
}
