import { confirmTotp, startTotp } from '#contract/my-account'
import { page, redirect } from '../../glue/pages.ts'
import { CodeField, codeTyped, Hidden, noCode } from '../../parts/code.tsx'
import { type Refused, useTroubles } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { attempt } from '../../parts/refused.ts'
import { useHref, useTexts } from '../../parts/small.tsx'
import { own } from './own.tsx'

/** What an authenticator app is, before anything is made. */
function About() {
  const t = useTexts().me
  const href = useHref()
  return (
    <Frame title={t['app.title']} back="/me/security">
      <p>{t['app.lead']}</p>
      <ol>
        {[t['app.1'], t['app.2'], t['app.3']].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ol>
      <form method="post" action={href('/me/security/app')}>
        <button class="main" type="submit">
          {t['app.start']}
        </button>
      </form>
    </Frame>
  )
}

interface Begun {
  id: string
  secret: string
  /** Drawn once, when it is made. */
  qrSvg?: string
  uri?: string
}

/** The secret is shown on this answer alone; after a wrong code the key stands as text again. */
function Scan({ begun: { id, secret, qrSvg, uri }, refused }: { begun: Begun; refused: Refused[] }) {
  const t = useTexts().me
  const href = useHref()
  const troubles = useTroubles()(refused)
  return (
    <Frame title={t['app.scan']} back="/me/security" troubles={troubles}>
      {qrSvg && (
        <>
          <p>{t['app.scan-how']}</p>
          {/* Made by our own server from the secret; black on white in every theme. */}
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by the service itself, nothing a person typed is in it */}
          <div class="qr" role="img" aria-label={t['app.qr']} dangerouslySetInnerHTML={{ __html: qrSvg }} />
          {uri && (
            <p>
              <a href={uri}>{t['app.same-device']}</a>
            </p>
          )}
        </>
      )}
      {secret && (
        <p>
          {t['app.by-hand']} <span class="mono key">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</span>
        </p>
      )}
      <form method="post" action={href(`/me/security/app/${id}`)} noValidate>
        <Hidden values={{ secret }} />
        <CodeField label={t['app.code']} hint={t['app.code-hint']} troubles={troubles} />
        <button class="main" type="submit">
          {t['app.confirm']}
        </button>
      </form>
      <p class="apart">
        <a href={href('/me/security/app')}>{t['app.again']}</a>
      </p>
    </Frame>
  )
}

export const appPages = own({
  'GET /me/security/app': () => page(<About />),
  'POST /me/security/app': async ({ api }) => page(<Scan begun={await api.call(startTotp)} refused={[]} />),
  'POST /me/security/app/:id': async ({ api, params, body }) => {
    const secret = /^[A-Z2-7]{16,64}$/.test(body.get('secret') ?? '') ? (body.get('secret') as string) : ''
    const again = (refused: Refused[]) => page(<Scan begun={{ id: params.id, secret }} refused={refused} />, 422)
    const code = codeTyped(body)
    if (code === '') return again(noCode)
    const { refused } = await attempt(api, confirmTotp, { params, body: { code } }, 'code', 'code.wrong-app')
    return refused ? again(refused) : redirect('/me/security/backup-codes', 'app-added')
  },
})
