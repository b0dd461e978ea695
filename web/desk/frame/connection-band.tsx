import { IconAlertTriangle, IconWifiOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { readAlarms } from '#contract/agency'
import { call } from '../api/call.ts'
import { useConnection } from '../live/use-room.ts'
import { useTexts } from '../texts/texts.tsx'
import css from './connection-band.module.css'

const alarmsQuery = { queryKey: ['alarms'], queryFn: () => call(readAlarms, {}), refetchInterval: 60_000, retry: false }

/**
 * What stands between us and people, and what still works: live updates are gone (writing goes over HTTP and is not touched by this), mail or
 * text messages fail, somebody may make us send them for money.
 */
export function ConnectionBand() {
  const { t } = useTexts()
  const lost = useConnection() === 'lost'
  const { data: alarms = [] } = useQuery(alarmsQuery)
  return (
    <div className={css.place} role="status">
      {lost && (
        <p className={css.band}>
          <IconWifiOff size={20} stroke={1.75} aria-hidden />
          {t('frame.no-live')}
        </p>
      )}
      {alarms.map(({ name }) => (
        <p className={css.band} key={name}>
          <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
          {t(`frame.alarm.${name}`)}
        </p>
      ))}
    </div>
  )
}
