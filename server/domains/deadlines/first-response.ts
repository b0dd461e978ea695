import { dueByClockHours } from './due-by-clock-hours.ts'

/** How something reached the agency; `suspicious` is a report of suspicious activity by any channel. */
export type ResponseChannel = 'form' | 'email' | 'phone' | 'chat' | 'office' | 'app' | 'suspicious'

/** Clock hours to the first human answer. A channel without an entry promises none (a call or a visit is answered as it happens). */
export type FirstResponseHours = Readonly<Partial<Record<ResponseChannel, number>>>
export const FIRST_RESPONSE_HOURS: FirstResponseHours = { form: 24, email: 24, suspicious: 24 }

/** When the first answer is due, or null for a channel without such a promise. Holidays do not stop this clock. */
export function firstResponseAt(channel: ResponseChannel, receivedAt: Date, hours: FirstResponseHours = FIRST_RESPONSE_HOURS): Date | null {
  const promised = hours[channel]
  return promised === undefined ? null : dueByClockHours(receivedAt, promised)
}
