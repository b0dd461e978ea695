import { Icon, Script, useHref, useTexts } from './small.tsx'

interface PasskeyProps {
  /** alone: signs in by itself; step: the second step, or proving oneself again; recover: a proof of a recovery; add: makes a new one. */
  kind: 'alone' | 'step' | 'recover' | 'add'
  /** Where it leads on success. */
  done: string
  /** The recovery it proves. */
  id?: string
  main?: boolean
  /** The form of the page that goes on instead of `done`. */
  submits?: string
}

/** Shown by the script where the browser knows passkeys. */
export function PasskeyButton({ kind, done, id, main, submits }: PasskeyProps) {
  const t = useTexts().signin
  const href = useHref()
  const stale = `${href('/me/confirm')}?${new URLSearchParams({ next: '/me/security/passkeys' })}`
  return (
    <div data-passkey={kind} data-done={done} data-id={id} data-submits={submits} data-stale={stale} data-factor={href('/sign-in/factor')}>
      <p
        hidden
        data-said
        role="alert"
        class="field-error"
        data-refused={t['passkey.refused']}
        data-over={t['passkey.over']}
        data-failed={t['passkey.failed']}
      />
      <button class={main ? 'main' : undefined} type="button" hidden>
        <Icon name="key" />
        {kind === 'add' ? t['passkey.add'] : t['passkey.button']}
      </button>
      {kind !== 'alone' && <p data-none>{t['passkey.none']}</p>}
      <Script name="passkey" />
    </div>
  )
}
