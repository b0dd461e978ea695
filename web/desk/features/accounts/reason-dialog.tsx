import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AccountAtDesk, accountActions } from '#contract/account-desk'
import { blockAccount, endCoolDown, restoreAccount, restrictAccount, startRecoveryFor, unlockAccount } from '#contract/account-desk'
import { useSend } from '../../api/send.ts'
import { tell } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { Shell } from '../staff/staff-dialog-shell.tsx'
import { accountQuery } from './queries.ts'

type Action = Exclude<(typeof accountActions)[number], 'match'>
const routes = {
  unlock: unlockAccount,
  startRecovery: startRecoveryFor,
  startRecoveryInPerson: startRecoveryFor,
  endCoolDown,
  restrict: restrictAccount,
  block: blockAccount,
  restore: restoreAccount,
} as const
const dangerous: readonly Action[] = ['restrict', 'block']

/** One step with an account: what will happen, who is told, and why it is done. */
export function ReasonDialog({ number, action, onClose }: { number: string; action: Action; onClose: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const isShort = reason.trim().length < 3
  // One shape for all: the reason, and the way for a recovery.
  const send = useSend(routes[action] as typeof startRecoveryFor)
  const submit = () => {
    setTried(true)
    if (isShort) return
    const body = { reason: reason.trim(), ...wayOf(action) } as { reason: string; way: 'contacts' | 'office' }
    send.mutate(
      { params: { number }, body },
      {
        onSuccess: (view: AccountAtDesk) => {
          client.setQueryData(accountQuery(number).queryKey, view)
          void client.invalidateQueries({ queryKey: ['account-journal', number] })
          tell(t(`accounts.done-${action}`))
          onClose()
        },
      },
    )
  }
  return (
    <Shell
      title={t(`accounts.do-${action}`)}
      submit={t(`accounts.do-${action}`)}
      danger={dangerous.includes(action)}
      busy={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>{t(`accounts.hint-${action}`)}</p>
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

const wayOf = (action: Action) => (action === 'startRecovery' ? { way: 'contacts' } : action === 'startRecoveryInPerson' ? { way: 'office' } : {})
