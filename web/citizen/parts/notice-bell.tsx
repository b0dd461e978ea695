import { useSite } from '../glue/site-context.ts'
import { fill } from '../texts/texts.ts'
import { Card, Script, useHref, useTexts } from './small.tsx'

/** How many notices are unread; the island keeps it up to date while the page is open. */
export function UnreadCount() {
  const { notices } = useSite()
  const t = useTexts().notices
  if (!notices) return null
  const shown = notices.unread > 99 ? '99+' : notices.unread
  return (
    <span class="count" data-unread hidden={notices.unread === 0}>
      <span aria-hidden="true">{shown}</span>
      <span class="unseen" data-words={t.unread}>
        {fill(t.unread, { n: shown })}
      </span>
    </span>
  )
}

/** Listens for new notices, and says aloud that one came. */
export function LiveNotices() {
  const { notices } = useSite()
  if (!notices) return null
  return (
    <>
      <span class="unseen" role="status" data-account-room={notices.room} />
      <Script name="notices" />
    </>
  )
}

/** A contact that refuses what we send: the owner is asked for another, or to show by a code that it works. */
export function RefusedContacts() {
  const { notices } = useSite()
  const t = useTexts().notices
  const href = useHref()
  if (!notices || notices.refused.length === 0) return null
  return (
    <>
      {notices.refused.map(({ id, kind, masked }) => (
        <Card key={id} tone="warn" icon="alert-triangle" title={fill(t[`dead.${kind}`], { address: masked })}>
          <p>{t['dead.ask']}</p>
          <div class="buttons">
            <a class="button" href={href(`/me/contacts/new?replaces=${id}`)}>
              {t['dead.change']}
              <span class="unseen">: {masked}</span>
            </a>
            <form method="post" action={href(`/me/contacts/${id}/check`)}>
              <button type="submit">
                {t['dead.check']}
                <span class="unseen">: {masked}</span>
              </button>
            </form>
          </div>
        </Card>
      ))}
    </>
  )
}
