import { useQuery } from '@tanstack/react-query'
import { accountJournal } from '#contract/account-desk'
import { call } from '../../api/call.ts'
import { useFormat } from '../../parts/format.ts'
import { Loaded } from '../../parts/loading.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from '../tickets/side-panel.module.css'

export function AccountJournal({ number }: { number: string }) {
  const { t, maybe } = useTexts()
  const format = useFormat()
  const asked = useQuery({ queryKey: ['account-journal', number], queryFn: () => call(accountJournal, { params: { number } }) })
  return (
    <Loaded asked={asked}>
      {(rows) => (
        <ol className={css.records}>
          {rows.map((row) => (
            <li key={`${row.at} ${row.event}`}>
              <div>{maybe(`events.${row.event}`) ?? row.event}</div>
              <div className="faint">
                {format.longTime(row.at)}, {row.who ?? t(`accounts.actor-${row.actor}`)}
              </div>
            </li>
          ))}
          {rows.length === 0 && <li>{t('accounts.journal-empty')}</li>}
        </ol>
      )}
    </Loaded>
  )
}
