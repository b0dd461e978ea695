import type { DeliveryBoard } from '#contract/deliveries'
import { useAnswerWords } from '../../parts/answer-words.ts'
import { Chip } from '../../parts/chip.tsx'
import { useFormat } from '../../parts/format.ts'
import { Listing, RowHead } from '../../parts/listing.tsx'
import { useTexts } from '../../texts/texts.tsx'

/** Seconds as people say them, by the largest unit that is whole enough. */
function useSeconds(): (seconds: number) => string {
  const { t } = useTexts()
  return (seconds) =>
    seconds < 120
      ? t('deliveries.seconds', { n: seconds })
      : seconds < 7200
        ? t('deliveries.minutes', { n: Math.round(seconds / 60) })
        : t('deliveries.hours', { n: Math.round(seconds / 3600) })
}

export function Board({ board }: { board: DeliveryBoard }) {
  const { t } = useTexts()
  const format = useFormat()
  const seconds = useSeconds()
  const isLate = board.lanes.some(({ oldestSeconds, promisedSeconds }) => oldestSeconds > promisedSeconds)
  const isWell = !isLate && board.channels.every(({ works }) => works)
  return (
    <>
      <p className="muted">{t('deliveries.as-of', { at: format.stamp(board.at) })}</p>
      <p>
        <Chip icon={isWell ? 'circle-check' : 'alert-triangle'} tone={isWell ? 'ok' : 'danger'}>
          {t(isWell ? 'deliveries.all-well' : 'deliveries.not-well')}
        </Chip>
      </p>
      <h2>{t('deliveries.channels')}</h2>
      <Listing
        label={t('deliveries.channels')}
        columns={(['channel', 'works', 'queued', 'oldest', 'hour', 'day', 'week'] as const).map((column) => t(`deliveries.column.${column}`))}
      >
        {board.channels.map((one) => (
          <tr key={one.channel}>
            <RowHead>{t(`deliveries.channel.${one.channel}`)}</RowHead>
            <td>
              <Chip icon={one.works ? 'circle-check' : 'alert-triangle'} tone={one.works ? 'ok' : 'danger'}>
                {one.works ? t('deliveries.works') : t('deliveries.fails', { at: one.since ? format.stamp(one.since) : '', code: one.answer ?? '' })}
              </Chip>
            </td>
            <td>
              {one.queued}
              {(['quiet', 'limit'] as const).map(
                (why) =>
                  one.held[why] > 0 && (
                    <div key={why} className="muted">
                      {t(`deliveries.held-${why}`, { count: one.held[why] })}
                    </div>
                  ),
              )}
            </td>
            <td>{one.queued > 0 ? seconds(one.oldestSeconds) : ''}</td>
            {(['hour', 'day', 'week'] as const).map((span) => (
              <td key={span}>
                <Span span={one[span]} />
              </td>
            ))}
          </tr>
        ))}
      </Listing>
      <h2>{t('deliveries.lanes')}</h2>
      <ul>
        {board.lanes.map(({ lane, oldestSeconds, promisedSeconds }) => {
          const name = t(`deliveries.lane.${lane as 0}`)
          return (
            <li key={lane}>
              {oldestSeconds === 0
                ? t('deliveries.lane-empty', { lane: name })
                : t('deliveries.lane-says', { lane: name, oldest: seconds(oldestSeconds), promised: seconds(promisedSeconds) })}
            </li>
          )
        })}
      </ul>
      <h2>{t('deliveries.sms')}</h2>
      <p>{t('deliveries.sms-budget', { taken: board.sms.takenThisHour, budget: board.sms.budgetPerHour })}</p>
      {board.sms.breakerUntil && <p>{t('deliveries.sms-breaker', { until: format.time(board.sms.breakerUntil) })}</p>}
      {board.sms.fewEntered && <p>{t('deliveries.sms-few')}</p>}
      <Reasons board={board} />
      <Incidents board={board} />
    </>
  )
}

function Span({ span: { share, sent, failed, waiting, delivered, skipped, made } }: { span: DeliveryBoard['channels'][number]['hour'] }) {
  const { t } = useTexts()
  if (made === 0) return <span className="muted">{t('deliveries.no-share')}</span>
  return (
    <>
      <div>
        {share === null ? t('deliveries.no-share') : t('deliveries.share', { share: Math.floor(share * 1000) / 10, sent, due: sent + failed + waiting })}
      </div>
      <div className="muted">{t('deliveries.span-more', { delivered, failed, skipped })}</div>
    </>
  )
}

function Reasons({ board: { reasons } }: { board: DeliveryBoard }) {
  const { t } = useTexts()
  const words = useAnswerWords()
  return (
    <>
      <h2>{t('deliveries.reasons')}</h2>
      {reasons.length === 0 && <p className="muted">{t('deliveries.reasons-none')}</p>}
      <ul>
        {reasons.map(({ channel, state, answer, count }) => (
          <li key={`${channel} ${state} ${answer}`}>
            {t(`deliveries.channel.${channel}`)}, {t(`deliveries.state.${state}`)}: {words(answer ?? '')} <b>{count}</b>
          </li>
        ))}
      </ul>
    </>
  )
}

function Incidents({ board: { incidents } }: { board: DeliveryBoard }) {
  const { t, maybe } = useTexts()
  const format = useFormat()
  const words = useAnswerWords()
  return (
    <>
      <h2>{t('deliveries.incidents')}</h2>
      {incidents.length === 0 ? (
        <p className="muted">{t('deliveries.incidents-none')}</p>
      ) : (
        <Listing
          label={t('deliveries.incidents')}
          columns={(['alarm', 'started', 'ended', 'code', 'touched'] as const).map((column) => t(`deliveries.column.${column}`))}
        >
          {incidents.map(({ id, alarm, answer, startedAt, endedAt, touched }) => (
            <tr key={id}>
              <RowHead>{maybe(`deliveries.alarm.${alarm}`) ?? alarm}</RowHead>
              <td>{format.stamp(startedAt)}</td>
              <td>{endedAt ? format.stamp(endedAt) : t('deliveries.goes-on')}</td>
              <td>{words(answer)}</td>
              <td>{touched ?? ''}</td>
            </tr>
          ))}
        </Listing>
      )}
    </>
  )
}
