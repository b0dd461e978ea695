import { type NoticeGroup, noticeGroups } from '#contract/notice-choices'
import { myNotices, type NoticeWay, type OwnNotice, type OwnNotices, readNotices } from '#contract/own-notices'
import { page, redirect } from '../../glue/pages.ts'
import { idOf } from '../../parts/code.tsx'
import { Frame } from '../../parts/frame.tsx'
import { MeMenu } from '../../parts/me-menu.tsx'
import { RefusedContacts } from '../../parts/notice-bell.tsx'
import { Icon, useHref, useTexts, useWhen, When } from '../../parts/small.tsx'
import { fill, textOf } from '../../texts/texts.ts'
import { own } from './own.tsx'

interface Asked {
  group: NoticeGroup | undefined
  before: string | undefined
}

/** Everything that was told, with the proof of each way; what is not here did not come from the agency. */
function Notifications({ found, asked: { group, before } }: { found: OwnNotices; asked: Asked }) {
  const t = useTexts().notices
  const href = useHref()
  const at = (more: Record<string, string>) => {
    const query = new URLSearchParams({ ...(group && { group }), ...more }).toString()
    return href(query ? `/me/notifications?${query}` : '/me/notifications')
  }
  const [newest] = found.items
  return (
    <Frame title={t.title}>
      <MeMenu at="/notifications" />
      <RefusedContacts />
      <p>{t.lead}</p>
      <nav class="tabs apart" aria-label={t.groups}>
        {[undefined, ...noticeGroups].map((one) => (
          <a key={one ?? ''} href={href(one ? `/me/notifications?group=${one}` : '/me/notifications')} aria-current={one === group ? 'page' : undefined}>
            {t[`group.${one ?? 'all'}`]}
          </a>
        ))}
      </nav>
      {found.unread > 0 && newest && (
        <form method="post" action={href('/me/notifications')} class="row">
          <strong>{fill(t.unread, { n: found.unread > 99 ? '99+' : found.unread })}</strong>
          <input type="hidden" name="upTo" value={newest.id} />
          <button type="submit">{t['read-all']}</button>
        </form>
      )}
      {found.items.length === 0 && <p>{group ? t['none-here'] : t.none}</p>}
      <ol class="line">
        {found.items.map((notice) => (
          <li key={notice.id}>
            <Notice notice={notice} />
          </li>
        ))}
      </ol>
      <nav class="row" aria-label={t.pages}>
        {before && <a href={at({})}>{t.newest}</a>}
        {found.next && <a href={at({ before: found.next })}>{t.earlier}</a>}
      </nav>
      <Known known={found.known} />
    </Frame>
  )
}

/** Numbers of requests are not broken over lines. */
function Whole({ text }: { text: string }) {
  const [number] = /\d{2}-\d{4}-\d{4}-\d/.exec(text) ?? []
  if (number === undefined) return text
  const at = text.indexOf(number)
  return (
    <>
      {text.slice(0, at)}
      <span class="whole">{number}</span>
      <Whole text={text.slice(at + number.length)} />
    </>
  )
}

function Notice({ notice: { at, group, title, text, number, chatId, isRead, ways } }: { notice: OwnNotice }) {
  const t = useTexts().notices
  const href = useHref()
  return (
    <>
      <div class="row">
        {!isRead && (
          <span class="chip lead strong">
            <Icon name="mail" />
            {t.new}
          </span>
        )}
        <p class="faint">
          {t[`group.${group}`]}, <When at={at} withYear />
        </p>
      </div>
      <h2 class="small">
        <Whole text={title} />
      </h2>
      <p>{text ?? t.hidden}</p>
      {number && (
        <p>
          <a href={href(`/requests/${number}`)}>
            <Whole text={fill(t['open-request'], { number })} />
          </a>
        </p>
      )}
      {chatId && (
        <p>
          <a href={href(`/chat/${chatId}`)}>{t['open-talk']}</a>
        </p>
      )}
      <details>
        <summary>
          {t.proof}
          <span class="unseen">: {title}</span>
        </summary>
        <ul>
          {ways.map((way) => (
            <li key={`${way.channel} ${way.to} ${way.queuedAt}`}>
              <Way way={way} />
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}

function Way({ way: { channel, state, to, queuedAt, sentAt, nextAt, answer } }: { way: NoticeWay }) {
  const t = useTexts().notices
  const when = useWhen()
  const words = fill(t[`state.${state}`], { at: when(state === 'queued' ? queuedAt : (sentAt ?? queuedAt)), next: nextAt ? when(nextAt) : '' })
  const why =
    answer && (state === 'failed' || state === 'skipped' || state === 'queued') ? fill(textOf(t, `why.${answer}`, t['why.other']), { code: answer }) : ''
  return (
    <>
      {t[`channel.${channel}`]}
      {to && ` ${fill(t.to, { address: to })}`}: {words}
      {why && `, ${why}`}
    </>
  )
}

/** Section 5, row 7: what a message of ours looks like, and that every real one is here. */
function Known({ known: { from, smsSender, host } }: Pick<OwnNotices, 'known'>) {
  const t = useTexts().notices
  return (
    <>
      <h2>{t['known.title']}</h2>
      <ul>
        <li>{t['known.list']}</li>
        <li>{fill(t['known.mail'], { from })}</li>
        <li>{smsSender ? fill(t['known.sms'], { sender: smsSender }) : t['known.sms-none']}</li>
        <li>{fill(t['known.link'], { host })}</li>
        <li>{t['known.never']}</li>
      </ul>
    </>
  )
}

const groupIn = (value: string | undefined) => noticeGroups.find((one) => one === value)

export const notificationPages = own({
  'GET /me/notifications': async ({ api, query }) => {
    const asked = { group: groupIn(query['group']), before: idOf(query['before']) || undefined }
    const found = await api.call(myNotices, { query: { ...(asked.group && { group: asked.group }), ...(asked.before && { before: asked.before }) } })
    return page(<Notifications found={found} asked={asked} />)
  },
  'POST /me/notifications': async ({ api, body }) => {
    const upTo = idOf(body.get('upTo'))
    if (upTo) await api.call(readNotices, { body: { upTo } })
    return redirect('/me/notifications', 'notices-read')
  },
})
