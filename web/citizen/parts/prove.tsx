import { useSite } from '../glue/site-context.ts'
import { CodeField, CodeForm, Hidden, type Sent, sentValues } from './code.tsx'
import type { Trouble } from './form.tsx'
import { PasskeyButton } from './passkey.tsx'
import { PasswordField, PasswordScript } from './password.tsx'
import { useHref, useTexts } from './small.tsx'
import type { Channel, Way } from './ways.ts'

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
  /** Where a code can go, the better one first. */
  channels: readonly Channel[]
}

/** One way of proving who one is; the page around it offers the others. */
export function Prove({ way, action, hidden = {}, sent, troubles, passkeyDone, passkeySubmits, button, channels }: ProveProps) {
  const { agency } = useSite()
  const t = useTexts().signin
  const href = useHref()
  const values = { ...hidden, way }
  // Text messages are not offered while none can be sent.
  const open = channels.filter((channel) => channel !== 'sms' || agency.smsWorks)
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
          {open.map((channel, at) => (
            <button key={channel} class={at === 0 ? 'main' : undefined} type="submit" name="send" value={channel}>
              {t[`way.code.${channel}`]}
            </button>
          ))}
        </div>
      </form>
    )
  if (way === 'code' && sent)
    return (
      <>
        <p>{t['way.code.sent']}</p>
        <CodeForm action={action} hidden={{ ...values, id: sent.id }} sent={sent} troubles={troubles} button={button} />
        <form method="post" action={href(action)} class="again">
          {/* Refused, the page still takes the code that is on its way. */}
          <Hidden values={{ ...values, ...sentValues(sent) }} />
          <p class="faint">{t['code.none']}</p>
          {open.map((channel) => (
            <button key={channel} class="linkish" type="submit" name="send" value={channel}>
              {t[`way.code.${channel}-again`]}
            </button>
          ))}
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
