import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { eraseCitizen } from '#contract/desk'
import { useSend } from '../../api/send.ts'
import { tell } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import type { DialogProps } from '../tickets/dialog-props.ts'
import { FormDialog } from '../tickets/form-dialog.tsx'
import { digitsOf, useRefreshTicket } from '../tickets/queries.ts'

/** Cannot be undone: the ground in words and a box that says so come first. */
export function EraseDialog({ ticket, onClose }: DialogProps) {
  const { t } = useTexts()
  const send = useSend(eraseCitizen)
  const refresh = useRefreshTicket()
  const number = digitsOf(ticket.line.number)
  const [ground, setGround] = useState('')
  const [sure, setSure] = useState(false)
  const [tried, setTried] = useState(false)
  const submit = () => {
    setTried(true)
    if (ground.trim().length < 3 || !sure) return
    send.mutate(
      { params: { id: ticket.citizenId }, body: { ground: ground.trim() } },
      {
        onSuccess: async () => {
          await refresh(number)
          tell(t('tickets.done.erase'))
          onClose()
        },
      },
    )
  }
  return (
    <FormDialog
      danger
      title={t('tickets.action.erase')}
      submit={t('tickets.erase')}
      number={number}
      action={{ busy: send.isPending, error: send.error, staleSince: null }}
      onSubmit={submit}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>{t('tickets.erase-hint', { others: ticket.others.length })}</p>
      <TextInput
        label={t('tickets.erase-ground')}
        maxLength={300}
        value={ground}
        error={tried && ground.trim().length < 3 && t('tickets.ground-missing')}
        onChange={(event) => setGround(event.currentTarget.value)}
      />
      <Checkbox
        label={t('tickets.erase-sure')}
        checked={sure}
        error={tried && !sure && t('tickets.erase-sure-missing')}
        onChange={(event) => setSure(event.currentTarget.checked)}
      />
    </FormDialog>
  )
}
