import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTexts } from '../../texts/texts.tsx'
import { Shell } from '../staff/staff-dialog-shell.tsx'

interface Asked {
  title: string
  /** What the button says. */
  submit: string
  /** What will happen, and who is told. */
  hint: string
  danger: boolean
  busy: boolean
  error: unknown
  onReason: (reason: string) => void
  onClose: () => void
}

/** A step that is taken for a reason: without one nothing is sent. */
export function ReasonShell({ hint, onReason, ...shell }: Asked) {
  const { t } = useTexts()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const isShort = reason.trim().length < 3
  const submit = () => {
    setTried(true)
    if (!isShort) onReason(reason.trim())
  }
  return (
    <Shell {...shell} onSubmit={submit}>
      <p style={{ margin: 0 }}>{hint}</p>
      <TextInput
        label={t('accounts.reason')}
        maxLength={300}
        value={reason}
        error={tried && isShort && t('accounts.reason-missing')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Shell>
  )
}
