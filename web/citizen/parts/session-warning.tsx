import type { Me } from '#contract/accounts'
import { useSite } from '../glue/site-context.ts'
import { Script, useHref, useTexts } from './small.tsx'

/** Two minutes before the session ends the script opens this; without it the page after the end keeps what was typed. */
export function SessionWarning({ me }: { me: Me }) {
  const { now, path } = useSite()
  const t = useTexts().me
  const href = useHref()
  return (
    <dialog class="session" data-session data-now={now.toISOString()} data-idle={me.idleUntil} data-end={me.endsAt} aria-labelledby="session-title">
      <h2 id="session-title" data-over={t['session.over']}>
        {t['session.title']}
      </h2>
      <p data-words data-over={t['session.over-text']} data-final={t['session.final']}>
        {t['session.text']}
      </p>
      <div class="buttons">
        <button class="main" type="button" data-stay>
          {t['session.stay']}
        </button>
        <a class="button main" hidden data-again href={`${href('/sign-in')}?${new URLSearchParams({ next: path })}`} target="_blank" rel="noopener">
          {t['session.again']}
        </a>
        <button type="button" data-close>
          {t['session.close']}
        </button>
      </div>
      <Script name="session" />
    </dialog>
  )
}
