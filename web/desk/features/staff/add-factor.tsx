import { Button, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { ReplyOf } from '#contract/route'
import { confirmPasskey, confirmTotp, type Me, startPasskey, startTotp } from '#contract/staff'
import { call } from '../../api/call.ts'
import { useSend } from '../../api/send.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from './entry.module.css'
import { codeDigits, PasskeyProblem } from './prove-factor.tsx'

/** A second factor is added before the desk opens, and more of them later: an authenticator app or a passkey. */
export function AddFactor({ why, onDone }: { why?: string; onDone: (me: Me) => void }) {
  const { t } = useTexts()
  const start = useSend(startTotp)
  const [passkeyError, setPasskeyError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const addPasskey = async () => {
    setBusy(true)
    setPasskeyError(null)
    try {
      const { startRegistration } = await import('@simplewebauthn/browser')
      const options = await call(startPasskey, {})
      onDone(await call(confirmPasskey, { body: { ...(await startRegistration({ optionsJSON: options as never })) } }))
    } catch (error) {
      setPasskeyError(error)
    } finally {
      setBusy(false)
    }
  }
  if (start.data) return <ConfirmTotp started={start.data} onDone={onDone} />
  return (
    <Stack>
      <p style={{ margin: 0 }}>{why ?? t('staff.add-factor-why')}</p>
      {start.error && <ProblemAlert error={start.error} />}
      {passkeyError !== null && <PasskeyProblem error={passkeyError} />}
      <Button size="md" loading={start.isPending} onClick={() => start.mutate({})}>
        {t('staff.add-app')}
      </Button>
      <p className={css.or}>{t('staff.or')}</p>
      <Button size="md" variant="default" loading={busy} onClick={addPasskey}>
        {t('staff.add-passkey')}
      </Button>
    </Stack>
  )
}

function ConfirmTotp({ started, onDone }: { started: ReplyOf<typeof startTotp>; onDone: (me: Me) => void }) {
  const { t } = useTexts()
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState(false)
  const send = useSend(confirmTotp)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(codeDigits(code) === '')
    if (codeDigits(code)) send.mutate({ params: { id: started.id }, body: { code: codeDigits(code) } }, { onSuccess: onDone })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {send.error && <ProblemAlert error={send.error} />}
        <p style={{ margin: 0 }}>{t('staff.scan')}</p>
        <img className={css.qr} alt={t('staff.qr')} src={`data:image/svg+xml,${encodeURIComponent(started.qrSvg)}`} />
        <div>
          <div>{t('staff.secret')}</div>
          <span className={css.secret}>{started.secret.match(/.{1,4}/g)?.join(' ')}</span> <CopyButton value={started.secret} label={t('staff.secret-copy')} />
        </div>
        <TextInput
          label={t('staff.code')}
          description={t('staff.code-first')}
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={20}
          size="md"
          value={code}
          error={missing && t('staff.code-missing')}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={send.isPending}>
          {t('staff.confirm-app')}
        </Button>
      </Stack>
    </form>
  )
}
