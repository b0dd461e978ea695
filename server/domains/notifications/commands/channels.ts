import type { Ctx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import type { ChannelName, NoticeRow, People, PushMessage, Recipient, Sent, SentMail, SentSms, Taken, Transport } from '../model.ts'
import { livingAddresses } from '../push-addresses.ts'
import { smsParts } from '../sms-parts.ts'
import type { MissingValue } from '../values.ts'
import { composeMail, composePush, composeSms } from './compose.ts'
import { type Trouble, trouble } from './trouble.ts'

/** A message that is ready to leave. */
export interface Prepared {
  /** What is kept of it. */
  sent: Sent
  partCount?: number
  send: () => Promise<Taken>
}

/** One way out. Adding one means a row here. */
export interface Channel {
  name: ChannelName
  trouble: Trouble
  atOnce: number
  /** Null: this installation does not serve it. Answers null when the person has no address of the kind. */
  prepare: ((ctx: Ctx, notice: NoticeRow, to: Recipient) => Promise<Prepared | MissingValue | null>) | null
}

export interface Transports {
  mail: Transport<SentMail>
  sms: Transport<SentSms> | null
  push: Transport<PushMessage> | null
}

/** All ways out with what each needs: an address, a text, a transport, and a watch over its gateway. */
export function openChannels(platform: Platform, people: People, { mail, sms, push }: Transports): Channel[] {
  return [
    channel(platform, 'email', mail, {
      address: async (_, __, to) => to.email,
      compose: composeMail,
      sent: (message) => message,
    }),
    channel(platform, 'sms', sms, {
      address: async (_, __, to) => to.phone,
      compose: composeSms,
      sent: (message) => message,
      partCount: ({ text }) => smsParts(text).parts,
    }),
    channel(platform, 'push', push, {
      address: (ctx, notice) => livingAddresses(ctx, notice.person_id, people),
      compose: composePush,
      sent: ({ shown }) => shown,
    }),
  ]
}

interface Parts<Address, Message> {
  address: (ctx: Ctx, notice: NoticeRow, to: Recipient) => Promise<Address | null>
  compose: (ctx: Ctx, notice: NoticeRow, to: Recipient, address: Address) => Message | MissingValue
  sent: (message: Message) => Sent
  partCount?: (message: Message) => number
}

function channel<Address, Message extends object>(
  platform: Platform,
  name: ChannelName,
  transport: Transport<Message> | null,
  { address, compose, sent, partCount }: Parts<Address, Message>,
): Channel {
  return {
    name,
    trouble: trouble(platform, name, transport),
    atOnce: transport?.atOnce ?? 1,
    prepare:
      transport &&
      (async (ctx, notice, to) => {
        const at = await address(ctx, notice, to)
        if (at === null) return null
        const message = compose(ctx, notice, to, at)
        if (message instanceof Error) return message
        return { sent: sent(message), ...(partCount && { partCount: partCount(message) }), send: () => transport.send(message, notice.id, notice.lane) }
      }),
  }
}
