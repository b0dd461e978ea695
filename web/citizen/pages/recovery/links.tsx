import { useCancelLink as cancelByLink, openRecoveryLink, readCancelLink } from '#contract/accounts'
import { page, pages, redirect } from '../../glue/pages.ts'
import { Frame } from '../../parts/frame.tsx'
import { attempt } from '../../parts/refused.ts'
import { Card, useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { Door } from '../sign-in/cannot.tsx'
import { recoveryCookie } from './steps.tsx'

/** The link that an employee had sent to an own contact. Programs that look into mail open links: nothing happens before the press. */
function RecoveryLink({ token }: { token: string }) {
  const t = useTexts().recovery
  const href = useHref()
  return (
    <Frame title={t['link.title']}>
      <p>{t['link.text']}</p>
      <p>{t['link.not-you']}</p>
      <form method="post" action={href(`/recovery/link/${token}`)}>
        <button class="main" type="submit">
          {t['link.go']}
        </button>
      </form>
    </Frame>
  )
}

/** For the owner: one button, no sign-in. */
function Cancel({ token, what, at }: { token: string; what: 'recovery' | 'contact'; at: string }) {
  const t = useTexts().recovery
  const href = useHref()
  const when = useWhen()
  return (
    <Frame title={t[`cancel.${what}.title`]}>
      <p>{fill(t[`cancel.${what}.text`], { time: when(at) })}</p>
      <form method="post" action={href(`/cancel/${token}`)}>
        <button class="main" type="submit">
          {t[`cancel.${what}.go`]}
        </button>
      </form>
      <p>{t['cancel.mine']}</p>
    </Frame>
  )
}

function Over({ title, text }: { title: string; text: string }) {
  return (
    <Frame title={title}>
      <p>{text}</p>
      <Door topic="account.suspicious" />
    </Frame>
  )
}

function LinkOver() {
  const t = useTexts().recovery
  return <Over title={t['link.over']} text={t['link.over-text']} />
}

/** It has happened: its owner can still close the account. */
function TooLate({ what }: { what: 'recovery' | 'contact' }) {
  const t = useTexts().recovery
  return <Over title={t[`late.${what}`]} text={t['late.text']} />
}

function Cancelled({ what }: { what: 'recovery' | 'contact' }) {
  const t = useTexts().recovery
  const href = useHref()
  return (
    <Frame title={t[`cancelled.${what}`]}>
      <Card tone="ok" icon="shield-check">
        <p>{t[`cancelled.${what}-text`]}</p>
      </Card>
      <h2>{t['cancelled.next']}</h2>
      <ul>
        {[t['cancelled.1'], t['cancelled.2'], t['cancelled.3']].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <div class="buttons">
        <a class="button main" href={href('/me/security')}>
          {t['cancelled.go']}
        </a>
      </div>
      <Door topic="account.suspicious" />
    </Frame>
  )
}

const linkShape = /^[A-Za-z0-9_-]{43}$/

export const linkPages = pages({
  'GET /recovery/link/:token': ({ params }) => (linkShape.test(params.token) ? page(<RecoveryLink token={params.token} />) : page(<LinkOver />, 404)),
  'POST /recovery/link/:token': async ({ api, params, request }) => {
    const { done, refused } = await attempt(api, openRecoveryLink, { body: { token: params.token } }, 'token')
    if (refused) return page(<LinkOver />, 410)
    return redirect(`/recovery/proof?id=${done.id}`, undefined, [recoveryCookie(done.id, request.protocol === 'https')])
  },
  'GET /cancel/:token': async ({ api, params }) => {
    if (!linkShape.test(params.token)) return page(<LinkOver />, 404)
    const { done, refused } = await attempt(api, readCancelLink, { body: { token: params.token } }, 'token')
    if (refused) return page(<LinkOver />, 410)
    return done.open ? page(<Cancel token={params.token} what={done.what} at={done.at} />) : page(<TooLate what={done.what} />, 410)
  },
  'POST /cancel/:token': async ({ api, params }) => {
    const { done, refused } = await attempt(api, cancelByLink, { body: { token: params.token } }, 'token')
    return refused ? page(<LinkOver />, 410) : redirect(`/cancelled?what=${done.what}`)
  },
  'GET /cancelled': ({ query }) => page(<Cancelled what={query['what'] === 'contact' ? 'contact' : 'recovery'} />),
})
