import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type AccountAtDesk, accountActions } from '#contract/account-desk'
import { useMe } from '../../frame/session.ts'
import { Chip } from '../../parts/chip.tsx'
import { Facts } from '../../parts/facts.tsx'
import { useFormat } from '../../parts/format.ts'
import { Loaded } from '../../parts/loading.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { AccountJournal } from './account-journal.tsx'
import { stateLooks } from './looks.ts'
import { MatchDialog } from './match-dialog.tsx'
import { accountQuery } from './queries.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { RecoveryFacts } from './recovery-facts.tsx'

type Action = (typeof accountActions)[number]

/** The account a request is about, as far as staff may know it: states, never secrets (LOGIN-8). */
export function AccountTab({ number }: { number: string }) {
  const asked = useQuery(accountQuery(number))
  const [open, setOpen] = useState<Action | null>(null)
  const close = () => setOpen(null)
  return (
    <Loaded asked={asked}>
      {(view) => (
        <>
          <AccountFacts view={view} />
          <Actions view={view} onOpen={setOpen} />
          {view.account?.recovery && <RecoveryFacts recovery={view.account.recovery} />}
          <Journal number={number} known={view.account !== null} />
          {open === 'match' && <MatchDialog number={number} triesLeft={view.triesLeft} onClose={close} />}
          {open && open !== 'match' && <ReasonDialog number={number} action={open} onClose={close} />}
        </>
      )}
    </Loaded>
  )
}

function AccountFacts({ view }: { view: AccountAtDesk }) {
  const { t } = useTexts()
  const format = useFormat()
  const { account } = view
  if (!account)
    return (
      <>
        <h2>{t('accounts.title')}</h2>
        <p>{t('accounts.not-known')}</p>
        {view.can.match && <p className="muted">{t('accounts.tries-left', { count: view.triesLeft })}</p>}
      </>
    )
  const look = stateLooks[account.state]
  const facts: [string, string | null][] = [
    [t('accounts.number'), account.number],
    [t('accounts.level'), t(`accounts.level-${account.identityLevel as 1 | 2 | 3}`)],
    [t('accounts.known'), t(`accounts.known-${account.known}`)],
    [t('accounts.locked-until'), account.lockedUntil && format.longTime(account.lockedUntil)],
    [t('accounts.cooling-until'), account.coolingUntil && format.longTime(account.coolingUntil)],
    [t('accounts.password'), account.passwordDisabled ? t('accounts.password-off') : null],
    [t('accounts.factors'), account.factors.length ? [...new Set(account.factors)].map((it) => t(`staff.has.${it}`)).join(', ') : t('staff.has.none')],
    [t('accounts.backup-codes'), String(account.backupCodesLeft)],
    [t('accounts.contacts'), account.contacts.map((it) => it.masked).join(', ')],
    [t('accounts.sessions'), String(account.sessions)],
    [t('accounts.last-sign-in'), account.lastSignInAt && format.longTime(account.lastSignInAt)],
  ]
  return (
    <>
      <h2>{t('accounts.title')}</h2>
      <p style={{ marginTop: 0 }}>
        <Chip icon={look.icon} tone={look.tone}>
          {t(`accounts.state-${account.state}`)}
        </Chip>
      </p>
      <Facts facts={facts} />
    </>
  )
}

/** What may be done now; the server says it in `can`. */
function Actions({ view, onOpen }: { view: AccountAtDesk; onOpen: (action: Action) => void }) {
  const { t } = useTexts()
  const possible = accountActions.filter((action) => view.can[action])
  return (
    <>
      <p className="muted">{t('accounts.never')}</p>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        {possible.map((action) => (
          <Button
            key={action}
            size="compact-md"
            variant={action === possible[0] ? 'light' : 'default'}
            color={action === 'block' ? 'danger' : undefined}
            onClick={() => onOpen(action)}
          >
            {t(`accounts.do-${action}`)}
          </Button>
        ))}
      </div>
    </>
  )
}

/** A supervisor and security see all that happened with the account. */
function Journal({ number, known }: { number: string; known: boolean }) {
  const { t } = useTexts()
  const { roles } = useMe()
  const [open, setOpen] = useState(false)
  if (!known || !roles.some((role) => role === 'supervisor' || role === 'security_officer')) return null
  return (
    <>
      <h2>{t('accounts.journal')}</h2>
      {open ? (
        <AccountJournal number={number} />
      ) : (
        <Button size="compact-md" variant="default" onClick={() => setOpen(true)}>
          {t('accounts.show-journal')}
        </Button>
      )}
    </>
  )
}
