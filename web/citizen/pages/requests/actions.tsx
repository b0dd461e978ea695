import { randomUUID } from 'node:crypto'
import type { TicketForCitizen } from '#contract/tickets'
import { FileField } from '../../parts/files.tsx'
import { Field, Group, Radios, type Refused, useTroubles } from '../../parts/form.tsx'
import { useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'

/** Which form was refused, why, and what was typed into it. */
export interface Attempt {
  form: 'reply' | 'reopen' | 'object' | 'rate'
  refused: Refused[]
  text: string
  /** Files of this reply that were already taken. */
  kept?: { id: string; name: string }[]
}

interface Props {
  ticket: TicketForCitizen
  attempt: Attempt | undefined
}

const mine = (attempt: Attempt | undefined, form: Attempt['form']) => (attempt?.form === form ? attempt : undefined)
function useAction(ticket: TicketForCitizen): (name: string) => string {
  const href = useHref()
  return (name) => href(`/requests/${ticket.number}/${name}`)
}
/** The version the person saw: a newer one refuses the write instead of overwriting it. */
const Expected = ({ ticket }: { ticket: TicketForCitizen }) => <input type="hidden" name="expected" value={String(ticket.version)} />

/** Words and files in one plain multipart form. Its button is not filled: the card on top holds the page's one filled button. */
export function ReplyForm({ ticket, attempt }: Props) {
  const t = useTexts().request
  const action = useAction(ticket)
  const own = mine(attempt, 'reply')
  const troubles = useTroubles()(own?.refused ?? [])
  if (!ticket.can.reply) return null
  const asked = ticket.move === 'citizen' && ticket.status === 'waiting_you'
  return (
    <section id="reply" class="no-print">
      <h2>{asked ? t.reply : t.add}</h2>
      <form method="post" action={action('reply')} encType="multipart/form-data">
        <input type="hidden" name="key" value={randomUUID()} />
        {own?.kept?.map(({ id, name }) => (
          <label class="choice" key={id}>
            <input type="checkbox" name="kept" value={`${id}/${name}`} checked />
            <span>{name}</span>
          </label>
        ))}
        <Field name="text" label={t.replyText} hint={t.replyHint} rows={4} value={own?.text} troubles={troubles} autocomplete="off" />
        {ticket.can.addFile && <FileField label={t.replyFiles} troubles={troubles} />}
        <button type="submit">{t.replySend}</button>
      </form>
    </section>
  )
}

export function AnswerForms({ ticket, attempt }: Props) {
  const t = useTexts().request
  const when = useWhen()
  const action = useAction(ticket)
  const own = mine(attempt, 'reopen')
  const troubles = useTroubles()(own?.refused ?? [])
  if (!ticket.can.close && !ticket.can.reopen) return null
  return (
    <section class="card ok no-print" id="answered">
      {ticket.can.close && (
        <>
          <h2>{t.helped}</h2>
          <form method="post" action={action('close')}>
            <Expected ticket={ticket} />
            <button class="main" type="submit">
              {t.helpedYes}
            </button>
          </form>
        </>
      )}
      {ticket.can.reopen && (
        <details open={own !== undefined}>
          <summary>{t.reopen}</summary>
          <div>
            {ticket.reopenBy && <p>{fill(t.reopenBy, { time: when(ticket.reopenBy) })}.</p>}
            <form method="post" action={action('reopen')}>
              <Expected ticket={ticket} />
              <Field name="reopen-text" label={t.reopenText} rows={3} value={own?.text} troubles={troubles} />
              <button type="submit">{t.reopenDo}</button>
            </form>
          </div>
        </details>
      )}
    </section>
  )
}

export function RateForm({ ticket, attempt }: Props) {
  const t = useTexts().request
  const action = useAction(ticket)
  const troubles = useTroubles()(mine(attempt, 'rate')?.refused ?? [])
  if (ticket.rating !== null) return <p>{fill(t.rated, { n: ticket.rating })}.</p>
  if (!ticket.can.rate) return null
  const label = (score: number) => (score === 1 ? t.rate1 : score === 5 ? t.rate5 : String(score))
  return (
    <details class="no-print" open={troubles.length > 0}>
      <summary>{t.rate}</summary>
      <div>
        <form method="post" action={action('rate')}>
          <Group name="score" legend={t.rate} troubles={troubles}>
            <Radios name="score" chosen={undefined} choices={[5, 4, 3, 2, 1].map((score) => ({ value: String(score), label: label(score) }))} />
          </Group>
          <Field name="comment" label={t.rateComment} rows={2} optional />
          <button type="submit">{t.rateDo}</button>
        </form>
      </div>
    </details>
  )
}

export function WithdrawAndObject({ ticket, attempt }: Props) {
  const t = useTexts().request
  const action = useAction(ticket)
  const own = mine(attempt, 'object')
  const troubles = useTroubles()(own?.refused ?? [])
  return (
    <div class="no-print">
      {ticket.can.object && (
        <details open={own !== undefined}>
          <summary>{t.object}</summary>
          <div>
            <form method="post" action={action('object')}>
              <Field name="object-text" label={t.objectText} rows={3} value={own?.text} troubles={troubles} />
              <button type="submit">{t.objectDo}</button>
            </form>
          </div>
        </details>
      )}
      {ticket.can.withdraw && (
        <details>
          <summary>{t.withdraw}</summary>
          <div>
            <p>{t.withdrawNote}</p>
            <form method="post" action={action('withdraw')}>
              <Expected ticket={ticket} />
              <button class="danger-button" type="submit">
                {t.withdrawDo}
              </button>
            </form>
          </div>
        </details>
      )}
    </div>
  )
}
