import type { PushDevices as Devices } from '#contract/push-devices'
import { useSite } from '../glue/site-context.ts'
import { fill } from '../texts/texts.ts'
import { Script, useHref, useTexts, useWhen } from './small.tsx'

/** Push to this browser, asked for by a button alone, and the list of all of them; on a shared computer it is not offered. */
export function PushDevices({ push: { key, devices } }: { push: Devices }) {
  const { shared } = useSite()
  const t = useTexts().notices
  const href = useHref()
  const when = useWhen()
  return (
    <section id="push" data-push-key={key && !shared ? key : undefined}>
      <h2>{t['push.title']}</h2>
      <p>{key ? t['push.lead'] : t['push.off-site']}</p>
      {key && !shared && (
        <>
          <noscript>
            <p>{t['push.no-script']}</p>
          </noscript>
          {(['unable', 'denied', 'failed', 'is-on'] as const).map((state) => (
            <p key={state} hidden tabIndex={-1} data-push={state} role="status">
              {t[`push.${state}`]}
            </p>
          ))}
          <div class="buttons">
            <button type="button" hidden data-push="on">
              {t['push.on']}
            </button>
            <button type="button" hidden data-push="off">
              {t['push.off']}
            </button>
          </div>
        </>
      )}
      <h3>{t['push.devices']}</h3>
      {devices.length === 0 && <p>{t['push.none']}</p>}
      <ul class="plain">
        {devices.map(({ id, since, lastOkAt }) => {
          const words = [fill(t['push.since'], { at: when(since) }), ...(lastOkAt ? [fill(t['push.ok'], { at: when(lastOkAt) })] : [])].join(', ')
          return (
            <li key={id} class="row" data-device={id}>
              <span>
                {words}
                <span hidden data-here>
                  , {t['push.here']}
                </span>
              </span>
              <form method="post" action={href(`/me/settings/push/${id}/remove`)}>
                <button type="submit">
                  {t['push.remove']}
                  <span class="unseen">: {words}</span>
                </button>
              </form>
            </li>
          )
        })}
      </ul>
      {key && !shared && <Script name="push" />}
    </section>
  )
}
