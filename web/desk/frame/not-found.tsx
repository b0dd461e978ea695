import { Link } from 'react-router'
import { PageTitle } from '../parts/page.tsx'
import { useTexts } from '../texts/texts.tsx'
import css from './frame.module.css'

export function Page() {
  const { t } = useTexts()
  return (
    <div className={css.page}>
      <PageTitle>{t('frame.not-found')}</PageTitle>
      <p>
        <Link to="/">{t('frame.to-start')}</Link>
      </p>
    </div>
  )
}
