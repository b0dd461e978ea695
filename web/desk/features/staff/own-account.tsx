import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { changePassword, type OwnFactor, ownFactors, removeFactor } from '#contract/staff'
import { call } from '../../api/call.ts'
import { useSend } from '../../api/send.ts'
import frame from '../../frame/frame.module.css'
import { useMe } from '../../frame/session.ts'
import { useFormat } from '../../parts/format.ts'
import { Loaded } from '../../parts/loading.tsx'
import { tell } from '../../parts/notices.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { AddFactor } from './add-factor.tsx'
import css from './entry.module.css'
import { OwnMail } from './own-mail.tsx'
import { Shell } from './staff-dialog-shell.tsx'

const factorsQuery = { queryKey: ['own-factors'], queryFn: () => call(ownFactors, {}) }

/** One's own password and second factors. What changes them asks for a fresh proof first. */
export function Page() {
  const { t } = useTexts()
  const { login } = useMe()
  return (
    <div className={frame.page} data-pane tabIndex={-1}>
      <PageTitle>{t('staff.own')}</PageTitle>
      <p className="muted">{t('staff.own-hint', { login })}</p>
      <Stack gap="xl" maw={560}>
        <Factors />
        <ChangePassword login={login} />
        <OwnMail />
      </Stack>
    </div>
  )
}

function Factors() {
  const { t } = useTexts()
  const format = useFormat()
  const client = useQueryClient()
  const asked = useQuery(factorsQuery)
  const [open, setOpen] = useState<'add' | OwnFactor | null>(null)
  const added = async () => {
    setOpen(null)
    await client.invalidateQueries({ queryKey: factorsQuery.queryKey })
    tell(t('staff.factor-added'))
  }
  return (
    <section aria-labelledby="own-factors">
      <h2 id="own-factors">{t('staff.column.factors')}</h2>
      <Loaded asked={asked}>
        {(factors) => (
          <ul className={css.factors}>
            {factors.map((factor) => (
              <li key={factor.id}>
                <span>
                  {t(`staff.factor-kind.${factor.kind}`)}
                  <span className="faint">
                    {' '}
                    {t('staff.factor-times', { added: format.stamp(factor.addedAt), used: format.stamp(factor.usedAt ?? factor.addedAt) })}
                  </span>
                </span>
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={factors.length === 1}
                  aria-label={t('staff.factor-remove-which', { kind: t(`staff.factor-kind.${factor.kind}`), added: format.stamp(factor.addedAt) })}
                  onClick={() => setOpen(factor)}
                >
                  {t('staff.factor-remove')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {asked.data?.length === 1 && <p className="muted">{t('staff.factor-last')}</p>}
      {open === 'add' ? <AddFactor why={t('staff.add-factor-more')} onDone={added} /> : <Button onClick={() => setOpen('add')}>{t('staff.add-factor')}</Button>}
      {open && open !== 'add' && <RemoveDialog factor={open} onClose={() => setOpen(null)} />}
    </section>
  )
}

function RemoveDialog({ factor, onClose }: { factor: OwnFactor; onClose: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const send = useSend(removeFactor)
  const submit = () =>
    send.mutate(
      { params: { id: factor.id } },
      {
        onSuccess: (left) => {
          client.setQueryData(factorsQuery.queryKey, left)
          tell(t('staff.factor-removed'))
          onClose()
        },
      },
    )
  return (
    <Shell
      danger
      title={t('staff.factor-remove-title', { kind: t(`staff.factor-kind.${factor.kind}`) })}
      submit={t('staff.factor-remove')}
      busy={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>{t('staff.factor-remove-hint')}</p>
    </Shell>
  )
}

function ChangePassword({ login }: { login: string }) {
  const { t } = useTexts()
  const [old, setOld] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const send = useSend(changePassword)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!old || !password) return
    send.mutate(
      { body: { old, password } },
      {
        onSuccess: () => {
          setOld('')
          setPassword('')
          setTried(false)
          tell(t('staff.password-changed'))
        },
      },
    )
  }
  const eye = { 'aria-label': t('staff.password-show'), tabIndex: 0 }
  return (
    <section aria-labelledby="own-password">
      <h2 id="own-password">{t('staff.password-change')}</h2>
      <form onSubmit={submit} noValidate>
        <Stack>
          {send.error && <ProblemAlert error={send.error} />}
          <input type="text" name="login" autoComplete="username" value={login} readOnly hidden />
          <PasswordInput
            label={t('staff.password-now')}
            autoComplete="current-password"
            maxLength={128}
            value={old}
            error={tried && !old && t('staff.password-missing')}
            visibilityToggleButtonProps={eye}
            onChange={(event) => setOld(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('staff.new-password')}
            autoComplete="new-password"
            aria-describedby="password-rules"
            maxLength={128}
            value={password}
            error={tried && !password && t('staff.password-missing')}
            visibilityToggleButtonProps={eye}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <ul id="password-rules" className={css.rules}>
            <li>{t('staff.rule-length', { typed: [...password].length })}</li>
            <li>{t('staff.rule-own')}</li>
            <li>{t('staff.rule-free')}</li>
          </ul>
          <Group>
            <Button type="submit" loading={send.isPending}>
              {t('staff.save-password')}
            </Button>
          </Group>
        </Stack>
      </form>
    </section>
  )
}
