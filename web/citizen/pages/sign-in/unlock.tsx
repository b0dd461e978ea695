import { finishUnlock, startUnlock } from '#contract/accounts'
import { page, pages, redirect } from '../../glue/pages.ts'
import { CodeForm, codeTyped, inAddress, noCode, type Sent, sent, sentOf } from '../../parts/code.tsx'
import { Field, type Refused, useTroubles } from '../../parts/form.tsx'
import { FormHelp } from '../../parts/form-help.tsx'
import { Frame } from '../../parts/frame.tsx'
import { attempt } from '../../parts/refused.ts'
import { useHref, useTexts } from '../../parts/small.tsx'

/** LOGIN-4: a code opens the sign-in again. The same words for a login that nobody has. */
function Ask({ login, refused }: { login: string; refused: Refused[] }) {
  const t = useTexts().signin
  const href = useHref()
  const troubles = useTroubles()(refused)
  return (
    <Frame title={t['unlock.title']} back="/cannot-sign-in/locked" troubles={troubles}>
      <FormHelp form="unlock" />
      <p>{t['unlock.lead']}</p>
      <form method="post" action={href('/unlock')} noValidate>
        <Field
          name="login"
          label={t.login}
          hint={t['login.hint']}
          value={login}
          autocomplete="username"
          autocapitalize="none"
          maxlength={254}
          spellcheck={false}
          troubles={troubles}
        />
        <button class="main" type="submit">
          {t['register.get-code']}
        </button>
      </form>
      <p class="apart">
        {t['unlock.no-contact']} <a href={href('/cannot-sign-in/no-contacts')}>{t['unlock.no-contact-link']}</a>
      </p>
    </Frame>
  )
}

function Code({ sent, refused }: { sent: Sent; refused: Refused[] }) {
  const t = useTexts().signin
  const href = useHref()
  const troubles = useTroubles()(refused)
  return (
    <Frame title={t['code.title']} back="/unlock" troubles={troubles}>
      <p>{t['code.maybe-sent']}</p>
      <CodeForm action={`/unlock/code${inAddress(sent)}`} sent={sent} troubles={troubles} button={t['unlock.open']} />
      <p class="faint">
        {t['code.none']} <a href={href('/unlock')}>{t['code.again']}</a>
      </p>
    </Frame>
  )
}

export const unlockPages = pages({
  'GET /unlock': () => page(<Ask login="" refused={[]} />),
  'POST /unlock': async ({ api, body }) => {
    const login = (body.get('login') ?? '').trim().slice(0, 254)
    if (login === '') return page(<Ask login="" refused={[{ field: 'login', code: 'login.required' }]} />, 422)
    const { done, refused } = await attempt(api, startUnlock, { body: { login } }, 'login', 'contact.invalid')
    return refused ? page(<Ask login={login} refused={refused} />, 422) : redirect(`/unlock/code${inAddress(sent(done))}`)
  },
  'GET /unlock/code': ({ query }) => (sentOf(query).id ? page(<Code sent={sentOf(query)} refused={[]} />) : redirect('/unlock')),
  'POST /unlock/code': async ({ api, query, body }) => {
    const now = sentOf(query)
    const code = codeTyped(body)
    const { refused } = code === '' ? { refused: noCode } : await attempt(api, finishUnlock, { params: { id: now.id }, body: { code } }, 'code', 'code.wrong')
    return refused ? page(<Code sent={now} refused={refused} />, 422) : redirect('/sign-in', 'unlocked')
  },
})
