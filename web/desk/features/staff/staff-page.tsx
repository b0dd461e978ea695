import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Employee, listStaff } from '#contract/staff'
import { call } from '../../api/call.ts'
import frame from '../../frame/frame.module.css'
import { useMe } from '../../frame/session.ts'
import { Chip } from '../../parts/chip.tsx'
import { useFormat } from '../../parts/format.ts'
import { Listing, RowHead } from '../../parts/listing.tsx'
import { Loaded } from '../../parts/loading.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { useTexts } from '../../texts/texts.tsx'
import table from '../tickets/inbox.module.css'
import { BlockDialog, UnblockDialog } from './block-dialogs.tsx'
import { ChangeDialog, InviteDialog, ReinviteDialog } from './staff-dialogs.tsx'

const dialogs = { change: ChangeDialog, reinvite: ReinviteDialog, block: BlockDialog, unblock: UnblockDialog } as const
export const staffQuery = { queryKey: ['staff'], queryFn: () => call(listStaff, {}) }
const tones = { invited: ['clock', 'warn'], active: ['circle-check', 'ok'], blocked: ['circle-x', 'danger'] } as const

export function Page() {
  const { t } = useTexts()
  const format = useFormat()
  const me = useMe()
  const staff = useQuery(staffQuery)
  const [open, setOpen] = useState<{ dialog: keyof typeof dialogs; person: Employee } | 'invite' | null>(null)
  const close = () => setOpen(null)
  const Dialog = open && open !== 'invite' ? dialogs[open.dialog] : null
  return (
    <div className={frame.page} data-pane tabIndex={-1}>
      <div className={table.head}>
        <PageTitle>{t('frame.staff')}</PageTitle>
        <Button onClick={() => setOpen('invite')}>{t('staff.invite')}</Button>
      </div>
      <p className="muted">{t('staff.page-hint')}</p>
      <Loaded asked={staff}>
        {(people) => (
          <Listing
            label={t('frame.staff')}
            columns={(['name', 'roles', 'teams', 'state', 'factors', 'seen'] as const).map((column) => t(`staff.column.${column}`))}
            hasActions
          >
            {people.map((person) => (
              <tr key={person.id}>
                <RowHead>
                  {person.name}
                  <span className="faint">{person.login}</span>
                </RowHead>
                <td>{person.roles.map((role) => t(`words.role.${role}`)).join(', ')}</td>
                <td>{person.teams.map((team) => t(`words.team.${team}`)).join(', ')}</td>
                <td>
                  <Chip icon={tones[person.state][0]} tone={tones[person.state][1]}>
                    {t(`staff.state.${person.state}`)}
                  </Chip>
                </td>
                <td>{person.factors.length ? [...new Set(person.factors)].map((factor) => t(`staff.has.${factor}`)).join(', ') : t('staff.has.none')}</td>
                <td className="nowrap">{person.lastSeenAt ? format.stamp(person.lastSeenAt) : t('staff.never')}</td>
                <td>
                  <Menu position="bottom-end" width={240}>
                    <Menu.Target>
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t('staff.actions-for', { name: person.name })}
                        rightSection={<IconChevronDown size={16} stroke={1.75} aria-hidden />}
                      >
                        {t('tickets.actions')}
                      </Button>
                    </Menu.Target>
                    <Menu.Dropdown>
                      <Menu.Item onClick={() => setOpen({ dialog: 'change', person })}>{t('staff.change')}</Menu.Item>
                      <Menu.Item onClick={() => setOpen({ dialog: 'reinvite', person })} disabled={person.id === me.id}>
                        {t('staff.reinvite')}
                      </Menu.Item>
                      {person.state === 'blocked' ? (
                        <Menu.Item onClick={() => setOpen({ dialog: 'unblock', person })}>{t('staff.unblock')}</Menu.Item>
                      ) : (
                        <Menu.Item color="danger" disabled={person.id === me.id} onClick={() => setOpen({ dialog: 'block', person })}>
                          {t('staff.block')}
                        </Menu.Item>
                      )}
                    </Menu.Dropdown>
                  </Menu>
                </td>
              </tr>
            ))}
          </Listing>
        )}
      </Loaded>
      {open === 'invite' && <InviteDialog onClose={close} />}
      {Dialog && open && open !== 'invite' && <Dialog person={open.person} onClose={close} />}
    </div>
  )
}
