import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconRefresh } from '@tabler/icons-react'
import { useShortcut } from '../../frame/keys.ts'
import { useMe } from '../../frame/session.ts'
import { Loaded } from '../../parts/loading.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { FilterBar } from './filter-bar.tsx'
import css from './inbox.module.css'
import { InboxTable } from './inbox-table.tsx'
import { LineCards } from './line-cards.tsx'
import { useListFilters } from './list-filters.ts'
import { usePending, useTicketList } from './queries.ts'
import { useTakeNext } from './take.ts'
import { ViewLinks } from './view-links.tsx'

/** Rooms that tell when something in this person's lists changes. */
export const useListRooms = () => {
  const me = useMe()
  return [`mine:${me.id}`, ...me.teams.map((team) => `team:${team}`)]
}

export function Page() {
  const { t } = useTexts()
  const { filters, query } = useListFilters()
  const list = useTicketList(filters)
  const lines = list.data?.pages.flatMap((page) => page.items)
  const { pending, refresh } = usePending(filters, useListRooms(), lines)
  const wide = useMediaQuery('(min-width: 64em)', true, { getInitialValueInEffect: false })
  const takeNext = useTakeNext()
  useShortcut('takeNext', takeNext)
  return (
    <div className={css.page} data-pane tabIndex={-1}>
      <div className={css.head}>
        <PageTitle>{t('frame.inbox')}</PageTitle>
        <PendingButton pending={pending} refresh={refresh} />
        <Button variant="default" onClick={takeNext}>
          {t('tickets.take-next')}
        </Button>
      </div>
      <ViewLinks />
      <FilterBar />
      <Loaded asked={{ data: lines, error: list.error, refetch: list.refetch }}>
        {(items) =>
          items.length === 0 ? (
            <p className={css.empty}>{t('tickets.empty')}</p>
          ) : (
            <>
              {wide ? <InboxTable lines={items} query={query} /> : <LineCards lines={items} query={query} />}
              <p className={css.foot}>
                <span className="muted">{t('tickets.shown', { count: items.length })}</span>{' '}
                {list.hasNextPage && (
                  <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
                    {t('tickets.more')}
                  </Button>
                )}
              </p>
            </>
          )
        }
      </Loaded>
    </div>
  )
}

/** Rows never move under the pointer or the focus: this button moves them. */
export function PendingButton({ pending, refresh }: { pending: number; refresh: () => unknown }) {
  const { t } = useTexts()
  return (
    <span role="status">
      {pending > 0 && (
        <Button variant="light" leftSection={<IconRefresh size={18} stroke={1.75} aria-hidden />} onClick={() => refresh()}>
          {t('tickets.refresh', { count: pending })}
        </Button>
      )}
    </span>
  )
}
