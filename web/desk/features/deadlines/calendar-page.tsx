import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readCalendar } from '#contract/desk'
import { call } from '../../api/call.ts'
import frame from '../../frame/frame.module.css'
import { Chip } from '../../parts/chip.tsx'
import { Loaded } from '../../parts/loading.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { Scroller } from '../../parts/scroller.tsx'
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
          <Scroller label={t('deadlines.calendar')}>
            <table className={table.table}>
              <thead>
                <tr>
                  {(['year', 'status', 'working', 'shortened', 'source'] as const).map((column) => (
                    <th key={column} scope="col">
                      {t(`deadlines.column.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {years.map((year) => (
                  <tr key={year.year}>
                    <th scope="row" className={table.rowHead}>
                      {year.year}
                    </th>
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
              </tbody>
            </table>
          </Scroller>
        )}
      </Loaded>
      {loading && <LoadYearDialog onClose={() => setLoading(false)} />}
    </div>
  )
}
