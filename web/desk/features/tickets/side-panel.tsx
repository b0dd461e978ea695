import { Tabs } from '@mantine/core'
import type { DeskTicket } from '#contract/desk'
import { useTexts } from '../../texts/texts.tsx'
import { AccountTab } from '../accounts/account-tab.tsx'
import { DeadlineTab } from '../deadlines/deadline-tab.tsx'
import type { OpenDialog } from './action-dialogs.tsx'
import { CitizenTab } from './citizen-tab.tsx'
import { digitsOf } from './queries.ts'
import { DeliveryTab, HistoryTab, OthersTab } from './record-tabs.tsx'
import css from './side-panel.module.css'

export const sideTabs = ['citizen', 'account', 'deadline', 'history', 'delivery', 'others'] as const
export type SideTab = (typeof sideTabs)[number]

interface Props {
  ticket: DeskTicket
  tab: SideTab
  onTab: (tab: SideTab) => void
  onDialog: (dialog: OpenDialog) => void
}

export function SidePanel({ ticket, tab, onTab, onDialog }: Props) {
  const { t } = useTexts()
  const duplicates = ticket.others.filter((it) => it.duplicate).length
  const content = {
    citizen: <CitizenTab ticket={ticket} />,
    account: <AccountTab number={digitsOf(ticket.line.number)} />,
    deadline: <DeadlineTab ticket={ticket} onExtend={() => onDialog('extend')} />,
    history: <HistoryTab ticket={ticket} />,
    delivery: <DeliveryTab ticket={ticket} />,
    others: <OthersTab ticket={ticket} onMerge={() => onDialog('merge')} />,
  }
  return (
    <section aria-label={t('tickets.pane.side')} className={css.side}>
      <Tabs value={tab} onChange={(next) => onTab(next as SideTab)} keepMounted={false}>
        <Tabs.List className={css.tabs}>
          {sideTabs.map((it) => (
            <Tabs.Tab key={it} value={it} px={6}>
              {t(`tickets.tab.${it}`)}
              {it === 'others' && ticket.others.length > 0 ? ` ${ticket.others.length}` : ''}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {duplicates > 0 && tab !== 'others' && (
          <button type="button" className={css.duplicates} onClick={() => onTab('others')}>
            {t('tickets.duplicates', { count: duplicates })}
          </button>
        )}
        <Tabs.Panel value={tab} className={css.panel}>
          {content[tab]}
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}
