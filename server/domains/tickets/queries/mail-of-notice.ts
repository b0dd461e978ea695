import type { Ctx } from '#platform/ctx'
import { email } from '#platform/identifiers/index'
import { replyAddress, takesMail } from '../reply-reference.ts'
import type { Spoken } from './conversation.ts'

/** What a mail about a request carries besides the words of its event. */
export interface MailOfNotice {
  /** Where an answer to it goes; null: nobody reads answers. */
  replyTo: string | null
  /** The employee's words that it tells of, whole, and the letter they answer. */
  said: { text: string; quoted: string; hasFiles: boolean } | null
  /** The request came by mail, and the law wants its writer identified (59-FZ). */
  identify: boolean
}

const MOST_QUOTED_LINES = 12
const MOST_QUOTED = 800

/**
 * The words go by mail where mail is the reader's way: the request came by mail, or its guest has shown by a code that the address is theirs.
 * Others read them on the page: an address in a form may be mistyped.
 */
export function mailOfNotice(
  ctx: Ctx,
  ticket: { id: string; number: number; channel: string },
  { address, isProvedGuest, messages, messageId }: { address: string | null; isProvedGuest: boolean; messages: readonly Spoken[]; messageId: unknown },
): MailOfNotice {
  const reader = address ? email(address) : null
  const at = messages.findIndex(({ id }) => id === messageId)
  const said = at >= 0 && takesMail(ctx) && (ticket.channel === 'email' || isProvedGuest) ? messages[at]! : null
  const answered = messages.slice(0, Math.max(at, 0)).findLast(({ authorKind, kind }) => authorKind === 'citizen' && kind !== 'note')
  return {
    replyTo: reader?.ok ? replyAddress(ctx, ticket, reader.lookupKey) : null,
    said: said && { text: said.text, quoted: cut(answered?.text ?? ''), hasFiles: said.files.length > 0 },
    identify: ticket.channel === 'email' && ctx.app.config.mailIn.identifiedOnly,
  }
}

/** The beginning of what is answered; the whole is on the request. */
function cut(text: string): string {
  const lines = text.split('\n').slice(0, MOST_QUOTED_LINES).join('\n')
  const short = [...lines].slice(0, MOST_QUOTED).join('')
  return short.length < text.length ? `${short.trimEnd()} ...` : short
}
