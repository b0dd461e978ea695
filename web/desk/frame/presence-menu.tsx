import { Button, Menu } from '@mantine/core'
import { IconHeadset, IconHeadsetOff } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Presence, presences, setPresence } from '#contract/presence'
import { useSend } from '../api/send.ts'
import { useFormat } from '../parts/format.ts'
import { tell } from '../parts/notices.tsx'
import { sayProblem } from '../parts/problem-alert.tsx'
import { useTexts } from '../texts/texts.tsx'
import css from './frame.module.css'
import { useShortcut } from './keys.ts'
import { presenceQuery, usePresence } from './presence.ts'

/** How many talks at once a person may wish for. */
const most = [1, 2, 3, 4] as const

/** Comes on line for chats, pauses or leaves, and says how many talks at once are bearable. */
export function PresenceMenu() {
  const texts = useTexts()
  const { t } = texts
  const format = useFormat()
  const client = useQueryClient()
  const presence = usePresence()
  const send = useSend(setPresence)
  const [opened, setOpened] = useState(false)
  useShortcut('presence', () => setOpened((open) => !open), !presence)
  if (!presence) return null
  const change = async (body: { state: Presence['state']; most?: number }) => {
    try {
      client.setQueryData(presenceQuery.queryKey, await send.mutateAsync({ body }))
    } catch (error) {
      tell(sayProblem(error, texts, format).join(' '))
    }
  }
  const Icon = presence.state === 'online' ? IconHeadset : IconHeadsetOff
  const words = t(`frame.presence.${presence.state}`)
  return (
    <Menu position="bottom-end" width={260} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Button variant="subtle" size="compact-md" px={6} aria-label={t('frame.presence-button', { state: words, talks: presence.talks, most: presence.most })}>
          <Icon size={22} stroke={1.75} aria-hidden />
          <span className={`${css.wide} ${css.presence}`}>
            {words} {presence.talks}/{presence.most}
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('frame.presence')}</Menu.Label>
        <Menu.RadioGroup value={presence.state} onChange={(state) => void change({ state: state as Presence['state'] })}>
          {presences.map((state) => (
            <Menu.RadioItem key={state} value={state}>
              {t(`frame.presence.${state}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('frame.presence-most')}</Menu.Label>
        <Menu.RadioGroup value={String(presence.most)} onChange={(count) => void change({ state: presence.state, most: Number(count) })}>
          {most.map((count) => (
            <Menu.RadioItem key={count} value={String(count)}>
              {t('frame.presence-talks', { count })}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
