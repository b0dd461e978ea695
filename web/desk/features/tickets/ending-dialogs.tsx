import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { asksForSecrets } from '#contract/asks-for-secrets'
import { declineReasons, declineTicket, transferTicket } from '#contract/desk'
import { useDraft } from '../../parts/drafts.ts'
import { tell } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import type { DialogProps } from './dialog-props.ts'
import { FormDialog } from './form-dialog.tsx'
import { digitsOf } from './queries.ts'
import { useAction } from './use-action.ts'

/** Reason, legal ground and how to appeal: all three go to the citizen. */
export function DeclineDialog({ ticket, onClose }: DialogProps) {
  const { t } = useTexts()
  const number = digitsOf(ticket.line.number)
  const action = useAction(declineTicket, ticket)
  const [reason, setReason] = useState<(typeof declineReasons)[number] | ''>('')
  const [ground, setGround] = useDraft(`${number}/decline-ground`)
  const [text, setText] = useDraft(`${number}/decline`)
  const [tried, setTried] = useState(false)
  const secret = asksForSecrets(text)
  const submit = async () => {
    setTried(true)
    if (!reason || ground.trim().length < 3 || text.trim() === '' || secret) return
    if (await action.act({ reason, ground: ground.trim(), text })) {
      setGround('')
      setText('')
      tell(t('tickets.done.decline'))
      onClose()
    }
  }
  return (
    <FormDialog danger title={t('tickets.action.decline')} submit={t('tickets.decline')} number={number} action={action} onSubmit={submit} onClose={onClose}>
      <NativeSelect
        label={t('tickets.decline-reason')}
        value={reason}
        error={tried && !reason && t('tickets.reason-missing')}
        data={[{ value: '', label: t('tickets.choose') }, ...declineReasons.map((it) => ({ value: it, label: t(`words.decline.${it}`) }))]}
        onChange={(event) => setReason(event.currentTarget.value as typeof reason)}
      />
      <TextInput
        label={t('tickets.decline-ground')}
        description={t('tickets.decline-ground-hint')}
        maxLength={500}
        value={ground}
        error={tried && ground.trim().length < 3 && t('tickets.ground-missing')}
        onChange={(event) => setGround(event.currentTarget.value)}
      />
      <Textarea
        label={t('tickets.decline-text')}
        description={t('tickets.decline-text-hint')}
        autosize
        minRows={4}
        lang={ticket.lang}
        value={text}
        error={secret ? t('tickets.guard-text', { sentence: secret }) : tried && text.trim() === '' && t('tickets.words-missing')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

export function TransferDialog({ ticket, onClose }: DialogProps) {
  const { t } = useTexts()
  const number = digitsOf(ticket.line.number)
  const action = useAction(transferTicket, ticket)
  const [body, setBody] = useDraft(`${number}/transfer-body`)
  const [text, setText] = useDraft(`${number}/transfer`)
  const [tried, setTried] = useState(false)
  const secret = asksForSecrets(text)
  const submit = async () => {
    setTried(true)
    if (body.trim().length < 2 || text.trim() === '' || secret) return
    if (await action.act({ body: body.trim(), text })) {
      setBody('')
      setText('')
      tell(t('tickets.done.transfer'))
      onClose()
    }
  }
  return (
    <FormDialog title={t('tickets.action.transfer')} submit={t('tickets.transfer')} number={number} action={action} onSubmit={submit} onClose={onClose}>
      <TextInput
        label={t('tickets.body')}
        maxLength={200}
        value={body}
        error={tried && body.trim().length < 2 && t('tickets.body-missing')}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <Textarea
        label={t('tickets.transfer-text')}
        description={t('tickets.to-citizen-hint')}
        autosize
        minRows={4}
        lang={ticket.lang}
        value={text}
        error={secret ? t('tickets.guard-text', { sentence: secret }) : tried && text.trim() === '' && t('tickets.words-missing')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
