import { NumberInput, Radio, Stack, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asksForSecrets } from '#contract/asks-for-secrets'
import { decideExtension, extendTerm, extensionReasons, previewExtension } from '#contract/desk'
import { call } from '../../api/call.ts'
import { useDraft } from '../../parts/drafts.ts'
import { useFormat } from '../../parts/format.ts'
import { tell } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import type { DialogProps } from './dialog-props.ts'
import { FormDialog } from './form-dialog.tsx'
import { digitsOf } from './queries.ts'
import { useAction } from './use-action.ts'

export function ExtendDialog({ ticket, onClose }: DialogProps) {
  const { t } = useTexts()
  const format = useFormat()
  const number = digitsOf(ticket.line.number)
  const action = useAction(extendTerm, ticket)
  const [reason, setReason] = useState<(typeof extensionReasons)[number] | ''>('')
  const [days, setDays] = useState<number | string>(Math.min(5, ticket.extensionDaysLeft))
  const [text, setText] = useDraft(`${number}/extend`)
  const [tried, setTried] = useState(false)
  const count = Number(days)
  const daysWrong = !Number.isInteger(count) || count < 1 || count > ticket.extensionDaysLeft
  const preview = useQuery({
    queryKey: ['extension-preview', number, ticket.line.version, count],
    queryFn: ({ signal }) => call(previewExtension, { params: { number }, query: { workingDays: count }, signal }),
    enabled: !daysWrong,
  })
  const secret = asksForSecrets(text)
  const submit = async () => {
    setTried(true)
    if (!reason || daysWrong || text.trim() === '' || secret) return
    if (await action.act({ reason, workingDays: count, text })) {
      setText('')
      tell(t('tickets.done.extend'))
      onClose()
    }
  }
  return (
    <FormDialog title={t('tickets.action.extend')} submit={t('tickets.extend')} number={number} action={action} onSubmit={submit} onClose={onClose}>
      <p style={{ margin: 0 }}>{t('tickets.extend-now', { date: format.longTime(ticket.due.dueAt), left: ticket.extensionDaysLeft })}</p>
      <Radio.Group
        label={t('tickets.extend-reason')}
        value={reason}
        error={tried && !reason && t('tickets.reason-missing')}
        onChange={(value) => setReason(value as (typeof extensionReasons)[number])}
      >
        <Stack gap={6} mt={6}>
          {extensionReasons.map((it) => (
            <Radio key={it} value={it} label={t(`words.extension.${it}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <NumberInput
        label={t('tickets.extend-days')}
        description={t('tickets.extend-days-hint', { left: ticket.extensionDaysLeft })}
        min={1}
        max={ticket.extensionDaysLeft}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        w={220}
        value={days}
        error={tried && daysWrong && t('tickets.extend-days-wrong', { left: ticket.extensionDaysLeft })}
        onChange={setDays}
      />
      <p style={{ margin: 0 }} role="status">
        {preview.data && !daysWrong ? t('tickets.extend-to', { date: format.longTime(preview.data.newDueAt) }) : ''}
      </p>
      <Textarea
        label={t('tickets.extend-text')}
        description={t('tickets.extend-text-hint')}
        autosize
        minRows={3}
        lang={ticket.lang}
        value={text}
        error={secret ? t('tickets.guard-text', { sentence: secret }) : tried && text.trim() === '' && t('tickets.words-missing')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

export function DecideExtensionDialog({ ticket, onClose }: DialogProps) {
  const { t } = useTexts()
  const format = useFormat()
  const number = digitsOf(ticket.line.number)
  const action = useAction(decideExtension, ticket)
  const [grant, setGrant] = useState('')
  const [text, setText] = useDraft(`${number}/decide`)
  const [tried, setTried] = useState(false)
  const asked = ticket.extension
  if (!asked) return null
  const submit = async () => {
    setTried(true)
    if (!grant) return
    if (await action.act({ id: asked.id, grant: grant === 'yes', ...(text.trim() ? { text } : {}) })) {
      setText('')
      tell(t(grant === 'yes' ? 'tickets.done.grant' : 'tickets.done.refuse'))
      onClose()
    }
  }
  return (
    <FormDialog title={t('tickets.action.approveExtension')} submit={t('tickets.decide')} number={number} action={action} onSubmit={submit} onClose={onClose}>
      <p style={{ margin: 0 }}>
        {t('tickets.extension-asked', { name: asked.askedBy.name, at: format.stamp(asked.askedAt), reason: t(`words.extension.${asked.reason}`) })}
      </p>
      <p style={{ margin: 0 }}>
        {t('deadlines.was')} <del>{format.longTime(ticket.due.dueAt)}</del>, {t('deadlines.becomes')} <ins>{format.longTime(asked.newDueAt)}</ins>
      </p>
      <blockquote className="prewrap" style={{ margin: 0, paddingLeft: 12, borderLeft: '3px solid var(--line)' }}>
        {asked.text}
      </blockquote>
      <Radio.Group label={t('tickets.decision')} value={grant} error={tried && !grant && t('tickets.decision-missing')} onChange={setGrant}>
        <Stack gap={6} mt={6}>
          <Radio value="yes" label={t('tickets.grant')} />
          <Radio value="no" label={t('tickets.refuse')} />
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('tickets.decision-text')}
        autosize
        minRows={2}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
