import { provePassword } from '#contract/accounts'
import { changePassword, myAccount } from '#contract/my-account'
import { page, redirect } from '../../glue/pages.ts'
import { type Refused, useTroubles } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { PasswordField, PasswordRules, PasswordScript, passwordRules, type Rules } from '../../parts/password.tsx'
import { attempt } from '../../parts/refused.ts'
import { useHref, useTexts } from '../../parts/small.tsx'
import { own } from './own.tsx'

/** The current one is asked on the same page (ASVS 6.2.3), so nothing has to be typed twice after a proof. */
function ChangePassword({ has, rules, refused }: { has: boolean; rules: Rules; refused: Refused[] }) {
  const t = useTexts()
  const href = useHref()
  const troubles = useTroubles()(refused)
  return (
    <Frame title={has ? t.me['password.change'] : t.me['password.make']} back="/me/security" troubles={troubles}>
      <form method="post" action={href('/me/security/password')} noValidate>
        {has && <PasswordField name="current-password" label={t.me['password.current']} troubles={troubles} />}
        <PasswordRules rules={rules} />
        <PasswordField label={t.signin['password.new']} fresh troubles={troubles} />
        <p>{t.me['password.ends']}</p>
        <button class="main" type="submit">
          {t.me['password.save']}
        </button>
      </form>
      <PasswordScript />
    </Frame>
  )
}

export const passwordPages = own({
  'GET /me/security/password': async ({ api }) => {
    const { passwordAt } = await api.call(myAccount)
    return page(<ChangePassword has={passwordAt !== null} rules={await passwordRules(api)} refused={[]} />)
  },
  'POST /me/security/password': async ({ api, body }) => {
    const has = (await api.call(myAccount)).passwordAt !== null
    const typed = (name: string) => (body.get(name) ?? '').slice(0, 512)
    const again = async (refused: Refused[]) => page(<ChangePassword has={has} rules={await passwordRules(api)} refused={refused} />, 422)
    const missing = [has && typed('current-password') === '' && 'current-password', typed('password') === '' && 'password'].filter((one) => one !== false)
    if (missing.length > 0) return again(missing.map((field) => ({ field, code: 'password.required' })))
    if (has) {
      const { refused } = await attempt(api, provePassword, { body: { password: typed('current-password') } }, 'current-password', 'password.wrong')
      if (refused) return again(refused.map((one) => ({ ...one, field: 'current-password' })))
    }
    const { refused } = await attempt(api, changePassword, { body: { password: typed('password') } }, 'password')
    return refused ? again(refused) : redirect('/me/security', 'password-changed')
  },
})
