import type { ViewSettings } from './site-context.ts'

export const cookiesOf = (header: string | undefined): Map<string, string> =>
  new Map((header ?? '').split(/; */).flatMap((pair) => (pair.includes('=') ? [[pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]] : [])))

const year = 365 * 24 * 3600
/** Settings of the site itself: no secret and nobody's data in them. `seconds` 0 ends the cookie, undefined keeps it for the browser's session. */
export const cookie = (name: string, value: string, seconds: number | undefined = year): string =>
  `${name}=${value}; Path=/; SameSite=Lax${seconds === undefined ? '' : `; Max-Age=${seconds}`}`

export const asSeenByDefault: ViewSettings = { theme: 'system', text: '100', spacing: 'normal', motion: 'system' }
const viewShape = /^(system|light|dark|contrast)\.(100|125|150|200)\.(normal|wide)\.(system|off)$/

export function viewOf(value: string | undefined): ViewSettings {
  const [, theme, text, spacing, motion] = viewShape.exec(value ?? '') ?? []
  return theme === undefined ? asSeenByDefault : ({ theme, text, spacing, motion } as ViewSettings)
}
export const viewCookie = (view: ViewSettings): string => cookie('view', `${view.theme}.${view.text}.${view.spacing}.${view.motion}`)

/** The zone cookie is written by a script or the settings page; only a zone this machine knows is believed. */
export function zoneOf(value: string | undefined): string | undefined {
  if (value === undefined || !/^[A-Za-z0-9_+/%-]{1,60}$/.test(value)) return undefined
  try {
    return new Intl.DateTimeFormat('en', { timeZone: decodeURIComponent(value) }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}
