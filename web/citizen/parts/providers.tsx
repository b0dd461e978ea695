import type { Provider } from '#contract/oidc'
import { useSite } from '../glue/site-context.ts'
import { fill } from '../texts/texts.ts'
import { Frame } from './frame.tsx'
import { useHref, useTexts } from './small.tsx'

/** A button for each outside service: `to` with its id is where the form goes. */
export function ProviderButtons({ providers, to, isLink = false }: { providers: readonly Provider[]; to: string; isLink?: boolean }) {
  const { lang } = useSite()
  const t = useTexts().signin
  const href = useHref()
  if (providers.length === 0) return null
  return (
    <ul class="plain">
      {providers.map(({ id, name }) => (
        <li key={id}>
          <form method="post" action={href(`${to}/${id}`)}>
            <button type="submit">{fill(t[isLink ? 'provider.link' : 'provider.go'], { name: name[lang] })}</button>
          </form>
        </li>
      ))}
    </ul>
  )
}

/** The way out of our site is a link that says where it leads: nobody is carried away by a form. */
export function LeaveFor({ url, back }: { url: string; back: string }) {
  const t = useTexts().signin
  const { host } = new URL(url)
  return (
    <Frame title={t['provider.leave']} back={back}>
      <p>{fill(t['provider.leave-text'], { host })}</p>
      <p>{t['provider.leave-what']}</p>
      <div class="buttons">
        <a class="button main" href={url} rel="noreferrer">
          {fill(t['provider.leave-go'], { host })}
        </a>
      </div>
    </Frame>
  )
}
