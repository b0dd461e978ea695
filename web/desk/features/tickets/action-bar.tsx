import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { type DeskTicket, startTicket, takeTicket } from '#contract/desk'
import { useShortcut } from '../../frame/keys.ts'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { dialogs, type OpenDialog } from './action-dialogs.tsx'
import { digitsOf } from './queries.ts'
import { StaleNotice } from './stale-notice.tsx'
import css from './talk.module.css'
import { useAction } from './use-action.ts'

const inMenu = [
  'assign',
  'reclassify',
  'extend',
  'approveExtension',
  'askExternal',
  'externalReply',
  'merge',
  'transfer',
  'decline',
  'escalate',
  'reopen',
  'erase',
] as const

/** What this person may do now: the server says it in `can`; nothing is worked out here. */
export function ActionBar({ ticket, onDialog }: { ticket: DeskTicket; onDialog: (dialog: OpenDialog) => void }) {
  const { t } = useTexts()
  const take = useAction(takeTicket, ticket)
  const start = useAction(startTicket, ticket)
  const open = (dialog: OpenDialog) => () => (ticket.can[dialog] ? onDialog(dialog) : tell(t('tickets.not-now', { action: t(`tickets.action.${dialog}`) })))
  useShortcut('extend', open('extend'))
  useShortcut('transfer', open('transfer'))
  const possible = inMenu.filter((action) => action in dialogs && ticket.can[action] && (action !== 'approveExtension' || ticket.extension))
  const run = async (action: typeof take, said: 'take' | 'start') => {
    if (await action.act({})) tell(t(`tickets.done.${said}`))
  }
  const number = digitsOf(ticket.line.number)
  if (!ticket.can.take && !ticket.can.start && possible.length === 0) return null
  return (
    <>
      <div className={css.line}>
        {ticket.can.take && (
          <Button size="compact-md" loading={take.busy} onClick={() => run(take, 'take')}>
            {t('tickets.action.take')}
          </Button>
        )}
        {ticket.can.start && (
          <Button size="compact-md" variant={ticket.can.take ? 'default' : 'filled'} loading={start.busy} onClick={() => run(start, 'start')}>
            {t('tickets.action.start')}
          </Button>
        )}
        {ticket.can.approveExtension && ticket.extension && (
          <Button size="compact-md" variant="light" onClick={() => onDialog('approveExtension')}>
            {t('tickets.action.approveExtension')}
          </Button>
        )}
        {possible.length > 0 && (
          <Menu position="bottom-start" width={280}>
            <Menu.Target>
              <Button size="compact-md" variant="default" rightSection={<IconChevronDown size={16} stroke={1.75} aria-hidden />}>
                {t('tickets.actions')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {possible.map((action) => (
                <Menu.Item key={action} color={action === 'erase' ? 'danger' : undefined} onClick={() => onDialog(action)}>
                  {t(`tickets.action.${action}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {[take, start].map((action, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two fixed actions
        <div key={index} style={{ display: 'contents' }}>
          <StaleNotice number={number} since={action.staleSince} />
          {action.error && <ProblemAlert error={action.error} />}
        </div>
      ))}
    </>
  )
}
