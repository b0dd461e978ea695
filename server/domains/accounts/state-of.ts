import type { AccountFacts, AccountState } from './model.ts'

/** The account's state at `now`: what was decided first, then what is under way, then what the clocks say. `hardLimit`: failures in a row that switch the password off. */
export function stateOf(account: AccountFacts, now: Date, hardLimit: number): AccountState {
  if (account.state !== 'open') return account.state
  if (account.recovery_until && account.recovery_until > now) return 'recovery_pending'
  if (account.cooling_until && account.cooling_until > now) return 'cooling_down'
  if (account.failures_in_row >= hardLimit) return 'password_disabled'
  if (account.locked_until && account.locked_until > now) return 'soft_locked'
  return 'active'
}
