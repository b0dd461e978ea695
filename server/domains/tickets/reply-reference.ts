import type { Ctx } from '#platform/ctx'
import { hmac, sameBytes } from '#platform/vault/index'

/** What an answer by mail carries back: which request, and a mark that only we can make for this request and this reader. */
export interface Reference {
  number: number
  mac: string
}

/** 96 bits, in signs that survive a mail server which does not tell large letters from small. */
const MAC_BYTES = 12
const wordsOf = (ticketId: string, reader: string) => `reply ${ticketId} ${reader}`

/** Letters about requests may be answered. */
export const takesMail = ({ app }: Pick<Ctx, 'app'>): boolean => app.config.mailIn.imapUrl !== null || app.config.mailIn.listen !== null

/** Where an answer to a letter about this request goes; `reader` is the address the letter is for, in its form for comparing. */
export function replyAddress({ app }: Pick<Ctx, 'app'>, ticket: { id: string; number: number }, reader: string): string | null {
  if (!takesMail({ app })) return null
  const mac = app.vault.mac('link', wordsOf(ticket.id, reader)).subarray(0, MAC_BYTES).toString('hex')
  const { address } = app.config.mailIn
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}+r${ticket.number}-${mac}${address.slice(at)}`
}

/** The reference in one address of ours, not yet checked. */
export function referenceIn({ app }: Pick<Ctx, 'app'>, address: string): Reference | null {
  const own = app.config.mailIn.address.toLowerCase()
  const [given, at] = [address.toLowerCase(), own.lastIndexOf('@')]
  if (!given.startsWith(`${own.slice(0, at)}+`) || !given.endsWith(own.slice(at))) return null
  const [, number, mac] = /^r(\d{11})-([0-9a-f]{24})$/.exec(given.slice(at + 1, given.length - (own.length - at))) ?? []
  return number && mac ? { number: Number(number), mac } : null
}

/** Whether we have made it for this request and this reader; by every version of the key, as letters are answered late. */
export const isMadeFor = ({ app }: Pick<Ctx, 'app'>, { mac }: Reference, ticketId: string, reader: string): boolean =>
  app.vault
    .keyVersions('link')
    .some((version) => sameBytes(hmac(app.vault.serviceKey('link', version), wordsOf(ticketId, reader)).subarray(0, MAC_BYTES), Buffer.from(mac, 'hex')))
