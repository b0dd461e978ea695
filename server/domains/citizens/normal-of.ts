import { email } from '#platform/identifiers/index'
import type { ContactKind } from './model.ts'

/** A contact of an account is kept as its owner typed it; what is looked up is its normal form. */
export const normalOf = (kind: ContactKind, value: string): string => {
  const read = kind === 'email' ? email(value) : null
  return read?.ok ? read.lookupKey : value
}
