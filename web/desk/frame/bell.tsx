import { Button, Menu } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { ownNotices, readOwnNotices } from '#contract/notifications'
import { call } from '../api/call.ts'
import { useSend } from '../api/send.ts'
import { useConnection, useRooms } from '../live/use-room.ts'
import { useFormat } from '../parts/format.ts'
import { announce } from '../parts/notices.tsx'
import { ProblemAlert } from '../parts/problem-alert.tsx'
import { useTexts } from '../texts/texts.tsx'
import css from './frame.module.css'
import { useMe } from './session.ts'

const noticesQuery = { queryKey: ['own-notices'], queryFn: () => call(ownNotices, {}) }

/** What the desk has told this person: rings by itself, and opening it reads what is there. */
export function Bell() {
  const { t, maybe } = useTexts()
  const format = useFormat()
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const live = useConnection()
  const asked = useQuery({ ...noticesQuery, refetchInterval: live === 'live' ? false : 10_000 })
  const read = useSend(readOwnNotices)
  useRooms([`mine:${me.id}`], ({ what }) => {
    if (what === 'notice' || what === 'reconnected') void client.invalidateQueries({ queryKey: noticesQuery.queryKey })
  })
  const { items = [], unread = 0 } = asked.data ?? {}
  // Said to readers when it rings, not when the page opens.
  const before = useRef<number | null>(null)
  useEffect(() => {
    if (asked.data === undefined) return
    if (before.current !== null && unread > before.current) announce(t('frame.bell-unread', { count: unread }))
    before.current = unread
  }, [asked.data, unread, t])
  const onOpen = () => {
    const newest = items[0]
    if (newest && unread) read.mutate({ body: { upTo: newest.id } }, { onSuccess: () => client.invalidateQueries({ queryKey: noticesQuery.queryKey }) })
  }
  return (
    <Menu position="bottom-end" width="min(340px, calc(100vw - 16px))" onOpen={onOpen}>
      <Menu.Target>
        <Button variant="subtle" size="compact-md" px={6} aria-label={unread ? t('frame.bell-unread', { count: unread }) : t('frame.bell')}>
          <IconBell size={22} stroke={1.75} aria-hidden />
          {unread > 0 && (
            <span className={css.count} aria-hidden>
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={css.notices}>
        <Menu.Label>{t('frame.bell')}</Menu.Label>
        {asked.error && <ProblemAlert error={asked.error} />}
        {/* Takes the focus, so that Escape closes the list; a disabled one would not. */}
        {asked.data && items.length === 0 && <Menu.Item>{t('frame.bell-empty')}</Menu.Item>}
        {items.map(({ id, event, number, at, dueAt, alarm, read: seen }) => (
          <Menu.Item key={id} onClick={() => navigate(number ? `/requests/${number.replaceAll(/\D/g, '')}` : '/deliveries')}>
            <span style={{ fontWeight: seen ? 400 : 620 }}>
              {t(`frame.bell.${event}`, { number: number ?? '', alarm: maybe(`frame.alarm.${alarm}`) ?? '' })}
            </span>
            <span className={css.noticeTimes}>{dueAt ? t('frame.bell-times', { at: format.stamp(at), due: format.stamp(dueAt) }) : format.stamp(at)}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
