import { Button, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Me, ownFactors, passkeyOptions, provePasskey, proveTotp } from '#contract/staff'
import { call } from '../../api/call.ts'
import { useSend } from '../../api/send.ts'
import { Loading } from '../../parts/loading.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'

/** Digits of an authenticator code as typed: any spaces are allowed. */
export const codeDigits = (typed: string) => typed.replace(/\s/g, '')

export function ProveFactor({ factors, onDone, onBack }: { factors: string[]; onDone: (me: Me) => void; onBack: () => void }) {
  const { t } = useTexts()
  const [way, setWay] = useState(factors.includes('totp') ? 'totp' : 'passkey')
  const other = way === 'totp' ? 'passkey' : 'totp'
  return (
    <Stack>
      <PageTitle>{t('staff.factor')}</PageTitle>
      {way === 'totp' ? <TotpProof submit={t('staff.enter')} onDone={onDone} /> : <PasskeyProof submit={t('staff.enter-passkey')} onDone={onDone} />}
      {factors.includes(other) && (
        <Button variant="subtle" onClick={() => setWay(other)}>
          {t(other === 'totp' ? 'staff.use-code' : 'staff.use-passkey')}
        </Button>
      )}
      <Button variant="subtle" onClick={onBack}>
        {t('staff.other-person')}
      </Button>
    </Stack>
  )
}

/** The same inside the desk, where a change wants a fresh proof. */
export function ProveAgain({ onDone }: { onDone: (me: Me) => void }) {
  const { t } = useTexts()
  const kinds = useQuery({ queryKey: ['own-factors'], queryFn: () => call(ownFactors, {}) }).data?.map(({ kind }) => kind)
  const [way, setWay] = useState<'totp' | 'passkey' | null>(null)
  if (!kinds) return <Loading />
  const shown = way ?? (kinds.includes('totp') ? 'totp' : 'passkey')
  const other = shown === 'totp' ? 'passkey' : 'totp'
  return (
    <Stack>
      <p style={{ margin: 0 }}>{t('staff.factor-again-why')}</p>
      {shown === 'totp' ? <TotpProof submit={t('staff.confirm')} onDone={onDone} /> : <PasskeyProof submit={t('staff.confirm-passkey')} onDone={onDone} />}
      {kinds.includes(other) && (
        <Button variant="subtle" onClick={() => setWay(other)}>
          {t(other === 'totp' ? 'staff.use-code' : 'staff.use-passkey')}
        </Button>
      )}
    </Stack>
  )
}

interface ProofProps {
  submit: string
  onDone: (me: Me) => void
}
function TotpProof({ submit: words, onDone }: ProofProps) {
  const { t } = useTexts()
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState(false)
  const send = useSend(proveTotp)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(codeDigits(code) === '')
    if (codeDigits(code)) send.mutate({ body: { code: codeDigits(code) } }, { onSuccess: onDone, onError: () => setCode('') })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {send.error && <ProblemAlert error={send.error} />}
        <TextInput
          label={t('staff.code')}
          description={t('staff.code-hint')}
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={20}
          size="md"
          data-autofocus
          value={code}
          error={missing && t('staff.code-missing')}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={send.isPending}>
          {words}
        </Button>
      </Stack>
    </form>
  )
}

function PasskeyProof({ submit, onDone }: ProofProps) {
  const { t } = useTexts()
  const [failed, setFailed] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const prove = async () => {
    setBusy(true)
    setFailed(null)
    try {
      const { startAuthentication } = await import('@simplewebauthn/browser')
      const options = await call(passkeyOptions, {})
      const answer = await startAuthentication({ optionsJSON: options as never })
      onDone(await call(provePasskey, { body: { ...answer } }))
    } catch (error) {
      setFailed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Stack>
      {failed !== null && <PasskeyProblem error={failed} />}
      <p style={{ margin: 0 }}>{t('staff.passkey-hint')}</p>
      <Button size="md" loading={busy} onClick={prove}>
        {submit}
      </Button>
    </Stack>
  )
}

/** The browser's own errors (cancelled, timed out, no such key) have one answer: try again or another way. */
export function PasskeyProblem({ error }: { error: unknown }) {
  const { t } = useTexts()
  const browsers = error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError' || error.name === 'InvalidStateError')
  return browsers ? <p role="alert">{t('staff.passkey-cancelled')}</p> : <ProblemAlert error={error} />
}
