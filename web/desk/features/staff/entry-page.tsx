import { SegmentedControl } from '@mantine/core'
import { IconLifebuoy } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { changeView, useViewSettings } from '../../frame/view-settings.ts'
import { agencyQuery } from '../../parts/format.ts'
import { useTexts } from '../../texts/texts.tsx'
import css from './entry.module.css'

/** The frame of the pages before the desk: mark, one card, whose service this is. */
export function EntryPage({ children }: { children: ReactNode }) {
  const { t, lang } = useTexts()
  const view = useViewSettings()
  const agency = useQuery(agencyQuery).data
  return (
    <div className={css.place}>
      <header className={css.top}>
        <span className={css.mark}>
          <IconLifebuoy size={28} stroke={1.75} aria-hidden />
          {t('frame.title')}
        </span>
        <SegmentedControl
          size="xs"
          aria-label={t('frame.language')}
          value={view.lang}
          onChange={(next) => changeView({ lang: next === 'en' ? 'en' : 'ru', langChosen: true })}
          data={[
            { value: 'ru', label: 'Русский' },
            { value: 'en', label: 'English' },
          ]}
        />
      </header>
      <main className={css.card}>{children}</main>
      <footer className={css.foot}>
        {agency?.mode === 'demo' && (
          <p>
            {t('staff.demo')}. <a href={`${lang === 'en' ? '/en' : ''}/demo/sign-in`}>{t('staff.demo-codes')}</a>
          </p>
        )}
        {agency && <p>{t('staff.foot', { agency: agency.name[lang] })}</p>}
        <p>{t('staff.foot-safety')}</p>
      </footer>
    </div>
  )
}
