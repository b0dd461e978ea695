import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { DeskArticleLine } from '#contract/knowledge'
import frame from '../../frame/frame.module.css'
import { Chip } from '../../parts/chip.tsx'
import { useFormat } from '../../parts/format.ts'
import { Listing, RowHead } from '../../parts/listing.tsx'
import { Loaded } from '../../parts/loading.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { useTexts } from '../../texts/texts.tsx'
import table from '../tickets/inbox.module.css'
import { ImportDialog } from './import-dialog.tsx'
import { NewArticleDialog } from './new-article-dialog.tsx'
import { articlesQuery } from './queries.ts'

const looks = {
  starter: { icon: 'circle-check', tone: 'ok' },
  published: { icon: 'circle-check', tone: 'ok' },
  draft: { icon: 'progress-help', tone: 'warn' },
  withdrawn: { icon: 'circle-minus', tone: 'neutral' },
} as const

export function Page() {
  const { t } = useTexts()
  const articles = useQuery(articlesQuery)
  const [q, setQ] = useState('')
  const [begins, setBegins] = useState(false)
  const [imports, setImports] = useState(false)
  return (
    <div className={frame.page} data-pane tabIndex={-1}>
      <div className={table.head}>
        <PageTitle>{t('knowledge.title')}</PageTitle>
        <Button component="a" variant="default" href="/api/desk/knowledge.json" download>
          {t('knowledge.export')}
        </Button>
        {articles.data?.mayEdit && (
          <Button variant="default" onClick={() => setImports(true)}>
            {t('knowledge.import')}
          </Button>
        )}
        {articles.data?.mayEdit && <Button onClick={() => setBegins(true)}>{t('knowledge.new')}</Button>}
      </div>
      <p className="muted">{t('knowledge.hint')}</p>
      <TextInput label={t('knowledge.find')} value={q} maw={420} mb="sm" onChange={(event) => setQ(event.currentTarget.value)} />
      <Loaded asked={articles}>{({ items }) => <Articles items={items.filter((one) => fits(one, q))} />}</Loaded>
      {imports && <ImportDialog onClose={() => setImports(false)} />}
      {begins && articles.data && <NewArticleDialog taken={articles.data.items.map(({ id }) => id)} onClose={() => setBegins(false)} />}
    </div>
  )
}

const fits = ({ id, titles }: DeskArticleLine, q: string) => [id, titles.ru, titles.en].some((one) => one.toLowerCase().includes(q.trim().toLowerCase()))

function Articles({ items }: { items: DeskArticleLine[] }) {
  const { t, lang } = useTexts()
  const format = useFormat()
  if (items.length === 0) return <p role="status">{t('knowledge.none')}</p>
  return (
    <Listing label={t('knowledge.title')} columns={(['name', 'topic', 'state', 'review', 'votes'] as const).map((column) => t(`knowledge.column.${column}`))}>
      {items.map(({ id, titles, topic, state, version, publishedVersion, reviewOn, votes }) => (
        <tr key={id}>
          <RowHead>
            <Link to={`/knowledge/${id}`}>{titles[lang]}</Link>
          </RowHead>
          <td>{t(`knowledge.topic.${topic as 'two_factor'}`)}</td>
          <td>
            <Chip {...looks[state]}>{t(`knowledge.state.${state}`)}</Chip>
            {state === 'published' && version !== publishedVersion && <div className="muted">{t('knowledge.newer')}</div>}
          </td>
          <td>{reviewOn ? format.day(reviewOn) : ''}</td>
          <td>{votes.yes + votes.no > 0 ? t('knowledge.votes', { yes: votes.yes, no: votes.no }) : ''}</td>
        </tr>
      ))}
    </Listing>
  )
}
