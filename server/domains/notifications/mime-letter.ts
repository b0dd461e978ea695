import { encode, wrap } from 'nodemailer/lib/base64'
import MimeNode from 'nodemailer/lib/mime-node'
import type { SentMail } from './model.ts'

export interface WrittenFrom {
  name: string
  address: string
}
/** Ready for SMTP. */
export interface MimeLetter {
  envelope: { from: string; to: WrittenFrom[] }
  raw: string
}

/**
 * A letter as it goes over the wire: its plain text and its HTML side by side (RFC 2046, 5.1.4), whole, because sent line by line as it is
 * made it costs a system call for each line. Heads are the library's, with all that keeps a second head out; the two bodies are base64.
 */
export function mimeLetter({ to, replyTo, unsubscribe, subject, text, html }: SentMail, from: WrittenFrom, id: string): MimeLetter {
  const recipient = { name: '', address: to }
  const head = new MimeNode('multipart/alternative', { baseBoundary: id, disableFileAccess: true, disableUrlAccess: true })
  head.addHeader({
    From: from,
    To: recipient,
    ...(replyTo && { 'Reply-To': { name: from.name, address: replyTo } }),
    Subject: subject,
    'Message-ID': `<${id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`,
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    ...(unsubscribe && { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
  })
  const heads = head.buildHeaders()
  const part = (kind: 'plain' | 'html', body: string) =>
    `--${head.boundary}\r\nContent-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${wrap(encode(body.replaceAll(/\r?\n/g, '\r\n')), 76)}\r\n`
  const raw = `${heads}\r\n\r\n${part('plain', text)}${part('html', html)}--${head.boundary}--\r\n`
  return { envelope: { from: from.address, to: [recipient] }, raw }
}
