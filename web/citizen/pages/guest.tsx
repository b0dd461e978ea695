import { askGuestCode, endGuestSession, proveGuestCode } from '#contract/guests'
import { ApiProblem } from '../glue/api.ts'
import { cookie } from '../glue/cookies.ts'
import { page, pages, redirect } from '../glue/pages.ts'
import { Field, type Refused, useTroubles } from '../parts/form.tsx'
import { FormHelp } from '../parts/form-help.tsx'
import { Frame } from '../parts/frame.tsx'
import { useHref, useTexts, useWhen } from '../parts/small.tsx'
import { fill } from '../texts/texts.ts'

function AskNumber({ typed, refused }: { typed: string; refused: Refused[] }) {
  const t = useTexts().guest
  const href = useHref()
  const troubles = useTroubles()(refused)
  return (
    <Frame title={t.title} troubles={troubles}>
      <FormHelp form="status" />
      <p>{t.why}</p>
      <form method="post" action={href('/guest/status')}>
        <Field name="number" label={t.number} hint={t.numberHint} value={typed} inputmode="numeric" autocomplete="off" troubles={troubles} short />
        <button class="main" type="submit">
          {t.getCode}
        </button>
      </form>
      <h2>{t.forget}</h2>
      <p>{t.forgetNote}</p>
      <form method="post" action={href('/guest/forget')}>
        <button type="submit">{t.forget}</button>
      </form>
    </Frame>
  )
}

interface Times {
  until: string | undefined
  again: string | undefined
}

/** FORM-11: the same words whether or not there is such a request. One field for the code, so that it can be pasted. */
function AskCode({ accessId, times, refused }: { accessId: string; times: Times; refused: Refused[] }) {
  const t = useTexts().guest
  const href = useHref()
  const when = useWhen()
  const troubles = useTroubles()(refused)
  return (
    <Frame title={t.codeTitle} back="/guest/status" troubles={troubles}>
      <p>
        {t.sent} {times.until && fill(t.until, { time: when(times.until) })}
      </p>
      <form method="post" action={`${href(`/guest/code/${accessId}`)}${search(times)}`}>
        <Field name="code" label={t.code} hint={t.codeHint} inputmode="numeric" autocomplete="one-time-code" troubles={troubles} short mono />
        <button class="main" type="submit">
          {t.open}
        </button>
      </form>
      <p>
        {times.again && fill(t.againAt, { time: when(times.again) })} <a href={href('/guest/status')}>{t.again}</a>
      </p>
    </Frame>
  )
}

const instant = (value: string | undefined): string | undefined => (value && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? value : undefined)
const timesOf = (query: Record<string, string | undefined>): Times => ({ until: instant(query['until']), again: instant(query['again']) })
const search = ({ until, again }: Times): string => `?${new URLSearchParams({ ...(until ? { until } : {}), ...(again ? { again } : {}) })}`
/** Refusals that belong to the field of the page; the rest become an error page. */
const ofField = (error: unknown, field: string, otherwise: string): Refused[] => {
  if (error instanceof ApiProblem && error.problem.code === 'guest.resend-wait')
    return [{ field, code: 'number.wait', ...(error.problem.details && { details: { seconds: error.problem.details['retryAfterSeconds'] } }) }]
  if (!(error instanceof ApiProblem) || !['invalid', 'unprocessable', 'gone', 'forbidden', 'not-found', 'unauthenticated'].includes(error.problem.kind))
    throw error
  const { code, details, fields } = error.problem
  const known = fields?.[0]?.code ?? (code.startsWith(`${field}.`) ? code : otherwise)
  return [{ field, code: known, ...(details ? { details } : {}) }]
}

export const guest = pages({
  'GET /guest/status': () => page(<AskNumber typed="" refused={[]} />),
  'POST /guest/status': async ({ api, body }) => {
    const number = (body.get('number') ?? '').trim().slice(0, 40)
    if (number === '') return page(<AskNumber typed="" refused={[{ field: 'number', code: 'number.required' }]} />, 422)
    try {
      const asked = await api.call(askGuestCode, { body: { number } })
      return redirect(`/guest/code/${asked.accessId}${search({ until: asked.expiresAt, again: asked.resendAt })}`)
    } catch (error) {
      return page(<AskNumber typed={number} refused={ofField(error, 'number', 'number.invalid')} />, 422)
    }
  },
  'GET /guest/code/:accessId': ({ params, query }) => page(<AskCode accessId={params.accessId} times={timesOf(query)} refused={[]} />),
  'POST /guest/code/:accessId': async ({ api, params, query, body }) => {
    const again = (refused: Refused[]) => page(<AskCode accessId={params.accessId} times={timesOf(query)} refused={refused} />, 422)
    const code = (body.get('code') ?? '').replace(/[\s-]/g, '').slice(0, 20)
    if (code === '') return again([{ field: 'code', code: 'code.required' }])
    try {
      const { number } = await api.call(proveGuestCode, { params, body: { code } })
      return redirect(`/requests/${number}`)
    } catch (error) {
      return again(ofField(error, 'code', 'code.wrong'))
    }
  },
  'POST /guest/forget': async ({ api }) => {
    await api.call(endGuestSession)
    return redirect('/', 'forgotten', [cookie('shared', '', 0)])
  },
})
