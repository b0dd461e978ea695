import type { NoticeGroup } from '#contract/notice-choices'
import { readUnsubscribe, unsubscribe } from '#contract/own-notices'
import { page, pages } from '../glue/pages.ts'
import { Frame } from '../parts/frame.tsx'
import { attempt } from '../parts/refused.ts'
import { useHref, useTexts } from '../parts/small.tsx'
import { fill } from '../texts/texts.ts'

/** From a link in a mail, without signing in: opening it changes nothing, the button does. Mail programs press it by themselves (RFC 8058). */
function Ask({ token, group }: { token: string; group: NoticeGroup }) {
  const t = useTexts().notices
  return (
    <Frame title={t['unsubscribe.title']}>
      <p>{fill(t['unsubscribe.lead'], { group: t[`group.${group}`] })}</p>
      <form method="post" action={useHref()(`/unsubscribe/${token}`)}>
        <button class="main" type="submit">
          {t['unsubscribe.go']}
        </button>
      </form>
    </Frame>
  )
}

function Said({ text }: { text: 'done' | 'bad' }) {
  const t = useTexts().notices
  return (
    <Frame title={t['unsubscribe.title']}>
      <p role="status">{t[`unsubscribe.${text}`]}</p>
    </Frame>
  )
}

const shape = /^[A-Za-z0-9_-]{40,300}$/
const bad = () => page(<Said text="bad" />, 410)

export const unsubscribePages = pages({
  'GET /unsubscribe/:token': async ({ api, params: { token } }) => {
    if (!shape.test(token)) return bad()
    const { done, refused } = await attempt(api, readUnsubscribe, { body: { token } }, 'token')
    return refused ? bad() : page(<Ask token={token} group={done.group} />)
  },
  'POST /unsubscribe/:token': async ({ api, params: { token } }) => {
    if (!shape.test(token)) return bad()
    const { refused } = await attempt(api, unsubscribe, { body: { token } }, 'token')
    return refused ? bad() : page(<Said text="done" />)
  },
})
