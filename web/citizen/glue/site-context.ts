import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Me } from '#contract/accounts'
import type { Agency } from '#contract/agency'
import type { Lang } from '#contract/common'
import type { UnreadNotices } from '#contract/own-notices'

/** What every part of a page may know about the visit. */
export interface Site {
  lang: Lang
  agency: Agency
  /** Path and query as asked, without the language prefix: the language switch keeps the page. */
  path: string
  view: ViewSettings
  /** IANA zone of the visitor's device, when a script or the settings page has told it. */
  zone: string | undefined
  /** Key of a text to show once. */
  flash: string | undefined
  now: Date
  deskPath: string
  shared: boolean
  /** Set up by the agency as a computer of many: seconds that a page may be left alone. */
  kiosk: number | undefined
  /** Whose account is open in this browser. */
  me: Me | undefined
  /** Of somebody signed in: what is unread, the room that rings when something comes, and contacts that do not work. */
  notices: UnreadNotices | undefined
  /** There was a session in this browser, and it has ended. */
  ended: boolean
  /** Origin of the agency's other site in whose page the chat stands; undefined on our own pages. */
  host: string | undefined
  /** Somebody is signed in here beside the frame, who is a guest in it all the same. */
  hostKnowsAccount: boolean
  asset: (source: string) => string
}

export interface ViewSettings {
  theme: 'system' | 'light' | 'dark' | 'contrast'
  text: '100' | '125' | '150' | '200'
  spacing: 'normal' | 'wide'
  motion: 'system' | 'off'
}

export const SiteContext = createContext<Site | undefined>(undefined)

export function useSite(): Site {
  const site = useContext(SiteContext)
  if (!site) throw new Error('a page part outside of a page')
  return site
}

/** A path of this site in the language of the visit. */
export const inLang = (lang: Lang, path: string): string => (lang === 'ru' ? path : `/en${path === '/' ? '' : path}`)
