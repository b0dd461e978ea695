import type { Chat } from '#contract/chat'
import { useSite } from '../../glue/site-context.ts'
import { Card, useHref, useTexts } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { useAction, useOut } from './path.ts'

/** Where one signs in and comes back to this talk from. */
export function useSignInHref(id: string | undefined): string {
  const href = useHref()
  // On another site the talk is not of this browser: there is nothing to come back to.
  const { host } = useSite()
  return `${href('/sign-in')}?${new URLSearchParams({ next: id && !host ? `/chat/${id}` : '/chat' })}`
}

/** K11: what stands between a guest's talk and an account: whose it is, a wish of the operator, a proof. */
export function SignInCards({ chat }: { chat: Chat }) {
  const { me } = useSite()
  const { chat: t, me: account } = useTexts()
  const href = useHref()
  const action = useAction(chat.id)
  const signInHref = useSignInHref(chat.id)
  const out = useOut()
  if (chat.can.join && me)
    return (
      <Card tone="warn" icon="user" title={t['join.title']}>
        <p>{fill(t['join.text'], { name: me.shortName })}</p>
        {/* A whole page comes back: marks of messages that stand already are drawn anew. */}
        <form method="post" action={action('join')}>
          <button type="submit">{t['join.do']}</button>
        </form>
        <p class="hint">{t['join.not']}</p>
      </Card>
    )
  if (me?.level === 'enrol' && !chat.account)
    return (
      <Card icon="user">
        <p>
          {t['enrol-first']}{' '}
          <a href={href('/me/security')} {...out}>
            {account['menu.security']}
          </a>
        </p>
      </Card>
    )
  if (chat.signIn === 'sign-in')
    return (
      <Card tone="lead" icon="user" title={t['sign-in.title']}>
        <p>{t['sign-in.text']}</p>
        <p>
          <a class="button" href={signInHref} {...out}>
            {t['sign-in.do']}
          </a>
        </p>
      </Card>
    )
  if (chat.signIn === 'step-up')
    return (
      <Card tone="lead" icon="shield-check" title={t['step-up.title']}>
        <p>{t['step-up.text']}</p>
        {/* A proof is given in a page of its own, never in the small window. */}
        <form method="post" action={href(`/chat/${chat.id}/confirm`)} {...out}>
          <button type="submit">{t['step-up.do']}</button>
        </form>
      </Card>
    )
  return null
}
