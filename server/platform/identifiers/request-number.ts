import { hasDammDigit } from '../public-number/damm.ts'
import { type Checked, refused } from './checked.ts'
import { digitsOf } from './digits.ts'

export type RequestNumberCode = 'REQUEST_NUMBER_CHARS' | 'REQUEST_NUMBER_LENGTH' | 'REQUEST_NUMBER_CHECK'

/**
 * The number of a request as read out, typed or copied, with any spaces and dashes and with or without a number sign, as 11 digits.
 * The check digit finds every single wrong digit and every swap of neighbours; it says nothing about whether the request exists.
 */
export function requestNumber(input: string): Checked<string, RequestNumberCode> {
  const typed = digitsOf(input.trim().replace(/^[№#]/, ''))
  if ('sign' in typed) return refused('REQUEST_NUMBER_CHARS', typed.sign)
  if (typed.digits.length !== 11) return refused('REQUEST_NUMBER_LENGTH')
  return hasDammDigit(typed.digits) ? { ok: true, value: typed.digits } : refused('REQUEST_NUMBER_CHECK')
}

/** '26123456781' as shown and dictated: '26-1234-5678-1'. */
export const showRequestNumber = (digits: string): string => digits.replace(/^(\d{2})(\d{4})(\d{4})(\d)$/, '$1-$2-$3-$4')
