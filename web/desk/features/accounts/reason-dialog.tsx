import { useQueryClient } from '@tanstack/react-query'
import type { AccountAtDesk, accountActions } from '#contract/account-desk'
import { blockAccount, endCoolDown, restoreAccount, restrictAccount, startRecoveryFor, unlockAccount } from '#contract/account-desk'
import { useSend } from '../../api/send.ts'
import { tell } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { accountQuery } from './queries.ts'
import { ReasonShell } from './reason-shell.tsx'

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
  // One shape for all: the reason, and the way for a recovery.
  const send = useSend(routes[action] as typeof startRecoveryFor)
  const onReason = (reason: string) => {
    const body = { reason, ...wayOf(action) } as { reason: string; way: 'contacts' | 'office' }
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
    <ReasonShell
      title={t(`accounts.do-${action}`)}
      submit={t(`accounts.do-${action}`)}
      hint={t(`accounts.hint-${action}`)}
      danger={dangerous.includes(action)}
      busy={send.isPending}
      error={send.error}
      onReason={onReason}
      onClose={onClose}
    />
  )
}

const wayOf = (action: Action) => (action === 'startRecovery' ? { way: 'contacts' } : action === 'startRecoveryInPerson' ? { way: 'office' } : {})
