import { Button } from '@mantine/core'
import type { DeskTicket } from '#contract/desk'
import { DeadlineChip } from '../../parts/deadline-chip.tsx'
import { Facts } from '../../parts/facts.tsx'
import { useFormat } from '../../parts/format.ts'
import { useTexts } from '../../texts/texts.tsx'
import { WhyDate } from './why-date.tsx'

export function DeadlineTab({ ticket, onExtend }: { ticket: DeskTicket; onExtend: () => void }) {
  const { t } = useTexts()
  const format = useFormat()
  const { due, can } = ticket
  return (
    <>
      <h2>{t('tickets.tab.deadline')}</h2>
      <p style={{ margin: '0 0 8px' }}>
        <DeadlineChip due={due} />
      </p>
      <Facts
        facts={[
          [
            t('deadlines.due'),
            <>
              {due.previousDueAt && (
                <>
                  {t('deadlines.was')} <del>{format.longTime(due.previousDueAt)}</del>, {t('deadlines.became')}{' '}
                </>
              )}
              {format.longTime(due.dueAt)}
            </>,
          ],
          [
            t('deadlines.first-response'),
            due.firstResponseAt
              ? t('deadlines.answered', { at: format.longTime(due.firstResponseAt) })
              : t('deadlines.answer-by', { at: format.longTime(due.firstResponseBy) }),
          ],
        ]}
      />
      <p>
        <Button variant="default" disabled={!can.extend} onClick={onExtend}>
          {t('tickets.action.extend')}
        </Button>
      </p>
      {!can.extend && due.state !== 'done' && (
        <p className="muted">
          {t(
            ticket.extension
              ? 'deadlines.no-extend-asked'
              : due.state === 'late'
                ? 'deadlines.no-extend-late'
                : ticket.extensionDaysLeft === 0
                  ? 'deadlines.no-extend-limit'
                  : 'deadlines.no-extend-now',
          )}
        </p>
      )}
      <h2>{t('deadlines.why')}</h2>
      <WhyDate why={due.why} dueAt={due.dueAt} />
    </>
  )
}
