import { signIn, signOut } from '#contract/accounts'
import { listProviders, type Provider } from '#contract/oidc'
import { ApiProblem } from '../../glue/api.ts'
import { cookie } from '../../glue/cookies.ts'
import { nextPath } from '../../glue/own-path.ts'
import { page, pages, redirect } from '../../glue/pages.ts'
import { useSite } from '../../glue/site-context.ts'
import { Field, type Refused, useTroubles } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { PasskeyButton } from '../../parts/passkey.tsx'
import { PasswordField, PasswordScript } from '../../parts/password.tsx'
import { ProviderButtons } from '../../parts/providers.tsx'
import { refusedOf } from '../../parts/refused.ts'
import { Card, useHref, useTexts } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { span } from '../../words.ts'

interface SignInProps {
  next: string
  login: string
  refused: Refused[]
  /** Outside services one can sign in by. */
  providers: readonly Provider[]
  /** Seconds until another try, when the sign-in is closed. */
  locked?: number | undefined
}

function SignIn({ next, login, refused, providers, locked }: SignInProps) {
  const { agency, lang } = useSite()
  const t = useTexts().signin
  const href = useHref()
  const troubles = useTroubles()(refused)
  const wrong = refused.some(({ code }) => code === 'sign-in.refused')
  return (
    <Frame title={t.title} troubles={troubles}>
      {locked !== undefined && (
        <Card tone="warn" icon="lock" title={t['locked.title']}>
          <p>{fill(t['locked.text'], { wait: span(locked, lang) })}</p>
          <p>
            <a href={href('/unlock')}>{t['locked.code']}</a>
          </p>
        </Card>
      )}
      {wrong && (
        <Card icon="info-circle" title={t['wrong.title']}>
          <ul>
            {[t['wrong.caps'], t['wrong.layout'], t['wrong.blank'], t['wrong.login']].map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          {/* Whether this very account is locked is told to nobody who is not its owner. */}
          <p>
            {t['wrong.locked']} <a href={href('/unlock')}>{t['locked.code']}</a>
          </p>
        </Card>
      )}
      <form method="post" action={`${href('/sign-in')}?${new URLSearchParams({ next })}`} noValidate>
        <Field
          name="login"
          label={t.login}
          hint={t['login.hint']}
          value={login}
          autocomplete="username webauthn"
          autocapitalize="none"
          enterkeyhint="next"
          maxlength={254}
          spellcheck={false}
          troubles={troubles}
        />
        <PasswordField label={t.password} troubles={troubles} />
        <p>
          <a href={href('/cannot-sign-in')}>{t.cannot}</a>
        </p>
        <button class="main" type="submit">
          {t.go}
        </button>
      </form>
      <PasskeyButton kind="alone" done={`${href('/sign-in/done')}?${new URLSearchParams({ next })}`} />
      <ProviderButtons providers={providers} to="/sign-in/with" />
      <p class="apart">
        {t['no-account']} <a href={href('/register')}>{t.register}</a>
      </p>
      {agency.mode === 'demo' && (
        <p>
          <a href={href('/demo/sign-in')}>{t.demo}</a>
        </p>
      )}
      <PasswordScript />
    </Frame>
  )
}

/** Where signing in leads, whichever way it was done: first to what has to be looked at, then to where the person wanted to go. */
const arrive = pages({
  'GET /sign-in/done': ({ site, query }) => {
    const next = nextPath(query['next'])
    if (!site.me) return redirect(`/sign-in?${new URLSearchParams({ next })}`)
    if (site.me.checkData) return redirect(`/me/check?${new URLSearchParams({ next })}`)
    return site.me.level === 'enrol' ? redirect('/me/security', 'enrol') : redirect(next)
  },
})

export const signInPages = pages({
  ...arrive,
  'GET /sign-in': async ({ api, site, query }) => {
    const next = nextPath(query['next'])
    if (site.me?.level === 'full') return redirect(next)
    return page(<SignIn next={next} login="" refused={[]} providers={await api.call(listProviders)} />)
  },
  'POST /sign-in': async ({ api, query, body }) => {
    const next = nextPath(query['next'])
    const login = (body.get('login') ?? '').trim().slice(0, 254)
    const password = (body.get('password') ?? '').slice(0, 512)
    const again = async (refused: Refused[], status = 422, locked?: number) =>
      page(<SignIn next={next} login={login} refused={refused} providers={await api.call(listProviders)} locked={locked} />, status)
    const missing = [login === '' && 'login', password === '' && 'password'].filter((one) => one !== false)
    if (missing.length > 0) return again(missing.map((field) => ({ field, code: `${field}.required` })))
    try {
      const answer = await api.call(signIn, { body: { login, password } })
      if (answer.next === 'factor')
        return redirect(`/sign-in/factor?${new URLSearchParams({ ways: answer.ways.join('.'), channels: answer.channels.join('.'), next })}`)
      return redirect(`/sign-in/done?${new URLSearchParams({ next })}`)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      const { kind, code, details } = error.problem
      const wait = details?.['retryAfterSeconds']
      if (kind === 'unauthenticated') return again([{ field: 'login', code: 'sign-in.refused' }], 401)
      if (code === 'sign-in.locked' && typeof wait === 'number') return again([{ field: 'login', code: 'sign-in.locked' }], 429, wait)
      return again(refusedOf(error, 'login'), error.status)
    }
  },
  'POST /sign-out': async ({ api, site }) => {
    if (site.me) await api.call(signOut)
    return redirect('/', 'signed-out', [cookie('shared', '', 0)])
  },
})
