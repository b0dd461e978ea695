import type { DropReason, Envelope, Letter } from './model.ts'

type Asked = Pick<Letter, 'headers' | 'from'>

/**
 * What nobody wrote to us by hand, and why; null for a letter of a person. Only marks that programs set are asked: words such as "automatic
 * reply" in a subject are also people's.
 */
export function whatKind({ headers, from }: Asked, envelope: Envelope, own: readonly string[]): DropReason | null {
  const all = (name: string) => headers.filter(([key]) => key === name).map(([, value]) => value.trim().toLowerCase())
  const first = (name: string) => all(name)[0] ?? ''
  const senders = from.map(({ address }) => address.toLowerCase())
  if (senders.some((address) => own.some((one) => isOurs(address, one)))) return 'own-loop'
  const report = first('content-type')
  if (/^multipart\/report\b/.test(report) && /report-type="?(delivery-status|disposition-notification|feedback-report)/.test(report)) return 'bounce'
  if (senders.some((address) => /^(mailer-daemon|postmaster)@/.test(address))) return 'bounce'
  const submitted = first('auto-submitted')
  if (submitted && !/^no\b/.test(submitted)) return 'auto-reply'
  if (all('x-autoreply').concat(all('x-autorespond')).some(Boolean) || /^auto[_-]reply/.test(first('precedence'))) return 'auto-reply'
  if (headers.some(([name]) => name === 'list-id' || name === 'list-unsubscribe' || name === 'list-post')) return 'bulk'
  if (/^(bulk|list|junk)\b/.test(first('precedence'))) return 'bulk'
  // A bounce that says so by its empty sender alone.
  return envelope.from === '' && headers.some(([name]) => name === 'x-failed-recipients') ? 'bounce' : null
}

/** The address itself or one of its signed forms. */
export function isOurs(address: string, own: string): boolean {
  const [mine, theirs] = [own.toLowerCase(), address.toLowerCase()]
  const at = mine.lastIndexOf('@')
  return theirs === mine || (theirs.startsWith(`${mine.slice(0, at)}+`) && theirs.endsWith(mine.slice(at)))
}
