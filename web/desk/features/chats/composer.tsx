import { Tabs } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useLocation } from 'react-router'
import type { DeskChat } from '#contract/chat-desk'
import { useShortcut } from '../../frame/keys.ts'
import { tell } from '../../parts/notices.tsx'
import writing from '../../parts/writing.module.css'
import { useTexts } from '../../texts/texts.tsx'
import css from './composer.module.css'
import { ComposerFields, type Mode } from './composer-fields.tsx'
import { Unsent } from './unsent.tsx'

const modes = ['write', 'note'] as const

/** Writes to the citizen or to colleagues. The words are kept per talk and mode in memory. */
export function Composer({ talk }: { talk: DeskChat }) {
  const { t, lang } = useTexts()
  const allowed = modes.filter((mode) => talk.can[mode])
  const [chosen, setMode] = useState<Mode>('write')
  const mode = allowed.includes(chosen) ? chosen : allowed[0]
  const field = useRef<HTMLTextAreaElement>(null)
  const start = (next: Mode) => () => {
    if (!allowed.includes(next)) return tell(t('tickets.not-now', { action: t(`chats.mode.${next}`) }))
    // Drawn before the next key comes: the first letters belong into the field.
    flushSync(() => setMode(next))
    field.current?.focus()
  }
  useShortcut('reply', start('write'))
  useShortcut('note', start('note'))
  // Only an own step (take, next, Alt+C) says so; words that come never move the focus.
  const writes = (useLocation().state as { write?: boolean } | null)?.write === true
  useEffect(() => {
    if (writes) field.current?.focus()
  }, [writes])
  if (!mode)
    return (
      <>
        {!talk.can.write && <Unsent id={talk.id} />}
        <p className={writing.closed}>{t(talk.can.accept ? 'chats.take-to-write' : 'chats.cannot-write')}</p>
      </>
    )
  return (
    <section className={css.composer} aria-label={t('chats.composer')}>
      {!talk.can.write && <Unsent id={talk.id} />}
      <Tabs value={mode} onChange={(next) => setMode(next as Mode)} keepMounted={false}>
        <Tabs.List>
          {allowed.map((it) => (
            <Tabs.Tab key={it} value={it}>
              {t(`chats.mode.${it}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={mode} className={mode === 'note' ? writing.note : writing.body}>
          {mode === 'note' && (
            <p className={writing.hint}>
              <IconLock size={18} stroke={1.75} aria-hidden /> {t('tickets.note-hint')}
            </p>
          )}
          {mode === 'write' && talk.lang !== lang && (
            <p className={writing.hint}>{t('tickets.citizen-language', { language: t(`words.lang.${talk.lang}`) })}</p>
          )}
          <ComposerFields key={mode} mode={mode} talk={talk} field={field} />
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}
