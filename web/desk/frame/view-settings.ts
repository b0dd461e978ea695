import { useSyncExternalStore } from 'react'
import type { Lang } from '#contract/common'

export const themes = ['auto', 'light', 'dark', 'contrast'] as const
export type Theme = (typeof themes)[number]
export const keyProfiles = ['full', 'small', 'off'] as const
export type KeyProfile = (typeof keyProfiles)[number]
/** How this person likes the screen. Nothing personal: it lives in a cookie of this browser for a year. */
export interface ViewSettings {
  lang: Lang
  /** The person chose it here; otherwise the language of the employee's card is taken at sign-in. */
  langChosen: boolean
  theme: Theme
  /** Words beside the icons of the rail. */
  railWords: boolean
  keys: KeyProfile
  /** Pane widths of the workplace in px: list, side. */
  panes: [number, number]
}

const cookieName = 'opora_desk_view'
const yearSeconds = 365 * 24 * 3600
const initial: ViewSettings = {
  lang: navigator.language.startsWith('en') ? 'en' : 'ru',
  langChosen: false,
  theme: 'auto',
  railWords: false,
  keys: 'full',
  panes: [280, 340],
}

function fromCookie(): ViewSettings {
  const written = document.cookie.split('; ').find((pair) => pair.startsWith(`${cookieName}=`))
  if (!written) return initial
  try {
    const it = { ...initial, ...JSON.parse(decodeURIComponent(written.slice(cookieName.length + 1))) }
    const known = themes.includes(it.theme) && keyProfiles.includes(it.keys) && (it.lang === 'ru' || it.lang === 'en')
    return known && Array.isArray(it.panes) && it.panes.length === 2 ? it : initial
  } catch {
    return initial
  }
}

let settings = fromCookie()
const listeners = new Set<() => void>()

export function changeView(change: Partial<ViewSettings>) {
  settings = { ...settings, ...change }
  // biome-ignore lint/suspicious/noDocumentCookie: the cookieStore interface is not in all three supported browsers
  document.cookie = `${cookieName}=${encodeURIComponent(JSON.stringify(settings))}; path=/desk; max-age=${yearSeconds}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`
  for (const tell of listeners) tell()
}

export const viewSettings = () => settings
const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
export const useViewSettings = () => useSyncExternalStore(listen, viewSettings)

const dark = matchMedia('(prefers-color-scheme: dark)')
const contrast = matchMedia('(prefers-contrast: more)')
export type ShownTheme = 'light' | 'dark' | 'contrast-light' | 'contrast-dark'

function shownTheme(): ShownTheme {
  const { theme } = settings
  const isDark = theme === 'dark' || ((theme === 'auto' || theme === 'contrast') && dark.matches)
  const isContrast = theme === 'contrast' || (theme === 'auto' && contrast.matches)
  return isContrast ? (isDark ? 'contrast-dark' : 'contrast-light') : isDark ? 'dark' : 'light'
}

/** The theme on the screen: the choice, or what the system asks for. Follows both as they change. */
export const useShownTheme = () =>
  useSyncExternalStore((listener) => {
    const stop = listen(listener)
    for (const query of [dark, contrast]) query.addEventListener('change', listener)
    return () => {
      stop()
      for (const query of [dark, contrast]) query.removeEventListener('change', listener)
    }
  }, shownTheme)
