import {
  IconBook2,
  IconCalendarEvent,
  IconChartBar,
  IconFilePlus,
  IconInbox,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMailCog,
  IconMailExclamation,
  IconMailFast,
  IconMessages,
  IconSchool,
  IconShieldCheck,
  IconUsers,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, NavLink, useLocation } from 'react-router'
import { deskLists } from '#contract/desk'
import { call } from '../api/call.ts'
import { useTexts } from '../texts/texts.tsx'
import css from './frame.module.css'
import { useLines, usePresence } from './presence.ts'
import { opens, useMe } from './session.ts'
import { changeView, useViewSettings } from './view-settings.ts'

export const listsQuery = { queryKey: ['tickets', 'lists'], queryFn: () => call(deskLists, {}), staleTime: 10_000 }

export function Rail() {
  const { t } = useTexts()
  const { railWords } = useViewSettings()
  const rooms = opens(useMe())
  const mine = useQuery({ ...listsQuery, enabled: rooms.inbox }).data?.counts.mine
  const waiting = usePresence()?.waiting
  useLines()
  const { pathname } = useLocation()
  const atWork = pathname.startsWith('/inbox') || pathname.startsWith('/requests/')
  const Icon = railWords ? IconLayoutSidebarLeftCollapse : IconLayoutSidebarLeftExpand
  return (
    <nav className={`${css.rail} ${railWords ? css.words : ''}`} aria-label={t('frame.rooms')}>
      {rooms.inbox && (
        <Link to="/inbox" title={t('frame.inbox')} aria-current={atWork ? 'page' : undefined}>
          <IconInbox size={22} stroke={1.75} aria-hidden />
          <span className={css.word}>{mine ? t('frame.inbox-mine', { count: mine }) : t('frame.inbox')}</span>
        </Link>
      )}
      {rooms.chats && (
        <NavLink to="/chats" title={t('frame.chats')} className={css.counted}>
          <IconMessages size={22} stroke={1.75} aria-hidden />
          <span className={css.word}>{waiting ? t('frame.chats-waiting', { count: waiting }) : t('frame.chats')}</span>
          {!!waiting && !railWords && (
            <span className={css.waiting} aria-hidden>
              {waiting > 99 ? '99+' : waiting}
            </span>
          )}
        </NavLink>
      )}
      {rooms.figures && (
        <NavLink to="/chat-figures" title={t('frame.figures')}>
          <IconChartBar size={22} stroke={1.75} aria-hidden />
          <span className={css.word}>{t('frame.figures')}</span>
        </NavLink>
      )}
      {rooms.intake && (
        <NavLink to="/intake" title={t('frame.intake')}>
          <IconFilePlus size={22} stroke={1.75} aria-hidden />
          <span className={css.word}>{t('frame.intake')}</span>
        </NavLink>
      )}
      {rooms.recoveries && (
        <NavLink to="/recoveries" title={t('accounts.recoveries')}>
          <IconShieldCheck size={22} stroke={1.75} aria-hidden />
          <span className={css.word}>{t('frame.recoveries')}</span>
        </NavLink>
      )}
      {rooms.knowledge && (
        <NavLink to="/knowledge" title={t('frame.knowledge')}>
          <IconBook2 size={22} stroke={1.75} aria-hidden />
          <span className={css.word}>{t('frame.knowledge')}</span>
        </NavLink>
      )}
      {rooms.learning && (
        <NavLink to="/learning" title={t('frame.learning')}>
          <IconSchool size={22} stroke={1.75} aria-hidden />
          <span className={css.word}>{t('frame.learning')}</span>
        </NavLink>
      )}
      {rooms.templates && (
        <NavLink to="/templates" title={t('frame.templates')}>
          <IconMailCog size={22} stroke={1.75} aria-hidden />
          <span className={css.word}>{t('frame.templates')}</span>
        </NavLink>
      )}
      {rooms.deliveries && (
        <NavLink to="/deliveries" title={t('frame.deliveries')}>
          <IconMailFast size={22} stroke={1.75} aria-hidden />
          <span className={css.word}>{t('frame.deliveries')}</span>
        </NavLink>
      )}
      {rooms.letters && (
        <NavLink to="/letters" title={t('frame.letters')}>
          <IconMailExclamation size={22} stroke={1.75} aria-hidden />
          <span className={css.word}>{t('frame.letters')}</span>
        </NavLink>
      )}
      {rooms.staff && (
        <NavLink to="/staff" title={t('frame.staff')}>
          <IconUsers size={22} stroke={1.75} aria-hidden />
          <span className={css.word}>{t('frame.staff')}</span>
        </NavLink>
      )}
      {rooms.calendar && (
        <NavLink to="/calendar" title={t('frame.calendar')}>
          <IconCalendarEvent size={22} stroke={1.75} aria-hidden />
          <span className={css.word}>{t('frame.calendar')}</span>
        </NavLink>
      )}
      <button
        type="button"
        className={css.railSwitch}
        aria-pressed={railWords}
        title={t('frame.rail-words')}
        onClick={() => changeView({ railWords: !railWords })}
      >
        <Icon size={22} stroke={1.75} aria-hidden />
        <span className={css.word}>{t('frame.rail-words')}</span>
      </button>
    </nav>
  )
}
