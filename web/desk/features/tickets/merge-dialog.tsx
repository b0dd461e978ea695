import { Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { mergeTicket } from '#contract/desk'
import { useFormat } from '../../parts/format.ts'
import { tell } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import type { DialogProps } from './dialog-props.ts'
import { FormDialog } from './form-dialog.tsx'
import { digitsOf } from './queries.ts'
import { useAction } from './use-action.ts'

/** Requests of the same contacts are offered, those of the last 24 hours first; another number may be typed. */
export function MergeDialog({ ticket, onClose }: DialogProps) {
  const { t } = useTexts()
  const format = useFormat()
  const navigate = useNavigate()
  const action = useAction(mergeTicket, ticket)
  const [chosen, setChosen] = useState('')
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const offered = ticket.others.toSorted((a, b) => Number(b.duplicate) - Number(a.duplicate))
  const into = digitsOf(chosen === 'other' || offered.length === 0 ? typed : chosen)
  const submit = async () => {
    setTried(true)
    if (into.length !== 11) return
    if (await action.act({ into })) {
      tell(t('tickets.done.merge'))
      onClose()
      navigate(`/requests/${into}`)
    }
  }
  const number = (
    <TextInput
      label={t('tickets.merge-number')}
      inputMode="numeric"
      value={typed}
      error={tried && digitsOf(typed).length !== 11 && t('tickets.merge-wrong')}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  )
  return (
    <FormDialog
      title={t('tickets.action.merge')}
      submit={t('tickets.merge')}
      number={digitsOf(ticket.line.number)}
      action={action}
      onSubmit={submit}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>{t('tickets.merge-hint', { number: ticket.line.number })}</p>
      {offered.length > 0 ? (
        <Radio.Group label={t('tickets.merge-into')} value={chosen} error={tried && !chosen && t('tickets.merge-missing')} onChange={setChosen}>
          <Stack gap={8} mt={6}>
            {offered.map((it) => (
              <Radio
                key={it.number}
                value={it.number}
                label={`${it.number}: ${it.subject}`}
                description={`${format.stamp(it.receivedAt)}${it.duplicate ? `, ${t('tickets.duplicate')}` : ''}`}
              />
            ))}
            <Radio value="other" label={t('tickets.merge-other')} />
          </Stack>
        </Radio.Group>
      ) : (
        number
      )}
      {chosen === 'other' && number}
    </FormDialog>
  )
}
