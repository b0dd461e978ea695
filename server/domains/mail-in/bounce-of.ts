import type { Letter } from './model.ts'

type Enclosing = Pick<Letter, 'enclosed'>
export interface Bounce {
  noticeId: string
  /** Such as 5.1.1. */
  code: string
  permanent: boolean
}

/**
 * Which of our letters did not arrive, and why (RFC 3464). The id of a notice is known to whoever got the letter and to nobody else, so a made-up
 * report can name none but one's own.
 */
export function bounceOf(letter: Enclosing): Bounce | null {
  const report = textOf(letter, ['message/delivery-status', 'message/global-delivery-status'])
  const code = /^status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(report)?.[1]
  const noticeId = returnedId(letter)
  if (!code || !noticeId || !/^action:\s*failed\b/im.test(report)) return null
  return { noticeId, code, permanent: code.startsWith('5') }
}

/** Which of our letters its reader complained of as unwanted (RFC 5965); what the reader says of it otherwise, such as "not spam", is no complaint. */
export function complaintOf(letter: Enclosing): { noticeId: string } | null {
  const report = textOf(letter, ['message/feedback-report'])
  const noticeId = returnedId(letter)
  return noticeId && /^feedback-type:\s*(abuse|opt-out)\b/im.test(report) ? { noticeId } : null
}

const textOf = ({ enclosed }: Enclosing, types: readonly string[]): string =>
  enclosed
    .filter(({ type }) => types.includes(type))
    .map(({ bytes }) => Buffer.from(bytes.subarray(0, 64 * 1024)).toString('latin1'))
    .join('\n')

function returnedId(letter: Enclosing): string | undefined {
  const returned = textOf(letter, ['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers'])
  return /^message-id:\s*<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/im.exec(returned)?.[1]
}
