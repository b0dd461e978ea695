import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readCalendar } from '#contract/desk'
import { call } from '../../api/call.ts'
import frame from '../../frame/frame.module.css'
import { Chip } from '../../parts/chip.tsx'
import { Listing, RowHead } from '../../parts/listing.tsx'
import { Loaded } from '../../parts/loading.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { useTexts } from '../../texts/texts.tsx'
import table from '../tickets/inbox.module.css'
import { LoadYearDialog } from './load-year-dialog.tsx'

export function Page() {
  const { t } = useTexts()
  const calendar = useQuery({ queryKey: ['calendar'], queryFn: () => call(readCalendar, {}) })
  const [loading, setLoading] = useState(false)
  return (
    <div className={frame.page} data-pane tabIndex={-1}>
      <div className={table.head}>
        <PageTitle>{t('deadlines.calendar')}</PageTitle>
        <Button onClick={() => setLoading(true)}>{t('deadlines.load')}</Button>
      </div>
      <p className="muted">{t('deadlines.calendar-hint')}</p>
      <Loaded asked={calendar}>
        {(years) => (
          <Listing
            label={t('deadlines.calendar')}
            columns={(['year', 'status', 'working', 'shortened', 'source'] as const).map((column) => t(`deadlines.column.${column}`))}
          >
            {years.map((year) => (
              <tr key={year.year}>
                <RowHead>{year.year}</RowHead>
                <td>
                  <Chip icon={year.status === 'official' ? 'circle-check' : 'progress-help'} tone={year.status === 'official' ? 'ok' : 'warn'}>
                    {t(`deadlines.status.${year.status}`)}
                  </Chip>
                </td>
                <td>{year.working}</td>
                <td>{year.shortened}</td>
                <td>{year.source === 'shipped' ? t('deadlines.shipped') : year.source}</td>
              </tr>
            ))}
          </Listing>
        )}
      </Loaded>
      {loading && <LoadYearDialog onClose={() => setLoading(false)} />}
    </div>
  )
}
