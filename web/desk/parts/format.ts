import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { readAgency } from '#contract/agency'
import type { Lang } from '#contract/common'
import { call } from '../api/call.ts'
import { useTexts } from '../texts/texts.tsx'

const locales: Record<Lang, string> = { ru: 'ru-RU', en: 'en-GB' }

/** Instants in the agency's zone, days as they stand in its calendar; `zone` is IANA. */
export function formatter(lang: Lang, zone: string) {
  const of = (options: Intl.DateTimeFormatOptions, timeZone = zone) => {
    const format = new Intl.DateTimeFormat(locales[lang], { ...options, timeZone })
    return (instant: string) => format.format(new Date(instant)).replace(/\.$/, '')
  }
  const time = of({ hour: '2-digit', minute: '2-digit' })
  const short = of({ weekday: 'short', day: '2-digit', month: '2-digit' })
  const long = of({ weekday: 'short', day: 'numeric', month: 'long' })
  const year = of({ day: 'numeric', month: 'long', year: 'numeric' })
  const stamp = of({ day: '2-digit', month: '2-digit' })
  const key = of({ year: 'numeric', month: '2-digit', day: '2-digit' })
  const dayOnly = of({ weekday: 'short', day: 'numeric', month: 'long' }, 'UTC')
  const weekdayShort = of({ weekday: 'short', day: '2-digit', month: '2-digit' }, 'UTC')
  const zoneName = zone === 'Europe/Moscow' ? (lang === 'ru' ? 'МСК' : 'MSK') : zone
  return {
    time,
    zoneName,
    /** пт 27.11 */
    short: (instant: string) => short(instant).replace(',', ''),
    /** пт, 27 ноября */
    long,
    /** пт, 27 ноября, 18:00 МСК */
    longTime: (instant: string) => `${long(instant)}, ${time(instant)}\u00a0${zoneName}`,
    /** 27 ноября 2026, 18:00 */
    full: (instant: string) => `${year(instant).replace(/\sг$/, '')}, ${time(instant)}`,
    /** 20.11 14:05 */
    stamp: (instant: string) => `${stamp(instant)} ${time(instant)}`,
    /** A calendar day 2026-11-27 as пт, 27 ноября. */
    day: (day: string) => dayOnly(`${day}T00:00:00Z`),
    dayShort: (day: string) => weekdayShort(`${day}T00:00:00Z`).replace(',', ''),
    sameDay: (a: string, b: string) => key(a) === key(b),
  }
}
export type Formatter = ReturnType<typeof formatter>

export const agencyQuery = { queryKey: ['agency'], queryFn: () => call(readAgency, {}), staleTime: 10 * 60_000 }

export function useFormat() {
  const { lang } = useTexts()
  const zone = useQuery(agencyQuery).data?.zone ?? 'Europe/Moscow'
  return useMemo(() => formatter(lang, zone), [lang, zone])
}

/** 1,2 МБ; binary units, as the limit of 5 MiB is. */
export function bytes(count: number, lang: Lang) {
  const units = lang === 'ru' ? ['Б', 'КБ', 'МБ'] : ['B', 'KB', 'MB']
  const step = count < 1024 ? 0 : count < 1024 ** 2 ? 1 : 2
  return `${new Intl.NumberFormat(locales[lang], { maximumFractionDigits: step === 2 ? 1 : 0 }).format(count / 1024 ** step)}\u00a0${units[step]}`
}
