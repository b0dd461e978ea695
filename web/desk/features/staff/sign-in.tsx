import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { ReplyOf } from '#contract/route'
import { type Me, signIn } from '#contract/staff'
import { useSend } from '../../api/send.ts'
import { begin } from '../../frame/session.ts'
import { PageTitle } from '../../parts/page.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { AddFactor } from './add-factor.tsx'
import { EntryPage } from './entry-page.tsx'
import { ProveFactor } from './prove-factor.tsx'

type Step = ReplyOf<typeof signIn>

/** Only a place inside the desk: an address from outside never decides where a signed-in person lands. */
const placeInside = (next: string | null) => (next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/sign-in') ? next : '/')

export function Page() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [step, setStep] = useState<Step | null>(null)
  const enter = (person: Me) => {
    begin(person)
    navigate(placeInside(search.get('next')), { replace: true })
  }
  return (
    <EntryPage>
      {step === null || step.next === 'desk' ? (
        <Password
          ended={search.has('ended')}
          onDone={(next) => (next.next === 'desk' ? navigate(placeInside(search.get('next')), { replace: true }) : setStep(next))}
        />
      ) : step.next === 'factor' ? (
        <ProveFactor factors={step.factors} onDone={enter} onBack={() => setStep(null)} />
      ) : (
        <Stack>
          <PageTitle>{t('staff.add-factor')}</PageTitle>
          <AddFactor onDone={enter} />
        </Stack>
      )}
    </EntryPage>
  )
}

function Password({ ended, onDone }: { ended: boolean; onDone: (step: Step) => void }) {
  const { t } = useTexts()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const send = useSend(signIn)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const given = login.trim() !== '' && password !== ''
    setMissing(!given)
    if (given) send.mutate({ body: { login: login.trim(), password } }, { onSuccess: onDone })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <PageTitle>{t('staff.sign-in')}</PageTitle>
        {ended && <Alert variant="light">{t('staff.session-ended')}</Alert>}
        {send.error && <ProblemAlert error={send.error} />}
        <TextInput
          label={t('staff.login')}
          name="login"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          size="md"
          value={login}
          error={missing && login.trim() === '' && t('staff.login-missing')}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('staff.password')}
          name="password"
          autoComplete="current-password"
          size="md"
          value={password}
          error={missing && password === '' && t('staff.password-missing')}
          visibilityToggleButtonProps={{ 'aria-label': t('staff.password-show'), tabIndex: 0 }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={send.isPending}>
          {t('staff.continue')}
        </Button>
        <p className="muted" style={{ margin: 0 }}>
          {t('staff.forgotten')}
        </p>
      </Stack>
    </form>
  )
}
