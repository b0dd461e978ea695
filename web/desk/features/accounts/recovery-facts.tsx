import type { RecoveryAtDesk } from '#contract/account-desk'
import { Chip } from '../../parts/chip.tsx'
import { Facts } from '../../parts/facts.tsx'
import { useFormat } from '../../parts/format.ts'
import { useTexts } from '../../texts/texts.tsx'

const looks = {
  open: ['progress', 'info'],
  finished: ['circle-check', 'ok'],
  refused: ['circle-x', 'danger'],
  cancelled: ['circle-minus', 'neutral'],
  expired: ['clock', 'neutral'],
} as const

/** How far a recovery is: what was proved, what it waits for, who started it; never a code or a link. */
export function RecoveryFacts({ recovery }: { recovery: RecoveryAtDesk }) {
  const { t } = useTexts()
  const format = useFormat()
  const [icon, tone] = looks[recovery.state]
  const starter = recovery.starter ?? t(`accounts.started-${recovery.startedBy}`)
  const facts: [string, string | null][] = [
    [t('accounts.started'), `${format.longTime(recovery.startedAt)}, ${starter}`],
    [t('accounts.given'), recovery.given.length ? recovery.given.map((proof) => t(`accounts.proof-${proof}`)).join(', ') : t('accounts.given-none')],
    [t('accounts.not-before'), recovery.notBefore && format.longTime(recovery.notBefore)],
    [t('accounts.expires'), format.longTime(recovery.expiresAt)],
    [t('accounts.risks'), recovery.risks.length ? recovery.risks.map((risk) => t(`accounts.risk-${risk}`)).join(', ') : null],
    [t('accounts.approval'), recovery.needsApproval ? (recovery.approver ?? t('accounts.approval-waits')) : null],
  ]
  return (
    <section aria-label={t('accounts.recovery')}>
      <h2>{t('accounts.recovery')}</h2>
      <p style={{ marginTop: 0 }}>
        <Chip icon={icon} tone={tone}>
          {t(`accounts.recovery-${recovery.state}`)}
        </Chip>
      </p>
      <Facts facts={facts} />
    </section>
  )
}
