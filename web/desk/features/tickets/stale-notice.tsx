import { Alert } from '@mantine/core'
import { IconGitMerge } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useFormat } from '../../parts/format.ts'
import { useTexts } from '../../texts/texts.tsx'
import { useEventsAfter } from './queries.ts'

/** Somebody changed the request while this person wrote: what happened since, and that the words are still here. */
export function StaleNotice({ number, since }: { number: string; since: number | null }) {
  const { t, maybe } = useTexts()
  const format = useFormat()
  const events = useEventsAfter(number, since).data?.events
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (since !== null) box.current?.focus()
  }, [since])
  if (since === null) return null
  return (
    <Alert ref={box} tabIndex={-1} role="alert" variant="light" icon={<IconGitMerge size={20} stroke={1.75} aria-hidden />} title={t('tickets.stale')}>
      <ul style={{ margin: '4px 0', paddingLeft: '1.2em' }}>
        {events?.map((event) => (
          <li key={`${event.version} ${event.event}`}>
            {format.time(event.at)}, {event.actor ?? t('words.system')}: {maybe(`events.${event.event}`) ?? event.event}
          </li>
        ))}
      </ul>
      {t('tickets.stale-text')}
    </Alert>
  )
}
