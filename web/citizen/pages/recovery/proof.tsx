import { proveRecovery, type Recovery, readRecovery, sendRecoveryCode } from '#contract/accounts'
import { cookiesOf } from '../../glue/cookies.ts'
import { type Answer, type Ask, page, pages, redirect } from '../../glue/pages.ts'
import { Again, CodeForm, codeTyped, idOf, inAddress, noCode, type Sent, sent, sentOf } from '../../parts/code.tsx'
import { type Refused, useTroubles } from '../../parts/form.tsx'
import { attempt } from '../../parts/refused.ts'
import { useTexts, useWhen } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { SecondProof } from './second-proof.tsx'
import { type Proof, type ProofProps, recoveryCookie, Step } from './steps.tsx'
import { Waiting } from './waiting.tsx'

/** Before the first proof the page says the same to everybody. */
function FirstProof({ recovery, sent, refused }: ProofProps) {
  const t = useTexts()
  const when = useWhen()
  const troubles = useTroubles()(refused)
  return (
    <Step at="proof" title={t.signin['code.title']} back="/recovery/start" troubles={troubles}>
      <p>{t.signin['code.maybe-sent']}</p>
      <CodeForm
        action={`/recovery/proof${inAddress(sent)}`}
        hidden={{ kind: recovery.offers[0] ?? 'email' }}
        sent={sent}
        troubles={troubles}
        button={t.recovery['proof.go']}
      />
      <Again action={`/recovery/code${inAddress(sent)}`} sent={sent} />
      <p class="faint">{fill(t.recovery.life, { time: when(recovery.expiresAt) })}</p>
    </Step>
  )
}

const show = (props: ProofProps, status = 200): Answer => {
  const { step, id } = props.recovery
  if (step === 'password') return redirect(`/recovery/password?id=${id}`)
  if (step === 'done') return redirect('/recovery/done')
  if (step === 'first-proof') return page(<FirstProof {...props} />, status)
  if (step === 'second-proof') return page(<SecondProof {...props} />, status)
  return page(<Waiting recovery={props.recovery} />, status)
}

type Asked = Pick<Ask, 'api' | 'query' | 'request'>
/** The recovery named in the address, or the one this browser began. */
const readOf = async ({ api, query, request }: Asked): Promise<{ recovery: Recovery; sent: Sent } | undefined> => {
  const id = idOf(query['id']) || idOf(cookiesOf(request.headers.cookie).get('recovery'))
  if (!id) return undefined
  const { done } = await attempt(api, readRecovery, { params: { id } }, 'code')
  return done && { recovery: done, sent: { ...sentOf(query), id } }
}
const gone = (request: Asked['request']): Answer => redirect('/recovery/start', 'recovery-over', [recoveryCookie('', request.protocol === 'https')])

const offered = (recovery: Recovery, value: string | null | undefined): Proof | undefined => recovery.offers.find((one) => one === value)
const byCode = ['email', 'phone', 'saved_code', 'totp', 'backup_code'] as const

export const proofPages = pages({
  'GET /recovery/proof': async (ask) => {
    const found = await readOf(ask)
    if (!found) return gone(ask.request)
    return show({ ...found, chosen: offered(found.recovery, ask.query['with']), refused: [] })
  },
  'POST /recovery/proof': async (ask) => {
    const found = await readOf(ask)
    if (!found) return gone(ask.request)
    const kind = byCode.find((one) => one === ask.body.get('kind')) ?? 'email'
    const again = (refused: Refused[]) => show({ ...found, chosen: offered(found.recovery, kind), refused }, 422)
    const code = codeTyped(ask.body)
    if (code === '') return again(noCode)
    const otherwise = kind === 'backup_code' ? 'backup-code.wrong' : 'code.wrong'
    const { refused } = await attempt(ask.api, proveRecovery, { params: { id: found.sent.id }, body: { kind, code } }, 'code', otherwise)
    // Looked at afresh: the next step may be another proof, a wait or the password.
    return refused ? again(refused) : redirect(`/recovery/proof?id=${found.sent.id}`)
  },
  'POST /recovery/code': async (ask) => {
    const found = await readOf(ask)
    if (!found) return gone(ask.request)
    const wanted = ask.body.get('channel')
    const channel = wanted === 'sms' || wanted === 'email' ? wanted : undefined
    const chosen = offered(found.recovery, channel === 'sms' ? 'phone' : channel)
    const { done, refused } = await attempt(ask.api, sendRecoveryCode, { params: { id: found.sent.id }, body: channel ? { channel } : {} }, 'code')
    if (refused) return show({ ...found, chosen, refused }, 422)
    return redirect(`/recovery/proof${inAddress({ ...sent(done), id: found.sent.id }, chosen ? { with: chosen } : {})}`, 'code-sent')
  },
})
