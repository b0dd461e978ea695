import { randomUUID } from 'node:crypto'
import { type AccountView, dataIsRight, myAccount, profileFields, reportMismatch } from '#contract/my-account'
import { nextPath } from '../../glue/own-path.ts'
import { page, redirect } from '../../glue/pages.ts'
import { Frame } from '../../parts/frame.tsx'
import { Icon, useHref, useTexts } from '../../parts/small.tsx'
import { own } from './own.tsx'

/** RECOV-6: after a recovery this comes first. All right, or ONE button that files an urgent request. */
function Check({ account, next }: { account: AccountView; next: string }) {
  const t = useTexts().me
  const href = useHref()
  const to = (path: string) => `${href(path)}?${new URLSearchParams({ next })}`
  return (
    <Frame title={t['check.title']}>
      <p>{t['check.lead']}</p>
      <dl class="rows">
        {profileFields
          .filter((field) => account.profile[field] !== null)
          .map((field) => (
            <div key={field}>
              <dt>{t[`data.${field}`]}</dt>
              <dd>{account.profile[field]}</dd>
            </div>
          ))}
        {account.contacts.map(({ id, kind, masked }) => (
          <div key={id}>
            <dt>{t[`contact.${kind}`]}</dt>
            <dd>{masked}</dd>
          </div>
        ))}
      </dl>
      <div class="buttons">
        <form method="post" action={to('/me/check')}>
          <button class="main" type="submit">
            <Icon name="circle-check" />
            {t['check.right']}
          </button>
        </form>
        <form method="post" action={href('/me/mismatch')}>
          <input type="hidden" name="key" value={randomUUID()} />
          <button class="danger-button" type="submit">
            {t['check.mistake']}
          </button>
        </form>
      </div>
      <p class="faint">{t['check.mistake-note']}</p>
    </Frame>
  )
}

const keyShape = /^[0-9a-f-]{36}$/

export const checkPages = own({
  'GET /me/check': async ({ api, query }) => page(<Check account={await api.call(myAccount)} next={nextPath(query['next'])} />),
  'POST /me/check': async ({ api, query }) => {
    await api.call(dataIsRight)
    return redirect(nextPath(query['next']), 'data-right')
  },
  'POST /me/mismatch': async ({ api, body }) => {
    const key = keyShape.test(body.get('key') ?? '') ? (body.get('key') as string) : randomUUID()
    const { number } = await api.call(reportMismatch, { key, body: {} })
    return redirect(`/requests/${number}`, 'mismatch')
  },
})
