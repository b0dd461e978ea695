import { Button } from '@mantine/core'
import { IconArrowBarToDown, IconLayoutSidebarRightCollapse, IconLayoutSidebarRightExpand } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { DeskTicket } from '#contract/desk'
import { statusLooks } from '../../../ui/looks.ts'
import { useShortcut } from '../../frame/keys.ts'
import type { Present } from '../../live/use-room.ts'
import { Chip } from '../../parts/chip.tsx'
import { ClassChip, StatusChip } from '../../parts/chips.tsx'
import { CopyButton, copy } from '../../parts/copy-button.tsx'
import { DeadlineChip, useDueWords } from '../../parts/deadline-chip.tsx'
import { announce } from '../../parts/notices.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { ActionBar } from './action-bar.tsx'
import type { OpenDialog } from './action-dialogs.tsx'
import { digitsOf } from './queries.ts'
import css from './talk.module.css'

interface Props {
  ticket: DeskTicket
  others: Present[]
  sideOpen: boolean
  onSide: () => void
  onDialog: (dialog: OpenDialog) => void
  onDue: () => void
  onFirstNew: () => void
}

export function TalkHeader({ ticket, others, sideOpen, onSide, onDialog, onDue, onFirstNew }: Props) {
  const { t, lang } = useTexts()
  const { line } = ticket
  const dueWords = useDueWords(ticket.due)
  useShortcut('copyNumber', async () => {
    await copy(line.number)
    announce(t('frame.copied'))
  })
  useShortcut('announce', () => announce(`${dueWords}. ${statusLooks[line.status][lang]}. ${t(moveOf(line.status))}`))
  const Side = sideOpen ? IconLayoutSidebarRightCollapse : IconLayoutSidebarRightExpand
  return (
    <header className={css.header}>
      <div className={css.line}>
        <span className={css.number}>{line.number}</span>
        <CopyButton value={line.number} label={t('tickets.copy-number', { number: line.number })} />
        <StatusChip status={line.status} />
        <ClassChip line={line} />
        <button type="button" className={css.due} onClick={onDue} title={t('deadlines.why')}>
          <DeadlineChip due={ticket.due} />
        </button>
        {line.escalated && (
          <Chip icon="alert-octagon" tone="danger">
            {t('tickets.escalated')}
          </Chip>
        )}
      </div>
      <PageTitle tab={line.number}>{line.subject}</PageTitle>
      <div className={css.line}>
        <span>{line.holder ? t('tickets.held-by', { name: line.holder.name }) : t('tickets.in-team', { team: t(`words.team.${line.team}`) })}</span>
        <span className="muted">{t(moveOf(line.status))}</span>
        <People others={others} />
        <span className={css.push} />
        <Button variant="subtle" size="compact-sm" onClick={onFirstNew} leftSection={<IconArrowBarToDown size={18} stroke={1.75} aria-hidden />}>
          {t('tickets.to-new')}
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          visibleFrom="md"
          px={6}
          aria-pressed={sideOpen}
          aria-label={t('frame.key.side')}
          title={t('frame.key.side')}
          onClick={onSide}
        >
          <Side size={20} stroke={1.75} aria-hidden />
        </Button>
      </div>
      {ticket.mergedInto && (
        <p style={{ margin: 0 }}>
          {t('tickets.merged-into')} <Link to={`/requests/${digitsOf(ticket.mergedInto)}`}>{ticket.mergedInto}</Link>
        </p>
      )}
      <ActionBar ticket={ticket} onDialog={onDialog} />
    </header>
  )
}

/** Two people on one request see each other. */
function People({ others }: { others: Present[] }) {
  const { t } = useTexts()
  const writers = others.filter((person) => person.doing === 'writing')
  return (
    <span role="status" className={css.people}>
      {others.length > 0 && t('tickets.seen-by', { names: others.map((person) => person.name).join(', ') })}
      {writers.length > 0 && <span className={css.writing}> {t('tickets.writes', { names: writers.map((person) => person.name).join(', ') })}</span>}
    </span>
  )
}

const moveOf = (status: DeskTicket['line']['status']) =>
  status === 'waiting_citizen'
    ? 'tickets.move.citizen'
    : ['registered', 'assigned', 'in_progress'].includes(status)
      ? 'tickets.move.ours'
      : status === 'waiting_external'
        ? 'tickets.move.body'
        : 'tickets.move.nobody'
