import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { approveRecovery, type RecoveryAtDesk, recoveriesAtDesk, refuseRecovery } from '#contract/account-desk'
import { call } from '../../api/call.ts'
import { useSend } from '../../api/send.ts'
import frame from '../../frame/frame.module.css'
import { useFormat } from '../../parts/format.ts'
import { Listing, RowHead } from '../../parts/listing.tsx'
import { Loaded } from '../../parts/loading.tsx'
import { tell } from '../../parts/notices.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { useTexts } from '../../texts/texts.tsx'
import table from '../tickets/inbox.module.css'
import { ReasonShell } from './reason-shell.tsx'

const shows = ['open', 'all'] as const
const decisions = { approve: approveRecovery, refuse: refuseRecovery } as const
type Decision = keyof typeof decisions

/** Recoveries that wait for a second person stand first: two people decide, never one (section 5, row 1). */
export function Page() {
  const { t } = useTexts()
  const [search] = useSearchParams()
  const show = shows.find((it) => it === search.get('show')) ?? 'open'
  const asked = useQuery({ queryKey: ['recoveries', show], queryFn: () => call(recoveriesAtDesk, { query: { show } }), refetchInterval: 30_000 })
  const [open, setOpen] = useState<{ decision: Decision; recovery: RecoveryAtDesk } | null>(null)
  return (
    <div className={frame.page} data-pane tabIndex={-1}>
      <div className={table.head}>
        <PageTitle>{t('accounts.recoveries')}</PageTitle>
      </div>
      <p className="muted">{t('accounts.recoveries-hint')}</p>
      <nav className={table.views} aria-label={t('accounts.recoveries')}>
        {shows.map((it) => (
          <Link key={it} to={`?show=${it}`} aria-current={it === show ? 'page' : undefined}>
            {t(`accounts.show-${it}`)}
          </Link>
        ))}
      </nav>
      <Loaded asked={asked}>
        {(recoveries) =>
          recoveries.length === 0 ? (
            <p>{t('accounts.recoveries-empty')}</p>
          ) : (
            <RecoveryTable recoveries={recoveries} onDecide={(decision, recovery) => setOpen({ decision, recovery })} />
          )
        }
      </Loaded>
      {open && <DecisionDialog {...open} onClose={() => setOpen(null)} />}
    </div>
  )
}

const columns = ['account', 'state', 'starter', 'given', 'risks', 'not-before', 'approval'] as const

function RecoveryTable({ recoveries, onDecide }: { recoveries: RecoveryAtDesk[]; onDecide: (decision: Decision, recovery: RecoveryAtDesk) => void }) {
  const { t } = useTexts()
  const format = useFormat()
  return (
    <Listing label={t('accounts.recoveries')} columns={columns.map((column) => t(`accounts.column-${column}`))} hasActions>
      {recoveries.map((it) => (
        <tr key={it.id}>
          <RowHead>
            {it.accountNumber}
            {it.ticketNumber && (
              <span>
                <Link to={`/requests/${it.ticketNumber.replace(/\D/g, '')}`}>{it.ticketNumber}</Link>
              </span>
            )}
          </RowHead>
          <td>{t(`accounts.recovery-${it.state}`)}</td>
          <td>
            {it.starter ?? t(`accounts.started-${it.startedBy}`)}, {format.stamp(it.startedAt)}
          </td>
          <td>{it.given.map((proof) => t(`accounts.proof-${proof}`)).join(', ') || t('accounts.given-none')}</td>
          <td className={table.reasons}>{it.risks.map((risk) => t(`accounts.risk-${risk}`)).join(', ')}</td>
          <td className="nowrap">{it.notBefore ? format.stamp(it.notBefore) : ''}</td>
          <td>{it.needsApproval ? (it.approver ?? t('accounts.approval-waits')) : t('accounts.approval-none')}</td>
          <td className={table.acts}>
            {(['approve', 'refuse'] as const).map(
              (decision) =>
                it.can[decision] && (
                  <Button key={decision} size="compact-sm" variant="default" onClick={() => onDecide(decision, it)}>
                    {t(`accounts.${decision}`)}
                  </Button>
                ),
            )}
          </td>
        </tr>
      ))}
    </Listing>
  )
}

function DecisionDialog({ decision, recovery, onClose }: { decision: Decision; recovery: RecoveryAtDesk; onClose: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const send = useSend(decisions[decision])
  const onReason = (reason: string) => {
    send.mutate(
      { params: { id: recovery.id }, body: { reason } },
      {
        onSuccess: () => {
          void client.invalidateQueries({ queryKey: ['recoveries'] })
          tell(t(`accounts.done-${decision}`))
          onClose()
        },
      },
    )
  }
  return (
    <ReasonShell
      title={t(`accounts.${decision}-for`, { number: recovery.accountNumber })}
      submit={t(`accounts.${decision}`)}
      hint={t(`accounts.hint-${decision}`)}
      danger={decision === 'refuse'}
      busy={send.isPending}
      error={send.error}
      onReason={onReason}
      onClose={onClose}
    />
  )
}
