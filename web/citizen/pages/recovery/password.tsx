import { finishRecovery } from '#contract/accounts'
import { cookiesOf } from '../../glue/cookies.ts'
import { page, pages, redirect } from '../../glue/pages.ts'
import { idOf } from '../../parts/code.tsx'
import { CoolDown } from '../../parts/cool-down.tsx'
import { type Refused, useTroubles } from '../../parts/form.tsx'
import { PasswordField, PasswordRules, PasswordScript, passwordRules, type Rules } from '../../parts/password.tsx'
import { attempt } from '../../parts/refused.ts'
import { useHref, useTexts } from '../../parts/small.tsx'
import { recoveryCookie, Step } from './steps.tsx'

/** K4: only the citizen sets the password. */
function NewPassword({ id, rules, refused }: { id: string; rules: Rules; refused: Refused[] }) {
  const t = useTexts()
  const href = useHref()
  const troubles = useTroubles()(refused)
  return (
    <Step at="password" title={t.recovery['password.title']} troubles={troubles}>
      <form method="post" action={href(`/recovery/password?id=${id}`)} noValidate>
        <PasswordRules rules={rules} />
        <PasswordField label={t.signin['password.new']} fresh troubles={troubles} />
        <p>{t.recovery['password.ends']}</p>
        <button class="main" type="submit">
          {t.recovery['password.go']}
        </button>
      </form>
      <PasswordScript />
    </Step>
  )
}

function Done({ until }: { until: string | undefined }) {
  const t = useTexts()
  const href = useHref()
  return (
    <Step at="done" title={t.recovery['done.title']}>
      <p>{t.recovery['done.text']}</p>
      <p>{t.recovery['done.check']}</p>
      <div class="buttons">
        <a class="button main" href={href('/sign-in')}>
          {t.signin.go}
        </a>
      </div>
      {until && <CoolDown until={until} />}
    </Step>
  )
}

const instant = (value: string | undefined): string | undefined => (value && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? value : undefined)

export const recoveryPasswordPages = pages({
  'GET /recovery/password': async ({ api, query, request }) => {
    const id = idOf(query['id']) || idOf(cookiesOf(request.headers.cookie).get('recovery'))
    return id ? page(<NewPassword id={id} rules={await passwordRules(api)} refused={[]} />) : redirect('/recovery/start')
  },
  'POST /recovery/password': async ({ api, query, body, request }) => {
    const id = idOf(query['id'])
    const password = (body.get('password') ?? '').slice(0, 512)
    const again = async (refused: Refused[]) => page(<NewPassword id={id} rules={await passwordRules(api)} refused={refused} />, 422)
    if (password === '') return again([{ field: 'password', code: 'password.required' }])
    const { done, refused } = await attempt(api, finishRecovery, { params: { id }, body: { password } }, 'password')
    if (refused) return again(refused)
    const until = done.coolDownUntil ? `?until=${encodeURIComponent(done.coolDownUntil)}` : ''
    return redirect(`/recovery/done${until}`, undefined, [recoveryCookie('', request.protocol === 'https')])
  },
  'GET /recovery/done': ({ query }) => page(<Done until={instant(query['until'])} />),
})
