import { Button, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { deskSearch, revealPurposes } from '#contract/desk'
import { call } from '../api/call.ts'
import { StatusChip } from '../parts/chips.tsx'
import { DeadlineChip } from '../parts/deadline-chip.tsx'
import { Loaded } from '../parts/loading.tsx'
import { ProblemAlert } from '../parts/problem-alert.tsx'
import { useTexts } from '../texts/texts.tsx'
import css from './palette.module.css'
import { opens, useMe } from './session.ts'

type Purpose = (typeof revealPurposes)[number]
/** Looks like a phone or an e-mail: the search is exact, recorded, and asks why. 11 bare digits are a request number first. */
const isContact = (text: string) => text.includes('@') || /^\s*(\+|8\s*\()[\d\s()-]{9,}$/.test(text)
const digitsOf = (text: string) => text.replace(/\D/g, '')
const isNumber = (text: string) => /^[\d\s\u00a0.‐-―-]+$/.test(text) && digitsOf(text).length === 11

export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  return (
    <Modal opened onClose={onClose} title={t('frame.search-field')} size="lg" yOffset="8vh" closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <Search onClose={onClose} />
    </Modal>
  )
}

function Search({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const rooms = opens(useMe())
  const [typed, setTyped] = useState('')
  const [purpose, setPurpose] = useState<Purpose | null>(null)
  const [run, setRun] = useState('')
  const [active, setActive] = useState(0)
  const [settled] = useDebouncedValue(typed.trim(), 300)
  const contact = isContact(typed)
  // Words are searched as they are typed; a contact only when asked, since each such look is recorded.
  const q = contact ? run : settled.length >= 2 && !isContact(settled) ? settled : ''
  const found = useQuery({
    queryKey: ['search', q, contact ? purpose : null],
    queryFn: ({ signal }) => call(deskSearch, { body: { q, limit: 20, ...(contact && purpose ? { purpose } : {}) }, signal }),
    enabled: rooms.inbox && q !== '',
    gcTime: 0,
  })
  const go = (place: string) => {
    onClose()
    navigate(place)
  }
  const links = (['inbox', 'chats', 'figures', 'intake', 'knowledge', 'learning', 'templates', 'deliveries', 'letters', 'staff', 'calendar'] as const).filter(
    (room) => rooms[room] && typed === '',
  )
  const places = typed === '' ? links.map((room) => `/${room}`) : (found.data?.items ?? []).map((line) => `/requests/${digitsOf(line.number)}`)
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setActive((at) => Math.max(0, Math.min(places.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))))
    }
    if (event.key !== 'Enter') return
    event.preventDefault()
    const place = places[active]
    if (isNumber(typed)) go(`/requests/${digitsOf(typed)}`)
    else if (contact) purpose && setRun(typed.trim())
    else if (place) go(place)
  }
  const option = (index: number) => ({ id: `found-${index}`, active: index === active })
  return (
    <Stack gap="sm">
      <TextInput
        data-autofocus
        aria-label={t('frame.search-field')}
        description={t('frame.search-hint')}
        value={typed}
        role="combobox"
        aria-expanded={places.length > 0}
        aria-controls="found"
        aria-activedescendant={places.length ? `found-${active}` : undefined}
        autoComplete="off"
        onKeyDown={onKey}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setActive(0)
        }}
      />
      {contact && (
        <div className={css.purpose}>
          <NativeSelect
            label={t('frame.search-purpose')}
            data={[{ value: '', label: t('tickets.choose') }, ...revealPurposes.map((it) => ({ value: it, label: t(`tickets.purpose.${it}`) }))]}
            value={purpose ?? ''}
            onChange={(event) => setPurpose((event.currentTarget.value || null) as Purpose | null)}
          />
          <Button disabled={!purpose} onClick={() => setRun(typed.trim())}>
            {t('frame.search-run')}
          </Button>
        </div>
      )}
      {found.error && <ProblemAlert error={found.error} />}
      <div id="found" role="listbox" aria-label={t('frame.search')} className={css.list}>
        {links.map((room, index) => (
          <Option key={room} {...option(index)} onPick={() => go(`/${room}`)}>
            {t('frame.search-go', { room: t(`frame.${room}`) })}
          </Option>
        ))}
        {found.data?.items.map((line, index) => (
          <Option key={line.id} {...option(index)} onPick={() => go(`/requests/${digitsOf(line.number)}`)}>
            <span className={css.subject}>{line.subject}</span>
            <span className={css.meta}>
              {line.number} <StatusChip status={line.status} /> <DeadlineChip due={{ ...line, state: line.dueState }} />
            </span>
          </Option>
        ))}
      </div>
      <div role="status" className="muted">
        {q !== '' && !found.error && (
          <Loaded asked={found}>{(reply) => (reply.items.length ? t('frame.search-found', { count: reply.items.length }) : t('frame.search-nothing'))}</Loaded>
        )}
      </div>
    </Stack>
  )
}

/** Picked by pointer here and by the arrow keys and Enter of the field, which keeps the focus. */
function Option({ id, active, onPick, children }: { id: string; active: boolean; onPick: () => void; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox field handles the keys (ARIA listbox pattern)
    <div id={id} role="option" tabIndex={-1} aria-selected={active} data-active={active || undefined} className={css.item} onClick={onPick}>
      {children}
    </div>
  )
}
