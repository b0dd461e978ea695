import { Button, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useCallback, useEffect, useState } from 'react'
import { revealContact, type revealFields, revealPurposes } from '#contract/desk'
import { useSend } from '../../api/send.ts'
import { announce } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { useRefreshTicket } from './queries.ts'
import css from './side-panel.module.css'

type Field = (typeof revealFields)[number]
type Purpose = (typeof revealPurposes)[number]

/** A value masked by the server. Showing it asks why, is recorded and seen by the citizen; it hides after 30 s or when the window loses focus. */
export function MaskedValue({ number, field, masked, mayReveal }: { number: string; field: Field; masked: string; mayReveal: boolean }) {
  const { t } = useTexts()
  const [asking, setAsking] = useState(false)
  const [shown, setShown] = useState<{ value: string; seconds: number } | null>(null)
  const name = t(`words.contact.${field}`)
  const hide = useCallback(() => setShown(null), [])
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(hide, shown.seconds * 1000)
    const hidden = () => document.hidden && hide()
    addEventListener('blur', hide)
    document.addEventListener('visibilitychange', hidden)
    return () => {
      clearTimeout(timer)
      removeEventListener('blur', hide)
      document.removeEventListener('visibilitychange', hidden)
    }
  }, [shown, hide])
  return (
    <span className={css.masked}>
      <span className="nowrap">{shown ? shown.value : masked}</span>
      {shown ? (
        <Button size="compact-xs" variant="default" onClick={hide} aria-label={t('tickets.hide', { field: name })}>
          {t('tickets.hide-short')}
        </Button>
      ) : (
        mayReveal && (
          <Button size="compact-xs" variant="default" onClick={() => setAsking(true)} aria-label={t('tickets.reveal', { field: name })}>
            {t('tickets.reveal-short')}
          </Button>
        )
      )}
      {asking && (
        <AskPurpose
          number={number}
          field={field}
          onClose={() => setAsking(false)}
          onShown={(value, seconds) => {
            setShown({ value, seconds })
            setAsking(false)
            announce(`${name}: ${value}`)
          }}
        />
      )}
    </span>
  )
}

function AskPurpose({
  number,
  field,
  onClose,
  onShown,
}: {
  number: string
  field: Field
  onClose: () => void
  onShown: (value: string, seconds: number) => void
}) {
  const { t } = useTexts()
  const [purpose, setPurpose] = useState<Purpose | ''>('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const send = useSend(revealContact)
  const refresh = useRefreshTicket()
  const needsNote = purpose === 'other' && note.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!purpose || needsNote) return
    send.mutate(
      { params: { number }, body: { field, purpose, ...(note.trim() ? { note: note.trim() } : {}) } },
      {
        onSuccess: (reply) => {
          onShown(reply.value, reply.hideAfterSeconds)
          // The look stands in the history now.
          void refresh(number)
        },
      },
    )
  }
  return (
    <Modal opened onClose={onClose} title={t('tickets.reveal', { field: t(`words.contact.${field}`) })} closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <p style={{ margin: 0 }}>{t('tickets.reveal-hint')}</p>
          {send.error && <ProblemAlert error={send.error} />}
          <Radio.Group
            label={t('tickets.purpose')}
            value={purpose}
            error={tried && !purpose && t('tickets.purpose-missing')}
            onChange={(it) => setPurpose(it as Purpose)}
          >
            <Stack gap={6} mt={6}>
              {revealPurposes.map((it) => (
                <Radio key={it} value={it} label={t(`tickets.purpose.${it}`)} />
              ))}
            </Stack>
          </Radio.Group>
          {purpose === 'other' && (
            <TextInput
              label={t('tickets.purpose-note')}
              maxLength={300}
              value={note}
              error={tried && needsNote && t('tickets.purpose-note-missing')}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          )}
          <Button type="submit" loading={send.isPending}>
            {t('tickets.reveal', { field: t(`words.contact.${field}`) })}
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
