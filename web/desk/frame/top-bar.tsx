import { Button, Menu } from '@mantine/core'
import { IconAdjustments, IconLifebuoy, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Link } from 'react-router'
import { useConnection } from '../live/use-room.ts'
import { agencyQuery } from '../parts/format.ts'
import { useTexts } from '../texts/texts.tsx'
import { Bell } from './bell.tsx'
import css from './frame.module.css'
import { usePresence } from './presence.ts'
import { PresenceMenu } from './presence-menu.tsx'
import { ProfileMenu } from './profile-menu.tsx'
import { changeView, type Theme, themes, useViewSettings } from './view-settings.ts'

// Comes with the first offer that could be made: only to who is on line.
const Offers = lazy(async () => ({ default: (await import('../features/chats/offers.tsx')).Offers }))

export function TopBar({ onSearch, onKeys }: { onSearch: () => void; onKeys: () => void }) {
  const { t } = useTexts()
  const agency = useQuery(agencyQuery).data
  const live = useConnection()
  const isOnline = usePresence()?.state === 'online'
  return (
    <header className={css.top}>
      <Link to="/" className={css.mark} aria-label={`${t('frame.title')}, ${t('frame.to-start')}`}>
        <IconLifebuoy size={26} stroke={1.75} aria-hidden />
        <span className={css.wide}>{t('frame.title')}</span>
      </Link>
      <button type="button" className={css.search} onClick={onSearch}>
        <IconSearch size={18} stroke={1.75} aria-hidden />
        <span>{t('frame.search')}</span>
        <kbd className={css.wide}>Ctrl+K</kbd>
      </button>
      <span className={css.gap} />
      <Suspense fallback={null}>{isOnline && <Offers />}</Suspense>
      {agency?.mode === 'demo' && (
        <span className={css.state}>
          <span className={css.wide}>{t('frame.demo')}</span>
          <span className={css.narrow}>{t('frame.demo-short')}</span>
        </span>
      )}
      <span className={`${css.state} ${css.wide}`}>{t(live === 'live' ? 'frame.live' : live === 'lost' ? 'frame.live-lost' : 'frame.live-connecting')}</span>
      <PresenceMenu />
      <Bell />
      <LookMenu />
      <ProfileMenu onKeys={onKeys} />
    </header>
  )
}

function LookMenu() {
  const { t } = useTexts()
  const view = useViewSettings()
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button variant="subtle" size="compact-md" px={6} aria-label={t('frame.look')}>
          <span className={css.wide}>{t('frame.look')}</span>
          <IconAdjustments className={css.narrow} size={22} stroke={1.75} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('frame.language')}</Menu.Label>
        <Menu.RadioGroup value={view.lang} onChange={(lang) => changeView({ lang: lang === 'en' ? 'en' : 'ru', langChosen: true })}>
          <Menu.RadioItem value="ru" lang="ru">
            Русский
          </Menu.RadioItem>
          <Menu.RadioItem value="en" lang="en">
            English
          </Menu.RadioItem>
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('frame.theme')}</Menu.Label>
        <Menu.RadioGroup value={view.theme} onChange={(theme) => changeView({ theme: theme as Theme })}>
          {themes.map((theme) => (
            <Menu.RadioItem key={theme} value={theme}>
              {t(`frame.theme.${theme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
