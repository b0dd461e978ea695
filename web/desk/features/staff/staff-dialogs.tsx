import { Alert, Button, Checkbox, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { changeStaff, inviteStaff, type Role, reinviteStaff, roles, type Team, teams } from '#contract/staff'
import { useSend } from '../../api/send.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { useFormat } from '../../parts/format.ts'
import { tell } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { type PersonDialog, ReasonField, Shell, useDone } from './staff-dialog-shell.tsx'

function RolesAndTeams({
  rights,
  onRights,
  tried,
}: {
  rights: { roles: Role[]; teams: Team[] }
  onRights: (rights: { roles: Role[]; teams: Team[] }) => void
  tried: boolean
}) {
  const { t } = useTexts()
  return (
    <Group align="start" gap="xl">
      <Checkbox.Group
        label={t('staff.column.roles')}
        value={rights.roles}
        error={tried && rights.roles.length === 0 && t('staff.role-missing')}
        onChange={(next) => onRights({ ...rights, roles: next as Role[] })}
      >
        <Stack gap={6} mt={6}>
          {roles.map((role) => (
            <Checkbox key={role} value={role} label={t(`words.role.${role}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Checkbox.Group label={t('staff.column.teams')} value={rights.teams} onChange={(next) => onRights({ ...rights, teams: next as Team[] })}>
        <Stack gap={6} mt={6}>
          {teams.map((team) => (
            <Checkbox key={team} value={team} label={t(`words.team.${team}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
    </Group>
  )
}

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const [name, setName] = useState('')
  const [login, setLogin] = useState('')
  const [lang, setLang] = useState<'ru' | 'en'>('ru')
  const [rights, setRights] = useState<{ roles: Role[]; teams: Team[] }>({ roles: [], teams: [] })
  const [tried, setTried] = useState(false)
  const send = useSend(inviteStaff)
  const done = useDone()
  const submit = () => {
    setTried(true)
    if (name.trim().length < 2 || login.trim().length < 3 || rights.roles.length === 0) return
    send.mutate({ body: { name: name.trim(), login: login.trim(), lang, ...rights } }, { onSuccess: done })
  }
  if (send.data) return <LinkOnce link={send.data.link} expiresAt={send.data.expiresAt} name={send.data.employee.name} onClose={onClose} />
  return (
    <Shell title={t('staff.invite')} submit={t('staff.invite-do')} busy={send.isPending} error={send.error} onSubmit={submit} onClose={onClose}>
      <TextInput
        label={t('staff.name')}
        maxLength={200}
        value={name}
        error={tried && name.trim().length < 2 && t('staff.name-missing')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('staff.login')}
        maxLength={100}
        autoCapitalize="none"
        spellCheck={false}
        value={login}
        error={tried && login.trim().length < 3 && t('staff.login-missing')}
        onChange={(event) => setLogin(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('staff.language')}
        value={lang}
        data={[
          { value: 'ru', label: t('words.lang.ru') },
          { value: 'en', label: t('words.lang.en') },
        ]}
        onChange={(event) => setLang(event.currentTarget.value === 'en' ? 'en' : 'ru')}
      />
      <RolesAndTeams rights={rights} onRights={setRights} tried={tried} />
    </Shell>
  )
}

/** The link is shown here and nowhere else; only its hash is stored. */
function LinkOnce({ link, expiresAt, name, onClose }: { link: string; expiresAt: string; name: string; onClose: () => void }) {
  const { t } = useTexts()
  const format = useFormat()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('staff.link-for', { name })}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('frame.close') }}
    >
      <Stack gap="sm">
        <Alert variant="light" role="status">
          {t('staff.link-once', { until: format.longTime(expiresAt) })}
        </Alert>
        <Group wrap="nowrap" align="start">
          <code style={{ overflowWrap: 'anywhere', userSelect: 'all' }}>{link}</code>
          <CopyButton value={link} label={t('staff.link-copy')} />
        </Group>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('staff.link-kept')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

export function ChangeDialog({ person, onClose }: PersonDialog) {
  const { t } = useTexts()
  const [rights, setRights] = useState({ roles: person.roles, teams: person.teams })
  const [tried, setTried] = useState(false)
  const send = useSend(changeStaff)
  const done = useDone()
  const submit = () => {
    setTried(true)
    if (rights.roles.length === 0) return
    send.mutate(
      { params: { id: person.id }, body: rights },
      {
        onSuccess: async () => {
          await done()
          tell(t('staff.changed', { name: person.name }))
          onClose()
        },
      },
    )
  }
  return (
    <Shell
      title={t('staff.change-for', { name: person.name })}
      submit={t('staff.change-do')}
      busy={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>{t('staff.change-hint')}</p>
      <RolesAndTeams rights={rights} onRights={setRights} tried={tried} />
    </Shell>
  )
}

export function ReinviteDialog({ person, onClose }: PersonDialog) {
  const { t } = useTexts()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const send = useSend(reinviteStaff)
  const done = useDone()
  const submit = () => {
    setTried(true)
    if (reason.trim().length >= 3) send.mutate({ params: { id: person.id }, body: { reason: reason.trim() } }, { onSuccess: done })
  }
  if (send.data) return <LinkOnce link={send.data.link} expiresAt={send.data.expiresAt} name={person.name} onClose={onClose} />
  return (
    <Shell
      danger
      title={t('staff.reinvite-for', { name: person.name })}
      submit={t('staff.reinvite-do')}
      busy={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>{t('staff.reinvite-hint')}</p>
      <ReasonField reason={reason} onReason={setReason} tried={tried} />
    </Shell>
  )
}
