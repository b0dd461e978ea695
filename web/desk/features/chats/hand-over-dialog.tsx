import { NativeSelect, Radio, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { type DeskChat, transferChat } from '#contract/chat-desk'
import { type Team, teams } from '#contract/staff'
import { mayChat, useMe } from '../../frame/session.ts'
import { useDraft } from '../../parts/drafts.ts'
import { tell } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { FormDialog } from '../tickets/form-dialog.tsx'
import { useColleagues } from '../tickets/queries.ts'
import { useChatAction } from './use-chat-action.ts'

/** To a colleague, or into the line of a team, with everything said; the note is for them alone. */
export function HandOverDialog({ talk, onClose }: { talk: DeskChat; onClose: () => void }) {
  const { t } = useTexts()
  const me = useMe()
  const action = useChatAction(transferChat, talk.id)
  const people = (useColleagues().data ?? []).filter((one) => mayChat(one) && one.id !== me.id && one.id !== talk.holder?.id)
  const [to, setTo] = useState<'team' | 'person'>('team')
  const [team, setTeam] = useState<Team | ''>('')
  const [staffId, setStaffId] = useState('')
  const [note, setNote] = useDraft(`chat/${talk.id}/hand-over`)
  const [tried, setTried] = useState(false)
  const submit = async () => {
    setTried(true)
    if (to === 'team' ? !team : !staffId) return
    const whom = to === 'team' ? { team: team as Team } : { staffId }
    if (!(await action.act({ ...whom, ...(note.trim() && { note: note.trim() }) }))) return
    setNote('')
    tell(t('chats.done.transfer'))
    onClose()
  }
  return (
    <FormDialog title={t('chats.do.transfer')} submit={t('chats.hand-over')} number="" action={action} onSubmit={submit} onClose={onClose}>
      <Radio.Group label={t('chats.hand-over-to')} value={to} onChange={(value) => setTo(value as typeof to)}>
        <Stack gap={6} mt={6}>
          <Radio value="team" label={t('chats.hand-over-team')} />
          <Radio value="person" label={t('tickets.assign-person')} />
        </Stack>
      </Radio.Group>
      {to === 'team' ? (
        <NativeSelect
          label={t('tickets.assign-which')}
          value={team}
          error={tried && !team && t('chats.team-missing')}
          data={[{ value: '', label: t('tickets.choose') }, ...teams.map((it) => ({ value: it, label: t(`words.team.${it}`) }))]}
          onChange={(event) => setTeam(event.currentTarget.value as Team | '')}
        />
      ) : (
        <NativeSelect
          label={t('tickets.assign-who')}
          value={staffId}
          error={tried && !staffId && t('tickets.assign-missing')}
          data={[
            { value: '', label: t('tickets.choose') },
            ...people.map((person) => ({
              value: person.id,
              label: t('chats.colleague', { name: person.name, teams: person.teams.map((it) => t(`words.team.${it}`)).join(', ') }),
            })),
          ]}
          onChange={(event) => setStaffId(event.currentTarget.value)}
        />
      )}
      <Textarea
        label={t('chats.hand-over-note')}
        description={t('chats.hand-over-note-hint')}
        autosize
        minRows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
