import { type Lang, langs } from '#contract/common'
import { type NoticeEvent, type NoticeRule, noticeEvents } from '#contract/notice-events'
import type { Platform } from '#platform/platform'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { openSender } from '../commands/sender.ts'
import type { ChannelName, Recipient } from '../model.ts'
import { kindOf, placeholdersOf, placeholdersOfSms } from '../placeholders.ts'
import { pushTransport } from '../push-transport.ts'
import { samplesOf } from '../sample-of.ts'
import { smppTransport } from '../smpp/transport.ts'
import { texts } from '../texts.ts'
import { mailTransport } from '../transport.ts'
import { type Gateway, mailGateway } from './mail-gateway.ts'
import { madeUpPeople, queue } from './outbox.ts'
import { type PushService, pushService } from './push-service.ts'
import { type Smsc, smsc } from './smsc.ts'

type Channel = ChannelName | 'inapp'
export interface Made {
  event: NoticeEvent
  lang: Lang
  channel: Channel
  phone: string | null
}
export interface EveryEvent {
  platform: Platform
  mail: Gateway
  operator: Smsc
  browsers: PushService
  /** By the id of the notice. */
  made: ReadonlyMap<string, Made>
  /** One more by mail, to a person of its own; answers its id. It leaves with `drain`. */
  write: (event: NoticeEvent, lang: Lang, given: Partial<Recipient>) => Promise<string>
  drain: () => Promise<void>
  close: () => Promise<void>
}

const goesBy = (event: NoticeEvent, channel: Channel): boolean => {
  const { channels, optionalChannels }: NoticeRule = noticeEvents[event]
  return channels.includes(channel) || optionalChannels.includes(channel)
}
const namesOf = (event: NoticeEvent) => [...new Set([...placeholdersOf(event), ...placeholdersOfSms(event)])]

/**
 * Every event in both languages by every channel that it has a text for, sent to peers that really take it. `said`: what people wrote, in
 * place of the samples.
 */
export async function everyEvent(now: Date, said?: string): Promise<EveryEvent> {
  const [mail, operator, browsers] = await Promise.all([mailGateway(), smsc(), pushService()])
  const platform = await testPlatform(await testDatabase(), { env: { SMTP_URL: mail.url, PUSH_HOSTS: browsers.host } })
  const world = madeUpPeople(platform)
  const made = new Map<string, Made>()
  const send = async (event: NoticeEvent, lang: Lang, channel: Channel, given: Partial<Recipient>): Promise<string> => {
    const names = namesOf(event)
    const words = Object.fromEntries(said === undefined ? [] : names.filter((name) => kindOf(name) === 'words').map((name) => [name, said]))
    const person = world.person({ lang, words, ...given })
    const { phone, key } = world.known.get(person)!
    if (channel === 'push') await browsers.subscribe(platform, person, key, lang)
    const facts = samplesOf(names, lang, platform.config.http.publicUrl)
    const id = await queue(platform, now, event, person, { channel, facts })
    made.set(id, { event, lang, channel, phone })
    return id
  }
  for (const lang of langs)
    for (const event of Object.keys(noticeEvents) as NoticeEvent[])
      for (const channel of ['email', 'sms', 'push', 'inapp'] as const)
        if (goesBy(event, channel) && (channel !== 'sms' || texts[lang].events[event].sms !== null)) await send(event, lang, channel, {})
  const sms = smppTransport({ url: operator.url, from: 'Agency', onReceipt: async () => {} })
  const push = pushTransport(platform, () => now)
  const sender = openSender({ platform, people: world.people, transport: mailTransport(platform), sms, push, clock: () => now })
  await sender.drain()
  return {
    platform,
    mail,
    operator,
    browsers,
    made,
    write: (event, lang, given) => send(event, lang, 'email', given),
    drain: async () => void (await sender.drain()),
    close: async () => {
      sms.close()
      await platform.store.close()
      await Promise.all([mail.close(), operator.close(), browsers.close()])
    },
  }
}
