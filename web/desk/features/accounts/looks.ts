import type { accountStates } from '#contract/accounts'
import type { Tone } from '../../../ui/looks.ts'
import type { LookIcon } from '../../parts/icons.ts'

/** State of an account: icon and tone beside its word. */
export const stateLooks: Record<(typeof accountStates)[number], { icon: LookIcon; tone: Tone }> = {
  active: { icon: 'circle-check', tone: 'ok' },
  soft_locked: { icon: 'clock', tone: 'warn' },
  recovery_pending: { icon: 'progress', tone: 'info' },
  cooling_down: { icon: 'hourglass', tone: 'wait' },
  restricted: { icon: 'shield-x', tone: 'danger' },
  blocked: { icon: 'circle-x', tone: 'danger' },
  password_disabled: { icon: 'circle-minus', tone: 'danger' },
  deleted: { icon: 'archive', tone: 'neutral' },
}
