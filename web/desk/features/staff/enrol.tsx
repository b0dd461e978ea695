import { Button, PasswordInput, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { enrolPassword, type Me, readEnrolment } from '#contract/staff'
import { call } from '../../api/call.ts'
import { useSend } from '../../api/send.ts'
import { begin } from '../../frame/session.ts'
import { Loading } from '../../parts/loading.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { AddFactor } from './add-factor.tsx'
import css from './entry.module.css'
import { EntryPage } from './entry-page.tsx'

/** The token stands after # so that it reaches no log; here it leaves the address bar and the history too. */
function takeToken() {
  const token = location.hash.slice(1)
  if (token) history.replaceState(history.state, '', location.pathname)
  return token
}

export function Page() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const [token] = useState(takeToken)
  const [addsFactor, setAddsFactor] = useState(false)
  const link = useQuery({
    queryKey: ['enrolment'],
    queryFn: () => call(readEnrolment, { body: { token } }),
    enabled: /^[A-Za-z0-9_-]{43}$/.test(token),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const enter = (person: Me) => {
    begin(person)
    navigate('/', { replace: true })
  }
  return (
    <EntryPage>
      <Stack>
        <PageTitle>{t(addsFactor ? 'staff.add-factor' : 'staff.enrol')}</PageTitle>
        {addsFactor ? (
          <AddFactor onDone={enter} />
        ) : !link.isEnabled ? (
          <p role="alert">{t('staff.link-missing')}</p>
        ) : link.error ? (
          <ProblemAlert error={link.error} />
        ) : !link.data ? (
          <Loading />
        ) : link.data.passwordSet ? (
          <>
            <p style={{ margin: 0 }}>{t('staff.password-already', { login: link.data.login })}</p>
            <Link to="/sign-in">{t('staff.sign-in')}</Link>
          </>
        ) : (
          <SetPassword
            token={token}
            name={link.data.name}
            login={link.data.login}
            onDone={(next) => (next === 'enrol' ? setAddsFactor(true) : navigate('/sign-in'))}
          />
        )}
      </Stack>
    </EntryPage>
  )
}

function SetPassword({ token, name, login, onDone }: { token: string; name: string; login: string; onDone: (next: string) => void }) {
  const { t } = useTexts()
  const [password, setPassword] = useState('')
  const send = useSend(enrolPassword)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (password) send.mutate({ body: { token, password } }, { onSuccess: ({ next }) => onDone(next) })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <p style={{ margin: 0 }}>{t('staff.welcome', { name, login })}</p>
        {send.error && <ProblemAlert error={send.error} />}
        <input type="text" name="login" autoComplete="username" value={login} readOnly hidden />
        <PasswordInput
          label={t('staff.new-password')}
          autoComplete="new-password"
          aria-describedby="password-rules"
          size="md"
          value={password}
          visibilityToggleButtonProps={{ 'aria-label': t('staff.password-show'), tabIndex: 0 }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <ul id="password-rules" className={css.rules}>
          <li>{t('staff.rule-length', { typed: [...password].length })}</li>
          <li>{t('staff.rule-own')}</li>
          <li>{t('staff.rule-free')}</li>
        </ul>
        <Button type="submit" size="md" loading={send.isPending}>
          {t('staff.save-password')}
        </Button>
      </Stack>
    </form>
  )
}
