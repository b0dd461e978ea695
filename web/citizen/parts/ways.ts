import { proveBackupCode, provePassword, proveSignInCode, proveTotp, type SignInAnswer, sendSignInCode, signInSteps } from '#contract/accounts'
import { type Api, ApiProblem } from '../glue/api.ts'
import { codeTyped, idOf, noCode, type Sent, sent } from './code.tsx'
import type { Refused } from './form.tsx'
import { refusedOf } from './refused.ts'

/** Ways of proving who one is: at the second step of signing in, and again before a sensitive change. */
export const ways = [...signInSteps, 'password'] as const
export type Way = (typeof ways)[number]
export const isWay = (value: string | null | undefined): value is Way => ways.some((one) => one === value)
/** Ways as they stand in an address: "totp.backup_code". */
export const waysOf = (value: string | null | undefined): Way[] => [...new Set((value ?? '').split('.').filter(isWay))]

export type Channel = SignInAnswer['channels'][number]
export const channelsOf = (value: string | null | undefined): Channel[] =>
  (value ?? '').split('.').filter((one): one is Channel => one === 'sms' || one === 'email')

/** Proves it by what the form carries. */
export async function prove(
  api: Api,
  way: Way,
  body: URLSearchParams,
): Promise<{ answer: SignInAnswer; refused?: undefined } | { answer?: undefined; refused: Refused[] }> {
  const code = codeTyped(body)
  const password = (body.get('password') ?? '').slice(0, 512)
  if (way === 'password' ? password === '' : code === '') return { refused: way === 'password' ? [{ field: 'password', code: 'password.required' }] : noCode }
  try {
    if (way === 'password') return { answer: await api.call(provePassword, { body: { password } }) }
    if (way === 'totp') return { answer: await api.call(proveTotp, { body: { code } }) }
    if (way === 'backup_code') return { answer: await api.call(proveBackupCode, { body: { code } }) }
    return { answer: await api.call(proveSignInCode, { body: { id: idOf(body.get('id')), code } }) }
  } catch (error) {
    const wrong = error instanceof ApiProblem && ['unprocessable', 'invalid', 'not-found', 'unauthenticated'].includes(error.problem.kind)
    const otherwise = (
      { password: 'password.wrong', backup_code: 'backup-code.wrong', totp: 'code.wrong-app', passkey: 'code.wrong', code: 'code.wrong' } as const
    )[way]
    const refused = refusedOf(error, way === 'password' ? 'password' : 'code', wrong ? otherwise : undefined)
    // A wrong code and a used one are told alike; what to check depends on where it comes from.
    return { refused: refused.map((one) => (one.code === 'factor.wrong' ? { ...one, code: otherwise } : one)) }
  }
}

/** Sends a code to a contact of the account; which one is said by the channel alone. */
export async function sendTo(api: Api, channel: string | null): Promise<{ sent: Sent; refused?: undefined } | { sent?: undefined; refused: Refused[] }> {
  try {
    return { sent: sent(await api.call(sendSignInCode, { body: { channel: channel === 'email' ? 'email' : 'sms' } })) }
  } catch (error) {
    return { refused: refusedOf(error, 'code') }
  }
}
