import type { signInSteps } from '#contract/accounts'
import type { Factor } from './model.ts'

export type Step = (typeof signInSteps)[number]
export type Channel = 'sms' | 'email'

/** What an account can be signed in with beside the password. */
export interface WaysIn {
  /** Confirmed ones, the one used last first; each kind once. */
  factors: readonly Factor[]
  backupCodesLeft: number
  /** Codes by text message in place of the app, by the person's own choice. */
  smsFactor: boolean
  /** Where a code can go. */
  channels: readonly Channel[]
  /** Long enough to stand alone on a browser that is known. */
  passwordIsLong: boolean
}

/** Whether a second factor is asked for at each sign-in. A text message counts as one only where its owner has switched it on; mail never does. */
export const hasFactor = ({ factors, smsFactor, channels }: WaysIn): boolean => factors.length > 0 || (smsFactor && channels.includes('sms'))

/**
 * What is asked after a right password, one of them; none: the password was enough. Without a factor a known browser and a password of full length
 * suffice, and anything else wants a code to a contact of the account.
 */
export function stepsAsked(ways: WaysIn, deviceIsKnown: boolean): Step[] {
  const { factors, smsFactor, channels, backupCodesLeft, passwordIsLong } = ways
  if (!hasFactor(ways)) return deviceIsKnown && passwordIsLong ? [] : ['code']
  return [
    ...factors,
    ...(smsFactor && channels.includes('sms') ? (['code'] as const) : []),
    ...(factors.length > 0 && backupCodesLeft > 0 ? (['backup_code'] as const) : []),
  ]
}

/** Ways of proving oneself again on an open session (ASVS 7.5.1). A backup code is not spent on it. */
export function proofsOffered(ways: WaysIn, hasPassword: boolean): (Step | 'password')[] {
  const steps = hasFactor(ways) ? stepsAsked(ways, true).filter((step) => step !== 'backup_code') : []
  const codes = hasFactor(ways) ? [] : (['code'] as const)
  return [...steps, ...(hasPassword ? (['password'] as const) : []), ...codes]
}

/** Channels of a code as second step or repeated proof: mail is no factor, so beside one there are text messages alone. */
export const channelsOffered = (ways: WaysIn): readonly Channel[] =>
  hasFactor(ways) ? ways.channels.filter((channel) => ways.smsFactor && channel === 'sms') : ways.channels
