import type { Lang } from '#contract/common'
import { finishProvider, startProvider } from '#contract/oidc'
import { ApiProblem } from '../../glue/api.ts'
import { type Answer, page, pages, redirect } from '../../glue/pages.ts'
import { Frame } from '../../parts/frame.tsx'
import { LeaveFor } from '../../parts/providers.tsx'
import { useHref, useTexts } from '../../parts/small.tsx'

/** Nobody here is linked with who the person is over there: what to do, in two steps. */
function NotLinked() {
  const t = useTexts().signin
  const href = useHref()
  return (
    <Frame title={t['not-linked.title']} back="/sign-in">
      <p>{t['not-linked.text']}</p>
      <ol>
        <li>{t['not-linked.1']}</li>
        <li>{t['not-linked.2']}</li>
      </ol>
      <div class="buttons">
        <a class="button main" href={`${href('/sign-in')}?next=/me/security`}>
          {t['not-linked.sign-in']}
        </a>
        <a class="button" href={href('/register')}>
          {t.register}
        </a>
      </div>
    </Frame>
  )
}

const troubles = ['oidc.over', 'oidc.none', 'oidc.away', 'oidc.refused', 'oidc.taken', 'oidc.linked', 'account.cooling', 'sign-in.address-wait'] as const
type Trouble = (typeof troubles)[number]
const troubleOf = (code: string | undefined): Trouble => troubles.find((one) => one === code) ?? 'oidc.over'

function Stopped({ trouble }: { trouble: Trouble }) {
  const t = useTexts()
  const href = useHref()
  return (
    <Frame title={t.signin['provider.stopped']} back="/sign-in">
      <p>{t.problems[trouble]}</p>
      <div class="buttons">
        <a class="button main" href={href('/sign-in')}>
          {t.signin['provider.again']}
        </a>
        <a href={href('/cannot-sign-in')}>{t.signin.cannot}</a>
      </div>
    </Frame>
  )
}

const stopped = (error: unknown): Answer => {
  if (!(error instanceof ApiProblem) || error.status >= 500) throw error
  return page(<Stopped trouble={troubleOf(error.problem.code)} />, error.status)
}
/** The provider sends everybody to one address; the pages go on in the language the visit began in. */
const inVisit = (here: Lang, lang: unknown, path: string): string => (here === 'ru' && lang === 'en' ? `/en${path}` : path)
const given = (value: string | undefined) => (value ? value : undefined)

export const providerPages = pages({
  'POST /sign-in/with/:provider': async ({ api, params }) => {
    try {
      const { url } = await api.call(startProvider, { params })
      return page(<LeaveFor url={url} back="/sign-in" />)
    } catch (error) {
      return stopped(error)
    }
  },
  'GET /oidc/callback': async ({ api, site, query }) => {
    const [code, iss, error] = [given(query['code']), given(query['iss']), given(query['error'])]
    const to = (lang: unknown, path: string, flash?: string) => redirect(inVisit(site.lang, lang, path), flash)
    try {
      const body = { state: query['state'] ?? 'none', ...(code && { code }), ...(iss && { iss }), ...(error && { error }) }
      const { next, ways, channels, lang } = await api.call(finishProvider, { body })
      if (next === 'factor') return to(lang, `/sign-in/factor?${new URLSearchParams({ ways: ways.join('.'), channels: channels.join('.'), next: '/me' })}`)
      if (next === 'signed-in') return to(lang, '/sign-in/done')
      if (next === 'linked') return to(lang, '/me/security', 'identity-linked')
      return next === 'unknown' ? to(lang, '/sign-in/not-linked') : to(lang, site.me ? '/me/security' : '/sign-in', 'provider-cancelled')
    } catch (refused) {
      if (!(refused instanceof ApiProblem) || refused.status >= 500) throw refused
      return to(refused.problem.details?.['lang'], `/sign-in/stopped?${new URLSearchParams({ why: troubleOf(refused.problem.code) })}`)
    }
  },
  'GET /sign-in/not-linked': () => page(<NotLinked />),
  'GET /sign-in/stopped': ({ query }) => page(<Stopped trouble={troubleOf(query['why'])} />),
})
