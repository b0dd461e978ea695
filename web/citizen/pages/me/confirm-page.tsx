import { Hidden, type Sent } from '../../parts/code.tsx'
import { type Refused, useTroubles } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Prove } from '../../parts/prove.tsx'
import { useHref, useTexts } from '../../parts/small.tsx'
import type { Channel, Way } from '../../parts/ways.ts'

interface ConfirmProps {
  ways: readonly Way[]
  way: Way
  /** The page of the account to go to, or whose form goes on. */
  to: string
  /** What was typed there, as a form is sent; undefined when the page is only to be opened. */
  carried: string | undefined
  back: string
  channels: readonly Channel[]
  sent: Sent | undefined
  refused: Refused[]
}

const here = '/me/confirm'

/** Sensitive changes ask again who it is (ASVS 7.5.1); what was typed before goes on afterwards. */
export function Confirm({ ways, way, to, carried, back, channels, sent, refused }: ConfirmProps) {
  const t = useTexts()
  const href = useHref()
  const troubles = useTroubles()(refused)
  const hidden = { to, ...(carried === undefined ? {} : { carried }) }
  const others = ways.filter((one) => one !== way)
  return (
    <Frame title={t.me['confirm.title']} back={back} troubles={troubles}>
      <p>{t.me['confirm.why']}</p>
      <Prove
        way={way}
        action={here}
        hidden={hidden}
        channels={channels}
        sent={sent}
        troubles={troubles}
        passkeyDone={href(to)}
        passkeySubmits={carried === undefined ? undefined : 'go-on'}
        button={t.me['confirm.go']}
      />
      {way === 'passkey' && carried !== undefined && (
        <form method="post" action={href(here)} id="go-on">
          <Hidden values={{ ...hidden, way: 'passkey' }} />
        </form>
      )}
      {others.length > 0 && (
        <form method="post" action={href(here)}>
          <h2>{t.signin['factor.other']}</h2>
          <Hidden values={hidden} />
          <ul class="plain">
            {others.map((one) => (
              <li key={one}>
                <button class="linkish" type="submit" name="show" value={one}>
                  {t.signin[`way.${one}.link`]}
                </button>
              </li>
            ))}
          </ul>
        </form>
      )}
      <p>
        <a href={href('/cannot-sign-in/factor')}>{t.signin['factor.none']}</a>
      </p>
    </Frame>
  )
}
