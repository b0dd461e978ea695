import type { Due, WhyDate as Why } from '#contract/tickets'
import { deadlineLooks } from '../../ui/looks.ts'
import { useSite } from '../glue/site-context.ts'
import { fill, plural, textOf } from '../texts/texts.ts'
import { calendarDay, zoneName } from '../words.ts'
import { Icon, useTexts, useWhen } from './small.tsx'

/** A disclosure that says from which moment, in which days and by which rule the date was counted. */
export function WhyDate({ why, notYet }: { why: Why; notYet?: boolean }) {
  const { lang, now, agency } = useSite()
  const t = useTexts().request
  const frame = useTexts().frame
  const when = useWhen()
  const list = (days: string[]) => days.map((day) => calendarDay(day, lang)).join('; ')
  const received = fill(notYet ? t['why.receivedNow'] : t['why.received'], { time: when(why.receivedAt) })
  return (
    <details class="why">
      <summary>{t.why}</summary>
      <div>
        <p>
          {received} {why.afterClosing && fill(t['why.after'], { day: calendarDay(why.registeredOn, lang) })}
        </p>
        <p>
          {fill(t['why.term'], { n: why.workingDays, days: plural(lang, why.workingDays, frame.workingDays), class: t[`class.${why.priorityClass}`] })}{' '}
          {fill(t['why.end'], { time: `${why.closesAt} ${zoneName(now, agency.zone, lang)}` })}
        </p>
        {why.counted.length > 0 && (
          <p>
            {t['why.counted']}: {list(why.counted)}.
          </p>
        )}
        {why.skipped.length > 0 && (
          <p>
            {t['why.skipped']}: {why.skipped.map(({ day, reason }) => `${calendarDay(day, lang)} (${t[`skip.${reason}`]})`).join('; ')}.
          </p>
        )}
        {why.moves.map((move) => (
          <p key={move.at}>
            {fill(t['why.moved'], {
              at: when(move.at),
              from: when(move.from),
              to: when(move.to),
              reason: textOf(t, `reason.${move.reason}`, t['reason.other']),
            })}
          </p>
        ))}
        {why.provisional && <p>{t.provisional}.</p>}
        <p class="faint">{fill(t['why.rule'], { version: why.ruleVersion })}</p>
      </div>
    </details>
  )
}

/** The date first: by when, how long that is, and the way to the reasons. */
export function DueLines({ due }: { due: Due }) {
  const { lang } = useSite()
  const t = useTexts().request
  const frame = useTexts().frame
  const when = useWhen()
  const left = due.workingDaysLeft
  const late = due.state === 'late'
  return (
    <>
      <p class={`due ${deadlineLooks[due.state].tone}`}>
        <Icon name={deadlineLooks[due.state].icon} />
        <strong>{fill(late ? t.lateNow : t.due, { time: when(due.dueAt) })}</strong>
      </p>
      {!late && due.state !== 'done' && <p>{left > 0 ? fill(t.left, { n: left, days: plural(lang, left, frame.workingDays) }) : t.leftToday}.</p>}
      {due.previousDueAt && <Moved from={due.previousDueAt} to={due.dueAt} />}
      {due.provisional && (
        <p>
          <Icon name="progress-help" /> {t.provisional}.
        </p>
      )}
    </>
  )
}

/** Old and new date in words as well as by line-through, which some readers do not say. */
function Moved({ from, to }: { from: string; to: string }) {
  const t = useTexts().request
  const when = useWhen()
  return (
    <p>
      {t.was}: <del>{when(from)}</del>, {t.became}: <ins>{when(to)}</ins>.
    </p>
  )
}
