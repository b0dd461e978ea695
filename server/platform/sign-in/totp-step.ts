import { verifySync } from 'otplib'

/** 30 s as all authenticator apps have it; one step to either side for clocks that differ. */
export const totpPeriodSeconds = 30

/** The code as people type it ("123 456"), or null when it cannot be one. */
export function codeTyped(text: string): string | null {
  const digits = text.replaceAll(/[\s\u00a0-]/g, '')
  return /^\d{6}$/.test(digits) ? digits : null
}

/** The 30-second step (counted from 1970) this code belongs to, or null when it is wrong at `now`. Whether the step was used before is for the database to say. */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const result = verifySync({ secret, token: code, epoch: Math.floor(now.getTime() / 1000), period: totpPeriodSeconds, epochTolerance: totpPeriodSeconds })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}
