import type { PriorityClass } from '#contract/topics'
import type { Config } from '#platform/config'
import type { Ctx } from '#platform/ctx'
import { calendarInUse } from './calendar-in-use.ts'
import type { Where } from './count-days.ts'
import { type FirstResponseHours, firstResponseAt, type ResponseChannel } from './first-response.ts'
import type { BusinessHours } from './model.ts'
import type { Terms } from './terms.ts'

const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

export const termsOf = ({ deadlines }: Config): Terms => ({
  urgent: deadlines.urgentWorkingDays,
  standard: deadlines.standardWorkingDays,
  complex: deadlines.complexWorkingDays,
  dataChange: deadlines.dataChangeWorkingDays,
})

/** A shortened day closes an hour earlier (Labour Code 95). */
export const hoursOf = ({ agency }: Config): BusinessHours => ({
  opens: minutes(agency.opensAt),
  closes: minutes(agency.closesAt),
  shortenedCloses: minutes(agency.closesAt) - 60,
})

/** Where and when this agency works, by the calendar in use. */
export const whereOf = async (ctx: Ctx): Promise<Where> => ({
  zone: ctx.app.config.agency.zone,
  hours: hoursOf(ctx.app.config),
  calendar: await calendarInUse(ctx),
})

/** The first answer, by the clock; a channel without a promise of its own gets the form's. */
export function firstResponseBy(config: Config, channel: ResponseChannel, receivedAt: Date): Date {
  const { deadlines: d } = config
  const hours: FirstResponseHours = {
    form: d.firstResponseFormHours,
    app: d.firstResponseFormHours,
    email: d.firstResponseEmailHours,
    phone: d.firstResponsePhoneHours,
    office: d.firstResponseOfficeHours,
    chat: d.firstResponseChatMinutes / 60,
    suspicious: d.firstResponseFormHours,
  }
  return firstResponseAt(channel, receivedAt, hours) ?? firstResponseAt('form', receivedAt, hours)!
}

export const workingDaysOf = (config: Config, priorityClass: PriorityClass): number => termsOf(config)[priorityClass]
