import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from 'react-router'
import { views } from '#contract/desk'
import { useShortcut } from '../../frame/keys.ts'
import { listsQuery } from '../../frame/rail.tsx'
import { Loaded } from '../../parts/loading.tsx'
import { tell } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { PendingButton, useListRooms } from './inbox.tsx'
import { LineCards } from './line-cards.tsx'
import { useListFilters } from './list-filters.ts'
import css from './list-pane.module.css'
import { digitsOf, usePending, useTicketList } from './queries.ts'
import { useTakeNext } from './take.ts'

export function ListPane() {
  const { t } = useTexts()
  const { filters, set, query } = useListFilters()
  const navigate = useNavigate()
  const open = useParams().number
  const counts = useQuery(listsQuery).data?.counts
  const list = useTicketList(filters)
  const lines = list.data?.pages.flatMap((page) => page.items)
  const { pending, refresh } = usePending(filters, useListRooms(), lines)
  const takeNext = useTakeNext()
  const go = (step: 1 | -1) => {
    const at = lines?.findIndex((line) => digitsOf(line.number) === open) ?? -1
    const next = lines?.[at + step]
    if (next) navigate(`/requests/${digitsOf(next.number)}${query}`)
    else tell(t('tickets.list-end'))
  }
  useShortcut('next', () => go(1))
  useShortcut('previous', () => go(-1))
  useShortcut('takeNext', takeNext)
  return (
    <section aria-label={t('tickets.list')}>
      <div className={css.head}>
        <NativeSelect
          aria-label={t('tickets.views')}
          value={filters.view}
          data={views.map((view) => ({ value: view, label: `${t(`tickets.view.${view}`)} ${counts?.[view] ?? ''}` }))}
          onChange={(event) => set('view', event.currentTarget.value)}
        />
        <PendingButton pending={pending} refresh={refresh} />
      </div>
      <Loaded asked={{ data: lines, error: list.error, refetch: list.refetch }}>
        {(items) => (items.length ? <LineCards lines={items} query={query} /> : <p className={css.note}>{t('tickets.empty')}</p>)}
      </Loaded>
      {list.hasNextPage && (
        <p className={css.note}>
          <Button size="compact-md" variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            {t('tickets.more')}
          </Button>
        </p>
      )}
    </section>
  )
}
