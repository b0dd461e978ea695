import type { Recovery } from '#contract/accounts'
import { CodeField, CodeForm, Hidden, inAddress } from '../../parts/code.tsx'
import { type Trouble, useTroubles } from '../../parts/form.tsx'
import { PasskeyButton } from '../../parts/passkey.tsx'
import { useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { unbroken } from '../../words.ts'
import { Door } from '../sign-in/cannot.tsx'
import { type Proof, type ProofProps, Step } from './steps.tsx'

/** One proof was given; the person chooses the second among what this account has. */
export function SecondProof({ recovery, chosen, sent, refused }: ProofProps) {
  const t = useTexts().recovery
  const href = useHref()
  const when = useWhen()
  const troubles = useTroubles()(refused)
  const way = chosen ?? recovery.offers[0]
  const others = recovery.offers.filter((one) => one !== way)
  return (
    <Step at="proof" title={t['second.title']} troubles={troubles}>
      <p>{t['second.lead']}</p>
      {way && <Way way={way} recovery={recovery} sent={sent} troubles={troubles} />}
      {others.length > 0 && (
        <>
          <h2>{t['second.other']}</h2>
          <ul>
            {others.map((one) => (
              <li key={one}>
                <a href={href(`/recovery/proof?id=${recovery.id}&with=${one}`)}>{t[`second.${one}`]}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="faint">{fill(t.life, { time: when(recovery.expiresAt) })}</p>
      <Door topic="access.recovery" />
    </Step>
  )
}

function Way({ way, recovery, sent, troubles }: { way: Proof; recovery: Recovery; sent: ProofProps['sent']; troubles: Trouble[] }) {
  const t = useTexts().recovery
  const href = useHref()
  const to = `/recovery/proof${inAddress(sent, { with: way })}`
  if (way === 'email' || way === 'phone') return <ByContact way={way} recovery={recovery} sent={sent} troubles={troubles} />
  if (way === 'passkey')
    return (
      <>
        <h2>{t['second.passkey']}</h2>
        <PasskeyButton kind="recover" id={recovery.id} done={href(`/recovery/proof?id=${recovery.id}`)} main />
      </>
    )
  // Settled by people: what the person does is to come or to call.
  if (way === 'knowledge' || way === 'office')
    return (
      <>
        <h2>{t[`second.${way}`]}</h2>
        <p>{t[`second.${way}.text`]}</p>
      </>
    )
  return (
    <form method="post" action={href(to)} noValidate>
      <input type="hidden" name="kind" value={way} />
      <CodeField label={t[`second.${way}`]} hint={t[`second.${way}.hint`]} troubles={troubles} typed={way !== 'totp'} />
      <button class="main" type="submit">
        {t['proof.go']}
      </button>
    </form>
  )
}

/** A code to the other contact, shown masked. Until it was asked for, nothing is sent. */
function ByContact({ way, recovery, sent, troubles }: { way: 'email' | 'phone'; recovery: Recovery; sent: ProofProps['sent']; troubles: Trouble[] }) {
  const t = useTexts()
  const href = useHref()
  const masked = unbroken(recovery.contacts.find(({ kind }) => kind === way)?.masked ?? '')
  const hidden = { channel: way === 'phone' ? 'sms' : 'email' }
  const send = (label: string, isMain: boolean) => (
    <form method="post" action={href(`/recovery/code${inAddress({ ...sent, id: recovery.id })}`)}>
      <Hidden values={hidden} />
      <button class={isMain ? 'main' : 'linkish'} type="submit">
        {label}
      </button>
    </form>
  )
  if (!sent.until)
    return (
      <>
        <p>{fill(t.recovery[way === 'phone' ? 'second.to-phone' : 'second.to-email'], { contact: masked })}</p>
        {send(t.recovery['second.send'], true)}
      </>
    )
  return (
    <>
      <p>{fill(t.recovery['second.sent'], { contact: masked })}</p>
      <CodeForm
        action={`/recovery/proof${inAddress(sent, { with: way })}`}
        hidden={{ kind: way }}
        sent={sent}
        troubles={troubles}
        button={t.recovery['proof.go']}
      />
      {send(t.signin['code.again'], false)}
    </>
  )
}
