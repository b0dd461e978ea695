import { createHash } from 'node:crypto'

const hash = (personId: string) => createHash('sha256').update(personId).digest('hex')
/** The same in each process that is told the person's id. */
export const madeUpMail = (personId: string): string => `${hash(personId).slice(0, 12)}@example.org`
export const madeUpPhone = (personId: string): string =>
  `+79${String(BigInt(`0x${hash(personId).slice(0, 14)}`))
    .slice(-9)
    .padStart(9, '0')}`
