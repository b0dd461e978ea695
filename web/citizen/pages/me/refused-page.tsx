import type { Problem } from '#contract/common'
import { useTroubles } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { codeOf } from '../../parts/refused.ts'
import { useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'

/** An action of the account that is not possible now: why, until when if that is known, and the way back. */
export function RefusedPage({ problem, back }: { problem: Problem; back: string }) {
  const t = useTexts()
  const href = useHref()
  const when = useWhen()
  const { code, kind, details, fields } = problem
  const until = typeof details?.['until'] === 'string' ? details['until'] : undefined
  const refused = fields?.length ? fields : [{ field: '', code, ...(details ? { details } : {}) }]
  const texts = useTroubles()(refused.map((one) => ({ ...one, field: '', code: codeOf(one.code, kind, undefined) })))
  return (
    <Frame title={t.me['refused.title']} back={back}>
      {texts.map(({ text }) => (
        <p key={text}>{text}.</p>
      ))}
      {until && <p>{fill(t.me['refused.until'], { time: when(until) })}</p>}
      <div class="buttons">
        <a class="button main" href={href(back)}>
          {t.me['refused.back']}
        </a>
        <a href={href('/requests/new/topic?topic=access.signin')}>{t.me['refused.ask']}</a>
      </div>
    </Frame>
  )
}
