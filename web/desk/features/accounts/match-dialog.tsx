import { Alert, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { matchIdentity } from '#contract/account-desk'
import { useSend } from '../../api/send.ts'
import { tell } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { Shell } from '../staff/staff-dialog-shell.tsx'
import { accountQuery } from './queries.ts'

const fields = ['surname', 'name', 'patronymic', 'inn', 'passport'] as const
type Field = (typeof fields)[number]

/** What the person says is typed in; the answer is only match or no match (RECOV-3, K6). */
export function MatchDialog({ number, triesLeft, onClose }: { number: string; triesLeft: number; onClose: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const [typed, setTyped] = useState<Record<Field, string>>({ surname: '', name: '', patronymic: '', inn: '', passport: '' })
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState<number | null>(null)
  const send = useSend(matchIdentity)
  const isMissing = (field: Field) => field !== 'patronymic' && typed[field].trim() === ''
  const submit = () => {
    setTried(true)
    if (fields.some(isMissing)) return
    const { patronymic, ...rest } = typed
    send.mutate(
      { params: { number }, body: { ...rest, ...(patronymic.trim() && { patronymic }) } },
      {
        onSuccess: ({ match, triesLeft: left }) => {
          void client.invalidateQueries({ queryKey: accountQuery(number).queryKey })
          if (!match) return setRefused(left)
          tell(t('accounts.matched'))
          onClose()
        },
      },
    )
  }
  return (
    <Shell title={t('accounts.do-match')} submit={t('accounts.compare')} busy={send.isPending} error={send.error} onSubmit={submit} onClose={onClose}>
      <p style={{ margin: 0 }}>{t('accounts.hint-match')}</p>
      {refused !== null && (
        <Alert color="danger" variant="light" role="alert" title={t('accounts.no-match')}>
          {t('accounts.tries-left', { count: refused })}
        </Alert>
      )}
      {refused === null && <p className="muted">{t('accounts.tries-left', { count: triesLeft })}</p>}
      {fields.map((field) => (
        <TextInput
          key={field}
          label={t(`accounts.field-${field}`)}
          autoComplete="off"
          inputMode={field === 'inn' || field === 'passport' ? 'numeric' : 'text'}
          maxLength={field === 'inn' || field === 'passport' ? 20 : 100}
          value={typed[field]}
          error={tried && isMissing(field) && t('accounts.field-missing')}
          onChange={(event) => setTyped({ ...typed, [field]: event.currentTarget.value })}
        />
      ))}
    </Shell>
  )
}
