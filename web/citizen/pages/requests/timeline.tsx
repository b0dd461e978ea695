import type { Message, TicketForCitizen } from '#contract/tickets'
import { inLang, useSite } from '../../glue/site-context.ts'
import { FileList } from '../../parts/files.tsx'
import { useTexts, useWhen, When } from '../../parts/small.tsx'
import { fill, textOf } from '../../texts/texts.ts'
import { shownNumber } from '../../words.ts'

/** History events that a message of the same step already tells, with its words. */
const toldByMessages = new Set(['asked', 'replied', 'citizen-replied', 'resolved', 'declined', 'transferred'])
/** The journal's name without its domain: `ticket.citizen-replied` and `citizen_replied` are the same step. */
export const stepOf = (event: string): string => event.replace(/^[a-z]+\./, '').replaceAll('_', '-')

type HistoryLine = TicketForCitizen['history'][number]
type Item = { at: string; message: Message } | { at: string; line: HistoryLine }

/** Everything that happened, newest first. */
export function Timeline({ ticket }: { ticket: TicketForCitizen }) {
  const t = useTexts().request
  const items: Item[] = [
    ...ticket.messages.map((message) => ({ at: message.at, message })),
    ...ticket.history.filter(({ event }) => !toldByMessages.has(stepOf(event))).map((line) => ({ at: line.at, line })),
  ]
  // At the same instant the request itself comes before what was done with it.
  items.sort((a, b) => b.at.localeCompare(a.at) || ('message' in a ? 1 : -1))
  return (
    <>
      <h2 id="timeline">{t.timeline}</h2>
      <ol class="line" reversed>
        {items.map((item) =>
          'message' in item ? (
            <Said key={item.message.id} number={ticket.number} message={item.message} />
          ) : (
            <Happened key={item.at + item.line.event} line={item.line} />
          ),
        )}
      </ol>
    </>
  )
}

function Said({ number, message }: { number: string; message: Message }) {
  const t = useTexts().request
  return (
    <li>
      <h3>{t[`m.${message.kind}`]}</h3>
      <When at={message.at} />
      {message.mail && <p class="hint">{t[`mail.${message.mail}`]}</p>}
      <div class={message.from === 'citizen' ? 'words' : 'words staff'}>
        <p class="unseen">{t[`from.${message.from}`]}:</p>
        <p>{message.text}</p>
        {message.files.length > 0 && <FileList files={message.files} link={(file) => `/requests/${number}/files/${file.id}`} />}
      </div>
    </li>
  )
}

function Happened({ line }: { line: HistoryLine }) {
  const { lang } = useSite()
  const t = useTexts().request
  const when = useWhen()
  const { from, to, reason, into } = line.details as { from?: string; to?: string; reason?: string; into?: string }
  const moved = from && to && /^\d{4}-\d\d-\d\dT/.test(from) && /^\d{4}-\d\d-\d\dT/.test(to)
  return (
    <li>
      <h3>{textOf(t, `h.${stepOf(line.event)}`, t['h.other'])}</h3>
      <When at={line.at} />
      {moved && (
        <p>
          {t.was}: <del>{when(from)}</del>, {t.became}: <ins>{when(to)}</ins>.{' '}
          {reason && fill(lang === 'ru' ? 'Причина: {reason}.' : 'Reason: {reason}.', { reason: textOf(t, `reason.${reason}`, t['reason.other']) })}
        </p>
      )}
      {into && (
        <p>
          <a href={inLang(lang, `/requests/${into}`)}>{shownNumber(into)}</a>
        </p>
      )}
    </li>
  )
}
