import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { views } from '#contract/desk'
import { listsQuery } from '../../frame/rail.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from './inbox.module.css'
import { useListFilters } from './list-filters.ts'

export function ViewLinks({ to = '' }: { to?: string }) {
  const { t } = useTexts()
  const { filters } = useListFilters()
  const counts = useQuery(listsQuery).data?.counts
  return (
    <nav aria-label={t('tickets.views')} className={css.views}>
      {views.map((view) => (
        <Link key={view} to={`${to}?view=${view}`} aria-current={filters.view === view ? 'page' : undefined}>
          {t(`tickets.view.${view}`)} <b>{counts?.[view] ?? ''}</b>
        </Link>
      ))}
    </nav>
  )
}
