import { useSite } from '../glue/site-context.ts'
import { CodeField, CodeForm, Hidden, type Sent } from './code.tsx'
import type { Trouble } from './form.tsx'
import { PasskeyButton } from './passkey.tsx'
import { PasswordField, PasswordScript } from './password.tsx'
import { useHref, useTexts } from './small.tsx'
import type { Way } from './ways.ts'

interface ProveProps {
  way: Way
  /** Where the forms go, with the query. */
  action: string
  hidden?: Record<string, string>
  sent: Sent | undefined
  troubles: Trouble[]
  /** Where a passkey leads when it has proved it. */
  passkeyDone: string
  /** The form that goes on instead, when something typed is carried along. */
  passkeySubmits?: string
  button: string
}

/** One way of proving who one is; the page around it offers the others. */
export function Prove({ way, action, hidden = {}, sent, troubles, passkeyDone, passkeySubmits, button }: ProveProps) {
  const { agency } = useSite()
  const t = useTexts().signin
  const href = useHref()
  const values = { ...hidden, way }
  if (way === 'passkey')
    return (
      <>
        <p>{t['way.passkey.text']}</p>
        <PasskeyButton kind="step" done={passkeyDone} main {...(passkeySubmits ? { submits: passkeySubmits } : {})} />
      </>
    )
  if (way === 'code' && !sent?.id)
    return (
      <form method="post" action={href(action)}>
        <p>{t['way.code.text']}</p>
        <Hidden values={values} />
        <div class="buttons">
          {agency.smsWorks && (
            <button class="main" type="submit" name="send" value="sms">
              {t['way.code.sms']}
            </button>
          )}
          <button class={agency.smsWorks ? undefined : 'main'} type="submit" name="send" value="email">
            {t['way.code.email']}
          </button>
        </div>
      </form>
    )
  if (way === 'code' && sent)
    return (
      <>
        <p>{t['way.code.sent']}</p>
        <CodeForm action={action} hidden={{ ...values, id: sent.id }} sent={sent} troubles={troubles} button={button} />
        <form method="post" action={href(action)} class="again">
          <Hidden values={values} />
          <p class="faint">{t['code.none']}</p>
          {agency.smsWorks && (
            <button class="linkish" type="submit" name="send" value="sms">
              {t['way.code.sms-again']}
            </button>
          )}{' '}
          <button class="linkish" type="submit" name="send" value="email">
            {t['way.code.email-again']}
          </button>
        </form>
      </>
    )
  return (
    <form method="post" action={href(action)} noValidate>
      <Hidden values={values} />
      {way === 'password' ? (
        <>
          <PasswordField label={t.password} troubles={troubles} />
          <PasswordScript />
        </>
      ) : way === 'totp' ? (
        <CodeField label={t['way.totp.label']} hint={t['way.totp.hint']} troubles={troubles} />
      ) : (
        <CodeField label={t['way.backup_code.label']} hint={t['way.backup_code.hint']} troubles={troubles} typed />
      )}
      <button class="main" type="submit">
        {button}
      </button>
    </form>
  )
}
