import type { Recovery } from '#contract/accounts'
import { Frame } from '../../parts/frame.tsx'
import { Card, useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { fill, textOf } from '../../texts/texts.ts'
import { Door } from '../sign-in/cannot.tsx'
import { Step } from './steps.tsx'

/** Proved enough, and still a delay or a second employee stands before the new password; or it was refused. */
export function Waiting({ recovery }: { recovery: Recovery }) {
  const t = useTexts().recovery
  const href = useHref()
  const when = useWhen()
  if (recovery.step === 'refused')
    return (
      <Frame title={t['refused.title']}>
        <p>{textOf(t, `refused.${recovery.reason ?? ''}`, t['refused.text'])}</p>
        <div class="buttons">
          <a class="button main" href={href('/recovery/start')}>
            {t['refused.again']}
          </a>
        </div>
        <Door topic="access.recovery" />
      </Frame>
    )
  const approval = recovery.step === 'approval'
  return (
    <Step at="proof" title={approval ? t['approval.title'] : t['wait.title']}>
      <Card tone="lead" icon="clock">
        <p>{approval ? t['approval.text'] : t['wait.text']}</p>
        {recovery.notBefore && (
          <p>
            <strong>{fill(t['wait.until'], { time: when(recovery.notBefore) })}</strong>
          </p>
        )}
        <p>{fill(t.life, { time: when(recovery.expiresAt) })}</p>
      </Card>
      <p>{t['wait.why']}</p>
      <p>{t['wait.here']}</p>
      <div class="buttons">
        <a class="button" href={href(`/recovery/proof?id=${recovery.id}`)}>
          {t['wait.reload']}
        </a>
      </div>
      <Door topic="access.recovery" />
    </Step>
  )
}
