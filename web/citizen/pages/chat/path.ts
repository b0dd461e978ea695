import { type Site, useSite } from '../../glue/site-context.ts'
import { useHref } from '../../parts/small.tsx'

/** The page stands in the small window of another page: every way on stays in it. */
export const inWindow = ({ path, host }: Site): boolean => host !== undefined || /[?&]window=1(&|$)/.test(path)
const tail = (site: Site): string => (inWindow(site) ? `?${new URLSearchParams({ window: site.host ?? '1' })}` : '')

export const talkAt = (site: Site, id: string): string => `/chat/${id}${tail(site)}`
/** Where a form of a talk is sent. */
export function useAction(id: string): (name: string) => string {
  const href = useHref()
  const site = useSite()
  return (name) => href(`/chat/${id}/${name}${tail(site)}`)
}
/** Beginning, going on, or the one that is named. */
export function useChatHref(): (path?: string) => string {
  const href = useHref()
  const site = useSite()
  return (path = '') => href(`/chat${path}${tail(site)}`)
}
/** What a talk gives away for keeping, without the language. */
export function useOwnPath(id: string): (name: string) => string {
  const site = useSite()
  return (name) => `/chat/${id}${name}${tail(site)}`
}
export const startAt = (site: Site): string => `/chat${tail(site)}`
/** A link that leads out of the talk opens in the page around the small window, not in it; beside it where that page is not ours. */
export function useOut(): { target?: '_top' | '_blank'; rel?: 'noopener' } {
  const site = useSite()
  if (site.host !== undefined) return { target: '_blank', rel: 'noopener' }
  return inWindow(site) ? { target: '_top' } : {}
}
