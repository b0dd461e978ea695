import { Button, Group } from '@mantine/core'
import { Link } from 'react-router'
import { type DeskTicket, resendNotice } from '#contract/desk'
import { useSend } from '../../api/send.ts'
import { useAnswerWords } from '../../parts/answer-words.ts'
import { DeliveryChip, StatusChip } from '../../parts/chips.tsx'
import { useFormat } from '../../parts/format.ts'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { useEventWords } from './event-words.ts'
import { digitsOf, useRefreshTicket } from './queries.ts'
import css from './side-panel.module.css'

/** Who did what and when, newest first; looks at personal data stand among the changes. */
export function HistoryTab({ ticket }: { ticket: DeskTicket }) {
  const { t, maybe } = useTexts()
  const format = useFormat()
  const words = useEventWords()
  return (
    <>
      <h2>{t('tickets.tab.history')}</h2>
      <ol className={css.records}>
        {ticket.journal
          .toSorted((a, b) => b.at.localeCompare(a.at))
          .map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: journal lines have no id and are never reordered
            <li key={`${line.at} ${line.event} ${index}`}>
              <div>{words(line.event, line.details)}</div>
              <div className="faint">
                <time dateTime={line.at}>{format.stamp(line.at)}</time>, {line.actor ?? maybe(`words.role.${line.role}`) ?? t('words.system')}
              </div>
            </li>
          ))}
      </ol>
      <h2>{t('tickets.intake-record')}</h2>
      <p className="muted" style={{ margin: '0 0 4px' }}>
        {t('tickets.intake-hash')}
      </p>
      <code style={{ overflowWrap: 'anywhere', fontSize: '0.8125rem' }}>{ticket.intakeHash}</code>
    </>
  )
}

export function DeliveryTab({ ticket }: { ticket: DeskTicket }) {
  const { t, maybe } = useTexts()
  const format = useFormat()
  const answer = useAnswerWords()
  const send = useSend(resendNotice)
  const refresh = useRefreshTicket()
  const resend = (id: string, by: 'email' | 'sms' | 'push') =>
    send.mutate(
      { params: { id }, body: { by } },
      {
        onSuccess: () => {
          tell(t('tickets.resent'))
          void refresh(digitsOf(ticket.line.number))
        },
      },
    )
  return (
    <>
      <h2>{t('tickets.tab.delivery')}</h2>
      {send.error && <ProblemAlert error={send.error} />}
      {ticket.deliveries.length === 0 && <p className="muted">{t('tickets.delivery-none')}</p>}
      <ol className={css.records}>
        {ticket.deliveries.map((notice) => (
          <li key={notice.id}>
            <div className={css.masked}>
              <DeliveryChip state={notice.state} /> <span>{maybe(`events.notice.${notice.event}`) ?? notice.event}</span>
            </div>
            <div className="muted">{[t(`tickets.by.${notice.channel}`), ...(notice.to ? [notice.to] : [])].join(', ')}</div>
            <div className="faint">
              {format.stamp(notice.at)}, {t('tickets.attempts', { count: notice.attempts })}
              {notice.nextAt && `, ${t('tickets.next-attempt', { at: format.stamp(notice.nextAt) })}`}
            </div>
            {notice.deliveredAt && <div className="faint">{t('tickets.delivered-at', { at: format.stamp(notice.deliveredAt) })}</div>}
            {notice.servedAt && <div className="faint">{t('tickets.served', { at: format.stamp(notice.servedAt) })}</div>}
            {notice.answer && <div className="faint">{answer(notice.answer)}</div>}
            {notice.resendBy.length > 0 && (
              <Group gap="xs" mt={4}>
                {notice.resendBy.map((by) => (
                  <Button
                    key={by}
                    size="compact-xs"
                    variant="default"
                    loading={send.isPending && send.variables?.params.id === notice.id && send.variables.body?.by === by}
                    onClick={() => resend(notice.id, by)}
                  >
                    {by === notice.channel ? t('tickets.resend') : t('tickets.resend-by', { channel: t(`tickets.by.${by}`) })}
                  </Button>
                ))}
              </Group>
            )}
          </li>
        ))}
      </ol>
    </>
  )
}

/** Other requests with the same contacts. */
export function OthersTab({ ticket, onMerge }: { ticket: DeskTicket; onMerge: () => void }) {
  const { t } = useTexts()
  const format = useFormat()
  return (
    <>
      <h2>{t('tickets.others')}</h2>
      {ticket.others.length === 0 && <p className="muted">{t('tickets.others-none')}</p>}
      <ul className={css.records}>
        {ticket.others.map((it) => (
          <li key={it.number}>
            <Link to={`/requests/${digitsOf(it.number)}`}>{it.subject}</Link>
            <div className={css.masked}>
              <span className="nowrap">{it.number}</span> <StatusChip status={it.status} />
            </div>
            <div className="faint">
              {format.stamp(it.receivedAt)}
              {it.duplicate && `, ${t('tickets.duplicate')}`}
            </div>
          </li>
        ))}
      </ul>
      {ticket.merged.length > 0 && (
        <p>
          {t('tickets.merged-here')}: {ticket.merged.join(', ')}
        </p>
      )}
      {ticket.can.merge && (
        <Button variant="default" onClick={onMerge}>
          {t('tickets.action.merge')}
        </Button>
      )}
    </>
  )
}
