import { Button, Group } from '@mantine/core'
import { useNavigate } from 'react-router'
import type { Receipt } from '#contract/tickets'
import { opens, useMe } from '../../frame/session.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { useFormat } from '../../parts/format.ts'
import { useTexts } from '../../texts/texts.tsx'
import css from './intake.module.css'
import { digitsOf } from './queries.ts'

/** Number and dates to read out; in roles that may not open requests this is all there is. */
export function IntakeReceipt({ receipt, onAgain }: { receipt: Receipt; onAgain: () => void }) {
  const { t } = useTexts()
  const format = useFormat()
  const navigate = useNavigate()
  const rooms = opens(useMe())
  const sentTo = [receipt.sentTo.email, receipt.sentTo.phone].filter(Boolean).join(', ')
  const lines = [
    [t('tickets.intake-subject'), receipt.subject],
    [t('tickets.intake-first'), format.longTime(receipt.due.firstResponseBy)],
    [t('tickets.intake-due'), format.longTime(receipt.due.dueAt)],
    [t('tickets.intake-sent-to'), sentTo],
  ] as const
  return (
    <section aria-label={t('tickets.intake-receipt')}>
      <p className={css.number}>
        {receipt.number} <CopyButton value={receipt.number} label={t('tickets.copy-number')} />
      </p>
      <dl className={css.lines}>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {receipt.masked.length > 0 && <p>{t('tickets.intake-masked')}</p>}
      <p className="muted">{t('tickets.intake-read-out')}</p>
      <Group>
        {rooms.inbox && <Button onClick={() => navigate(`/requests/${digitsOf(receipt.number)}`)}>{t('tickets.intake-open')}</Button>}
        <Button variant={rooms.inbox ? 'default' : 'filled'} onClick={onAgain}>
          {t('tickets.intake-again')}
        </Button>
        <Button variant="default" onClick={() => print()}>
          {t('tickets.intake-print')}
        </Button>
      </Group>
    </section>
  )
}
