import { NativeSelect, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { assignTicket } from '#contract/desk'
import { type Team, teams } from '#contract/staff'
import { tell } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import type { DialogProps } from './dialog-props.ts'
import { FormDialog } from './form-dialog.tsx'
import { digitsOf, useColleagues } from './queries.ts'
import { useAction } from './use-action.ts'

export function AssignDialog({ ticket, onClose }: DialogProps) {
  const { t } = useTexts()
  const action = useAction(assignTicket, ticket)
  const people = useColleagues().data ?? []
  const [to, setTo] = useState<'person' | 'team'>('person')
  const [staffId, setStaffId] = useState('')
  const [team, setTeam] = useState<Team>(ticket.line.team)
  const [missing, setMissing] = useState(false)
  const submit = async () => {
    setMissing(to === 'person' && !staffId)
    if (to === 'person' && !staffId) return
    if (await action.act(to === 'person' ? { staffId } : { team })) {
      tell(t('tickets.done.assign'))
      onClose()
    }
  }
  return (
    <FormDialog
      title={t('tickets.action.assign')}
      submit={t('tickets.assign')}
      number={digitsOf(ticket.line.number)}
      action={action}
      onSubmit={submit}
      onClose={onClose}
    >
      <Radio.Group label={t('tickets.assign-to')} value={to} onChange={(value) => setTo(value as 'person' | 'team')}>
        <Stack gap={6} mt={6}>
          <Radio value="person" label={t('tickets.assign-person')} />
          <Radio value="team" label={t('tickets.assign-team')} />
        </Stack>
      </Radio.Group>
      {to === 'person' ? (
        <NativeSelect
          label={t('tickets.assign-who')}
          value={staffId}
          error={missing && t('tickets.assign-missing')}
          data={[
            { value: '', label: t('tickets.choose') },
            ...people.map((person) => ({
              value: person.id,
              label: t('tickets.colleague', { name: person.name, teams: person.teams.map((it) => t(`words.team.${it}`)).join(', '), load: person.load }),
            })),
          ]}
          onChange={(event) => setStaffId(event.currentTarget.value)}
        />
      ) : (
        <NativeSelect
          label={t('tickets.assign-which')}
          value={team}
          data={teams.map((it) => ({ value: it, label: t(`words.team.${it}`) }))}
          onChange={(event) => setTeam(event.currentTarget.value as Team)}
        />
      )}
    </FormDialog>
  )
}
