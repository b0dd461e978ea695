import type { Letter } from './model.ts'

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
export function bounceOf({ enclosed }: Pick<Letter, 'enclosed'>): Bounce | null {
  const textOf = (types: readonly string[]) =>
    enclosed
      .filter(({ type }) => types.includes(type))
      .map(({ bytes }) => Buffer.from(bytes.subarray(0, 64 * 1024)).toString('latin1'))
      .join('\n')
  const report = textOf(['message/delivery-status', 'message/global-delivery-status'])
  const code = /^status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(report)?.[1]
  const returned = textOf(['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers'])
  const noticeId = /^message-id:\s*<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/im.exec(returned)?.[1]
  if (!code || !noticeId || !/^action:\s*failed\b/im.test(report)) return null
  return { noticeId, code, permanent: code.startsWith('5') }
}
