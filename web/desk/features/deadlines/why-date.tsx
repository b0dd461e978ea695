import type { WhyDate as Why } from '#contract/tickets'
import { useFormat } from '../../parts/format.ts'
import { useTexts } from '../../texts/texts.tsx'
import css from '../tickets/side-panel.module.css'

/** The date explained in sentences from the plain facts that were frozen with it. */
export function WhyDate({ why, dueAt }: { why: Why; dueAt: string }) {
  const { t, maybe } = useTexts()
  const format = useFormat()
  return (
    <div>
      <p style={{ marginTop: 0 }}>
        {t(why.afterClosing ? 'deadlines.why-after-closing' : 'deadlines.why-registered', {
          received: format.longTime(why.receivedAt),
          registered: format.day(why.registeredOn),
        })}
      </p>
      <p>{t('deadlines.why-term', { class: t(`words.class.${why.priorityClass}`), days: why.workingDays })}</p>
      <p>{t('deadlines.why-counted')}</p>
      <ol>
        {why.counted.map((day) => (
          <li key={day}>{format.day(day)}</li>
        ))}
      </ol>
      {why.skipped.length > 0 && (
        <>
          <p>{t('deadlines.why-skipped')}</p>
          <ul>
            {why.skipped.map(({ day, reason }) => (
              <li key={day}>
                {format.day(day)}: {t(`deadlines.skip.${reason}`)}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{t('deadlines.why-closes', { time: why.closesAt, zone: why.zone === 'Europe/Moscow' ? format.zoneName : why.zone })}</p>
      {why.moves.length > 0 && (
        <>
          <p>{t('deadlines.why-moved')}</p>
          <ol className={css.records}>
            {why.moves.map((move) => (
              <li key={move.at}>
                {t('deadlines.was')} <del>{format.longTime(move.from)}</del>, {t('deadlines.became')} <ins>{format.longTime(move.to)}</ins>
                <div className="faint">
                  {format.stamp(move.at)}, {maybe(`deadlines.move.${move.reason}`) ?? maybe(`words.extension.${move.reason}`) ?? move.reason}
                </div>
              </li>
            ))}
          </ol>
        </>
      )}
      {why.provisional && <p>{t('deadlines.why-provisional')}</p>}
      <p className="faint">{t('deadlines.why-rule', { version: why.ruleVersion, due: format.longTime(dueAt) })}</p>
    </div>
  )
}
