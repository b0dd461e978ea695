import { Navigate } from 'react-router'
import { PageTitle } from '../parts/page.tsx'
import { useTexts } from '../texts/texts.tsx'
import css from './frame.module.css'
import { opens, useMe } from './session.ts'

/** The first room that this person may open. */
export function Home() {
  const { t } = useTexts()
  const rooms = opens(useMe())
  if (rooms.inbox) return <Navigate to="/inbox" replace />
  if (rooms.intake) return <Navigate to="/intake" replace />
  if (rooms.figures) return <Navigate to="/chat-figures" replace />
  if (rooms.staff) return <Navigate to="/staff" replace />
  return (
    <div className={css.page}>
      <PageTitle>{t('frame.no-rooms')}</PageTitle>
      <p>{t('frame.no-rooms-why')}</p>
    </div>
  )
}
