import { readTicket, readToEnd, type TicketForCitizen, ticketFile } from '#contract/tickets'
import { file, page, pages } from '../../glue/pages.ts'
import { useSite } from '../../glue/site-context.ts'
import { DueLines, WhyDate } from '../../parts/due.tsx'
import { FileList } from '../../parts/files.tsx'
import { useTroubles } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Card, Icon, Script, StatusChip, useHref, useTexts, useWhen, When } from '../../parts/small.tsx'
import { fill, type Texts, textOf } from '../../texts/texts.ts'
import { AnswerForms, type Attempt, RateForm, ReplyForm, WithdrawAndObject } from './actions.tsx'
import { Forget } from './received.tsx'
import { Timeline } from './timeline.tsx'

const ended = ['closed', 'declined', 'withdrawn', 'transferred', 'merged'] as const
const isEnded = (status: string): status is (typeof ended)[number] => (ended as readonly string[]).includes(status)

/** What is happening and whose move it is, in one sentence. */
function move(ticket: TicketForCitizen, t: Texts['request'], when: (at: string) => string): string {
  const { status } = ticket
  if (isEnded(status)) return fill(t[`move.end.${status}`], { number: ticket.mergedInto ?? '' })
  if (status === 'answer_ready') return ticket.reopenBy ? fill(t['move.answer'], { time: when(ticket.reopenBy) }) : (t['m.answer'] as string)
  if (status === 'waiting_you') return ticket.replyBy ? fill(t['move.citizen'], { time: when(ticket.replyBy) }) : t['move.citizenAny']
  return fill(t['move.agency'], { what: t[`move.agency.${status}`] })
}

export function RequestPage({ ticket, attempt }: { ticket: TicketForCitizen; attempt?: Attempt }) {
  const { shared } = useSite()
  const t = useTexts().request
  const when = useWhen()
  const href = useHref()
  const own = `/requests/${ticket.number}`
  const troubles = useTroubles()(attempt?.refused ?? [])
  const files = ticket.messages.flatMap((message) => message.files)
  return (
    <Frame title={ticket.subject} back="/requests" troubles={troubles} ownHeading>
      <div class="row">
        <p>
          <span class="unseen">{fill(t.number, { number: '' })}</span>
          <strong>{ticket.number}</strong>
        </p>
        <StatusChip status={ticket.status} />
      </div>
      <h1>{ticket.subject}</h1>
      <section class={`card lead${ticket.status === 'waiting_you' ? ' warn' : ''}`}>
        {!isEnded(ticket.status) && ticket.status !== 'answer_ready' && <DueLines due={ticket.due} />}
        <p>{move(ticket, t, when)}.</p>
        {ticket.status === 'waiting_you' && ticket.can.reply && (
          <p class="no-print">
            <a class="button main" href="#text">
              {t.reply}
            </a>
          </p>
        )}
        {!isEnded(ticket.status) && ticket.status !== 'answer_ready' && !ticket.due.firstResponseAt && (
          <p>{fill(t.firstBy, { time: when(ticket.due.firstResponseBy) })}.</p>
        )}
        <WhyDate why={ticket.due.why} />
      </section>
      <div class="flash" hidden data-live={`request:${ticket.number.replaceAll('-', '')}`} role="status">
        <Icon name="info-circle" />
        <span data-words={t.news} /> <a href={href(own)}>{t.newsShow}</a>
      </div>
      <DeadAddresses ticket={ticket} />
      <AnswerForms ticket={ticket} attempt={attempt} />
      <RateForm ticket={ticket} attempt={attempt} />
      {ticket.status === 'waiting_you' && <ReplyForm ticket={ticket} attempt={attempt} />}
      <Timeline ticket={ticket} />
      {ticket.status !== 'waiting_you' && <ReplyForm ticket={ticket} attempt={attempt} />}
      <Facts ticket={ticket} />
      <details>
        <summary>{fill(t.files, { n: files.length })}</summary>
        <div>{files.length > 0 ? <FileList files={files} link={({ id }) => `${own}/files/${id}`} /> : <p>{t.filesNone}</p>}</div>
      </details>
      <Views ticket={ticket} />
      <WithdrawAndObject ticket={ticket} attempt={attempt} />
      <p class="row no-print">
        <a href={href(own)}>
          <Icon name="refresh" /> {t.reload}
        </a>
        <a href={href(`${own}/received`)}>{t.receipt}</a>
      </p>
      {shared && <Forget />}
      <Script name="live" />
    </Frame>
  )
}

/** Whoever is not reached is told where the answer will be, and how to be reached again. */
function DeadAddresses({ ticket: { dead, can } }: { ticket: TicketForCitizen }) {
  const { notices } = useSite()
  const { request: t, notices: words } = useTexts()
  const href = useHref()
  return dead.map(({ kind, masked }) => (
    <Card key={kind + masked} tone="warn" icon="alert-triangle" title={fill(words[`dead.${kind}`], { address: masked })}>
      <p>{t['dead.watch']}</p>
      {notices ? (
        <p>
          <a href={href('/me/contacts')}>{t['dead.contacts']}</a>
        </p>
      ) : (
        can.reply && <p>{t['dead.write']}</p>
      )}
    </Card>
  ))
}

function Facts({ ticket }: { ticket: TicketForCitizen }) {
  const t = useTexts()
  return (
    <details>
      <summary>{t.request.facts}</summary>
      <dl class="rows">
        <div>
          <dt>{t.request.topic}</dt>
          <dd>{textOf(t.topics, ticket.topic, '')}</dd>
        </div>
        {ticket.desiredOutcome && (
          <div>
            <dt>{t.request.wanted}</dt>
            <dd>{ticket.desiredOutcome}</dd>
          </div>
        )}
        {ticket.relatedNumber && (
          <div>
            <dt>{t.request.related}</dt>
            <dd>{ticket.relatedNumber}</dd>
          </div>
        )}
      </dl>
    </details>
  )
}

/** FORM-15: each opening by an employee, newest first. Nobody is named, the role is. */
function Views({ ticket }: { ticket: TicketForCitizen }) {
  const t = useTexts().request
  return (
    <details>
      <summary>{t.views}</summary>
      <div>
        {ticket.views.length === 0 ? (
          <p>{t.viewsNone}</p>
        ) : (
          <table>
            <thead>
              <tr>
                <th scope="col">{t.viewWhen}</th>
                <th scope="col">{t.viewWho}</th>
              </tr>
            </thead>
            <tbody>
              {ticket.views.map((view) => (
                <tr key={view.at + view.role}>
                  <td>
                    <When at={view.at} />
                  </td>
                  <td>{textOf(t, `role.${view.role}`, t['role.other'])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </details>
  )
}

export const request = pages({
  'GET /requests/:number': async ({ api, params }) => {
    const ticket = await api.call(readTicket, { params })
    // Whoever opens the page has what was answered before his eyes. A mark that fails keeps nobody from reading.
    await api.call(readToEnd, { params, body: {} }).catch(() => undefined)
    return page(<RequestPage ticket={ticket} />)
  },
  'GET /requests/:number/files/:fileId': async ({ api, params }) => file(await api.download(ticketFile, params)),
})
