import { type Static, Type } from 'typebox'
import { type NoticeEvent, type NoticeRule, noticeEvents } from './notice-events.ts'
import { Exactly, Flags, route } from './route.ts'

/** What a reader chooses about together. Staff events belong to none. */
export const noticeGroups = ['requests', 'talks', 'visits', 'services', 'outages', 'account'] as const
export type NoticeGroup = (typeof noticeGroups)[number]
/** Channels that can be chosen. The pages of the account show everything and cannot be switched off. */
export const chosenChannels = ['email', 'sms', 'push'] as const
export type ChosenChannel = (typeof chosenChannels)[number]

const groups: Record<string, NoticeGroup> = {
  request: 'requests',
  chat: 'talks',
  call: 'talks',
  video: 'talks',
  mfc: 'visits',
  service: 'services',
  incident: 'outages',
}
/** Whatever is not listed is about the account and its safety. */
export const groupOf = (event: NoticeEvent): NoticeGroup => groups[event.split('.')[0]!] ?? 'account'

const ofEach = (flags: Record<ChosenChannel, boolean>) => flags
export type ChosenMatrix = Record<NoticeGroup, Record<ChosenChannel, boolean>>
/**
 * Until somebody chooses: mail, also of status changes (SLA-7), and push on the devices where it was turned on; text messages only by choice,
 * and of outages the status page and the account tell.
 */
export const defaultMatrix: ChosenMatrix = {
  requests: ofEach({ email: true, sms: false, push: true }),
  talks: ofEach({ email: true, sms: false, push: true }),
  visits: ofEach({ email: true, sms: false, push: true }),
  services: ofEach({ email: true, sms: false, push: true }),
  outages: ofEach({ email: false, sms: false, push: false }),
  account: ofEach({ email: true, sms: false, push: true }),
}
/** Clock times in the reader's zone; equal ones mean no quiet hours. Push and text messages that may wait do wait (lane 2). */
export const defaultQuiet = { from: '21:00', to: '09:00' } as const
export interface QuietHours {
  from: string
  to: string
}

/** What is stored, which may be older than a group or channel, over what holds until somebody chooses. */
export function matrixOf(stored: unknown): ChosenMatrix {
  const given = (stored ?? {}) as Partial<Record<NoticeGroup, Partial<Record<ChosenChannel, boolean>>>>
  return Object.fromEntries(noticeGroups.map((group) => [group, { ...defaultMatrix[group], ...given[group] }])) as ChosenMatrix
}

export interface ChoiceCell {
  /** Events that come this way whatever is chosen. */
  always: NoticeEvent[]
  /** Events that come this way only where it is chosen. */
  byChoice: NoticeEvent[]
}
/** What the choice of a channel for a group decides. Codes go where they are asked to and are in no cell. */
export function cellOf(group: NoticeGroup, channel: ChosenChannel): ChoiceCell {
  const cell: ChoiceCell = { always: [], byChoice: [] }
  for (const [event, rule] of Object.entries(noticeEvents) as [NoticeEvent, NoticeRule][]) {
    if (rule.audience === 'staff' || rule.lane === 0 || groupOf(event) !== group) continue
    if (rule.mandatory && rule.channels.includes(channel)) cell.always.push(event)
    else if (rule.channels.includes(channel) || rule.optionalChannels.includes(channel)) cell.byChoice.push(event)
  }
  return cell
}

const ClockTime = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
const Matrix = Exactly({
  requests: Flags(chosenChannels),
  talks: Flags(chosenChannels),
  visits: Flags(chosenChannels),
  services: Flags(chosenChannels),
  outages: Flags(chosenChannels),
  account: Flags(chosenChannels),
})
export const NoticeChoices = Exactly({ channels: Matrix, quiet: Exactly({ from: ClockTime, to: ClockTime }) })
export type NoticeChoices = Static<typeof NoticeChoices>

export const myNoticeChoices = route({
  method: 'GET',
  path: '/api/account/notice-choices',
  reply: NoticeChoices,
  summary: 'By which channels I want to be told of what, and when not',
})
export const changeNoticeChoices = route({
  method: 'PUT',
  path: '/api/account/notice-choices',
  body: NoticeChoices,
  summary: 'Choose channels and quiet hours; what is mandatory comes anyway',
})
