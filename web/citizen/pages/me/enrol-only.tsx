import { Frame } from '../../parts/frame.tsx'
import { useHref, useTexts } from '../../parts/small.tsx'

/** Came by a backup code: reading is open, and adding a way to sign in; everything else waits for that. */
export function EnrolOnly() {
  const t = useTexts().me
  const href = useHref()
  return (
    <Frame title={t['enrol.title']} back="/me">
      <p>{t['enrol.text']}</p>
      <div class="buttons">
        <a class="button main" href={href('/me/security/app')}>
          {t['enrol.app']}
        </a>
        <a href={href('/me/security/passkeys')}>{t['enrol.passkey']}</a>
      </div>
    </Frame>
  )
}
