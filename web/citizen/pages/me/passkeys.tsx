import { page, redirect } from '../../glue/pages.ts'
import { Field } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { PasskeyButton } from '../../parts/passkey.tsx'
import { useHref, useTexts } from '../../parts/small.tsx'
import { own } from './own.tsx'

/** The browser and the device make the key: the one thing here that needs a script. Without it the page says so and leads to the app. */
function AddPasskey() {
  const t = useTexts().me
  const href = useHref()
  return (
    <Frame title={t['passkey.title']} back="/me/security">
      <p>{t['passkey.lead']}</p>
      <ul>
        {[t['passkey.1'], t['passkey.2']].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <Field name="label" label={t['passkey.label']} hint={t['passkey.label-hint']} maxlength={60} autocomplete="off" optional />
      <PasskeyButton kind="add" done={href('/me/security/passkeys/added')} main />
      <p class="apart">
        {t['passkey.instead']} <a href={href('/me/security/app')}>{t['factors.app']}</a>
      </p>
    </Frame>
  )
}

export const passkeyPages = own({
  'GET /me/security/passkeys': () => page(<AddPasskey />),
  'GET /me/security/passkeys/added': () => redirect('/me/security', 'passkey-added'),
})
