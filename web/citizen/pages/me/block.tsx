import { blockMyself } from '#contract/my-account'
import { page, pages, redirect } from '../../glue/pages.ts'
import { Frame } from '../../parts/frame.tsx'
import { Card, useHref, useTexts } from '../../parts/small.tsx'
import { Door } from '../sign-in/cannot.tsx'
import { own } from './own.tsx'

/** "It was not me": what will happen is said before the press, as it is undone in person only. */
function Block() {
  const t = useTexts().me
  const href = useHref()
  return (
    <Frame title={t['block.title']} back="/me">
      <p>{t['block.lead']}</p>
      <ul>
        {[t['block.1'], t['block.2'], t['block.3'], t['block.4']].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <Card tone="warn" icon="info-circle" title={t['block.milder']}>
        <p>{t['block.milder-text']}</p>
        <p>
          <a href={href('/me/sessions')}>{t['block.sessions']}</a>, <a href={href('/me/security/password')}>{t['block.password']}</a>
        </p>
      </Card>
      <form method="post" action={href('/me/block')}>
        <div class="buttons">
          <button class="danger-button" type="submit">
            {t['block.go']}
          </button>
          <a href={href('/me')}>{t['block.no']}</a>
        </div>
      </form>
    </Frame>
  )
}

function Blocked() {
  const t = useTexts().me
  return (
    <Frame title={t['blocked.title']}>
      <Card tone="ok" icon="shield-check">
        <p>{t['blocked.text']}</p>
      </Card>
      <p>{t['blocked.next']}</p>
      <Door topic="account.suspicious" />
    </Frame>
  )
}

export const blockPages = {
  ...own({
    'GET /me/block': () => page(<Block />),
    'POST /me/block': async ({ api }) => {
      await api.call(blockMyself)
      return redirect('/account-closed')
    },
  }),
  ...pages({ 'GET /account-closed': () => page(<Blocked />) }),
}
