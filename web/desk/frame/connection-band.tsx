import { IconWifiOff } from '@tabler/icons-react'
import { useConnection } from '../live/use-room.ts'
import { useTexts } from '../texts/texts.tsx'
import css from './connection-band.module.css'

/** Live updates are gone: says so and what still works. Writing goes over HTTP and is not touched by this. */
export function ConnectionBand() {
  const { t } = useTexts()
  const lost = useConnection() === 'lost'
  return (
    <div className={css.place} role="status">
      {lost && (
        <p className={css.band}>
          <IconWifiOff size={20} stroke={1.75} aria-hidden />
          {t('frame.no-live')}
        </p>
      )}
    </div>
  )
}
