import { fill } from '../texts/texts.ts'
import { useHref, useTexts } from './small.tsx'

/** Links, not endless scroll. */
export function Paging({ to, at, pages }: { to: (page: number) => string; at: number; pages: number }) {
  const t = useTexts().request
  const href = useHref()
  if (pages <= 1) return null
  return (
    <nav class="row" aria-label={t.pages}>
      {at > 1 && <a href={href(to(at - 1))}>{t.prev}</a>}
      <span>{fill(t.pageOf, { page: at, pages })}</span>
      {at < pages && <a href={href(to(at + 1))}>{t.nextPage}</a>}
    </nav>
  )
}

export const pageOf = (value: string | undefined): number => (/^\d{1,3}$/.test(value ?? '') ? Math.max(1, Number(value)) : 1)
