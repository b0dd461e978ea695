import { useState } from 'react'
import { blockStaff, unblockStaff } from '#contract/staff'
import { useSend } from '../../api/send.ts'
import { tell } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { type PersonDialog, ReasonField, Shell, useDone } from './staff-dialog-shell.tsx'

export function BlockDialog({ person, onClose }: PersonDialog) {
  const { t } = useTexts()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const send = useSend(blockStaff)
  const done = useDone()
  const submit = () => {
    setTried(true)
    if (reason.trim().length < 3) return
    send.mutate(
      { params: { id: person.id }, body: { reason: reason.trim() } },
      {
        onSuccess: async () => {
          await done()
          tell(t('staff.blocked', { name: person.name }))
          onClose()
        },
      },
    )
  }
  return (
    <Shell
      danger
      title={t('staff.block-for', { name: person.name })}
      submit={t('staff.block')}
      busy={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>{t('staff.block-hint')}</p>
      <ReasonField reason={reason} onReason={setReason} tried={tried} />
    </Shell>
  )
}

export function UnblockDialog({ person, onClose }: PersonDialog) {
  const { t } = useTexts()
  const send = useSend(unblockStaff)
  const done = useDone()
  const submit = () =>
    send.mutate(
      { params: { id: person.id } },
      {
        onSuccess: async () => {
          await done()
          tell(t('staff.unblocked', { name: person.name }))
          onClose()
        },
      },
    )
  return (
    <Shell
      title={t('staff.unblock-for', { name: person.name })}
      submit={t('staff.unblock')}
      busy={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>{t('staff.unblock-hint')}</p>
    </Shell>
  )
}
