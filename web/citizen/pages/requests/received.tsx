import { type Receipt, ticketReceipt, ticketReceiptPdf } from '#contract/tickets'
import { file, page, pages } from '../../glue/pages.ts'
import { useSite } from '../../glue/site-context.ts'
import { WhyDate } from '../../parts/due.tsx'
import { FileList } from '../../parts/files.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Around, Card, Icon, Script, useHref, useTexts, When } from '../../parts/small.tsx'
import { moment, upperFirst } from '../../words.ts'
import { Masked } from '../new-request/check.tsx'

/** FORM-10: the number stands at the top, is copied in one press, and the page can be opened again. */
function Received({ receipt }: { receipt: Receipt }) {
  const { shared } = useSite()
  const t = useTexts()
  const href = useHref()
  const own = `/requests/${receipt.number}`
  const where = [receipt.sentTo.email, receipt.sentTo.phone].filter((contact) => contact !== null)
  return (
    <Frame title={t.received.title} ownHeading>
      <section class="card ok">
        <h1>
          <Icon name="circle-check" large /> {t.received.title}
        </h1>
        <p class="unseen">{t.received.number}</p>
        <div class="row">
          <p class="number-big" id="number">
            {receipt.number}
          </p>
          <button type="button" hidden data-copy="number" data-copied={t.received.copied}>
            <Icon name="copy" />
            <span role="status">{t.received.copy}</span>
          </button>
        </div>
        <p>
          <Capital at={receipt.receivedAt} />
          <br />
          {receipt.subject}
        </p>
      </section>
      <h2>{t.received.next}</h2>
      <ol>
        <li>
          <Around text={t.received.next1} name="time">
            <strong>
              <When at={receipt.due.firstResponseBy} />
            </strong>
          </Around>
        </li>
        <li>
          <Around text={t.received.next2} name="time">
            <strong>
              <When at={receipt.due.dueAt} />
            </strong>
          </Around>
        </li>
        <li>
          {where.length > 0 ? (
            <Around text={t.received.next3} name="where">
              {where.map((contact, at) => (
                <>
                  {at > 0 && ', '}
                  <span class="fixed">{contact}</span>
                </>
              ))}
            </Around>
          ) : (
            t.received.next3none
          )}
        </li>
      </ol>
      <WhyDate why={receipt.due.why} />
      <Masked kinds={receipt.masked} />
      {receipt.files.length > 0 && (
        <>
          <h2>{t.received.filesGot}</h2>
          <FileList files={receipt.files} />
        </>
      )}
      <div class="buttons">
        <a class="button main" href={href(own)}>
          {t.received.open}
        </a>
        <a href={href(`${own}/received.pdf`)}>{t.received.pdf}</a>
        <a href={href(`${own}#reply`)}>{t.received.addFile}</a>
      </div>
      <p class="faint no-print">{t.received.print}.</p>
      <Card icon="shield-check" title={t.received.keep.split('.')[0] as string}>
        <p>
          {t.received.keep.split('. ').slice(1).join('. ')} {t.received.never}
        </p>
      </Card>
      {shared && <Forget />}
      <Script name="copy" />
    </Frame>
  )
}

/** The moment opens a line here, so its weekday takes a capital letter. */
function Capital({ at }: { at: string }) {
  const { agency, lang, now } = useSite()
  return <time dateTime={at}>{upperFirst(moment(new Date(at), agency.zone, lang, now, true))}</time>
}

export function Forget() {
  const t = useTexts()
  const href = useHref()
  return (
    <Card tone="warn" icon="alert-triangle" title={t.received.sharedTitle}>
      <p>{t.guest.forgetNote}</p>
      <form method="post" action={href('/guest/forget')}>
        <button type="submit">{t.received.forget}</button>
      </form>
    </Card>
  )
}

export const received = pages({
  'GET /requests/:number/received': async ({ api, params }) => page(<Received receipt={await api.call(ticketReceipt, { params })} />),
  'GET /requests/:number/received.pdf': async ({ api, params }) => file(await api.download(ticketReceiptPdf, params)),
})
