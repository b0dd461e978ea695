import { deadlineLooks } from '../../ui/looks.ts'
import { serverNow } from '../api/clock.ts'
import { useTexts } from '../texts/texts.tsx'
import { Chip } from './chip.tsx'
import { useFormat } from './format.ts'

interface DueOnLine {
  dueAt: string
  provisional: boolean
  /** The state of the deadline: `dueState` of a line, `state` of a due. */
  state: 'ok' | 'soon' | 'late' | 'done'
  /** Negative when late. */
  workingDaysLeft: number
  workingMinutesLeft: number
}

/** The date first, then what is left; words do not tick, they change when the data does. */
export function DeadlineChip({ due }: { due: DueOnLine }) {
  const look = deadlineLooks[due.state]
  return (
    <Chip icon={look.icon} tone={look.tone}>
      {useDueWords(due)}
    </Chip>
  )
}

export function useDueWords({ dueAt, state, workingDaysLeft: days, workingMinutesLeft: minutes, provisional }: DueOnLine): string {
  const { t } = useTexts()
  const format = useFormat()
  const today = format.sameDay(dueAt, new Date(serverNow()).toISOString())
  const unsure = provisional ? `, ${t('deadlines.provisional-short')}` : ''
  if (state === 'done') return t('deadlines.done', { date: format.short(dueAt) })
  if (state === 'late') {
    const late = Math.abs(days)
    if (late > 0) return t('deadlines.late-days', { days: late })
    return t('deadlines.late-hours', { hours: Math.max(1, Math.round(Math.abs(minutes) / 60)) })
  }
  if (today) return t('deadlines.today', { time: format.time(dueAt), left: t('deadlines.hours', { hours: Math.max(0, Math.round(minutes / 60)) }) }) + unsure
  return t('deadlines.until', { date: format.short(dueAt), days: Math.abs(days) }) + unsure
}
