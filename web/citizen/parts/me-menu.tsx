import { UnreadCount } from './notice-bell.tsx'
import { useHref, useTexts } from './small.tsx'

const sections = ['', '/notifications', '/history', '/data', '/contacts', '/security', '/sessions', '/events', '/views', '/settings'] as const
export type Section = (typeof sections)[number]

/** The sections of the account, on each of its pages. */
export function MeMenu({ at }: { at: Section }) {
  const t = useTexts().me
  const href = useHref()
  return (
    <nav class="tabs" aria-label={t['menu.label']}>
      {sections.map((one) => (
        <a key={one} href={href(one === '/history' ? one : `/me${one}`)} aria-current={one === at ? 'page' : undefined}>
          {t[`menu.${one === '' ? 'overview' : (one.slice(1) as 'data')}`]}
          {one === '/notifications' && <UnreadCount />}
        </a>
      ))}
    </nav>
  )
}
