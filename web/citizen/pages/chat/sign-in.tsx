import { confirmSignIn, joinChat } from '#contract/chat-sign-in'
import { type Answer, type Ask, page, pages, redirect } from '../../glue/pages.ts'
import { isStale, refusedOf } from '../../parts/refused.ts'
import { Confirm } from '../me/confirm-page.tsx'
import { own } from '../me/own.tsx'
import { talkAt } from './path.ts'
import { show } from './show.tsx'

/** Does what was asked, or says in the talk why not. */
async function join(ask: Ask<'POST /chat/:id/join'>): Promise<Answer> {
  const { api, site, params } = ask
  if (!site.me) return redirect(`/sign-in?${new URLSearchParams({ next: `/chat/${params.id}` })}`)
  try {
    await api.call(joinChat, { params, body: {} })
  } catch (error) {
    return show(ask, params.id, { form: 'join', typed: {}, refused: refusedOf(error, 'talk') })
  }
  return redirect(talkAt(site, params.id))
}

export const chatSignIn = pages({
  'POST /chat/:id/join': join,
  ...own({
    'POST /chat/:id/confirm': async (ask): Promise<Answer> => {
      const { api, site, params } = ask
      const to = `/chat/${params.id}`
      try {
        await api.call(confirmSignIn, { params, body: {} })
      } catch (error) {
        if (!isStale(error) || !site.me) throw error
        // The password alone is not what was asked for.
        const ways = site.me.ways.filter((way) => way !== 'password')
        const offered = ways.length > 0 ? ways : site.me.ways
        return page(
          <Confirm
            ways={offered}
            way={offered[0] ?? 'password'}
            to={`${to}/confirm`}
            carried=""
            back={to}
            channels={site.me.channels}
            sent={undefined}
            refused={[]}
          />,
          403,
        )
      }
      return redirect(to)
    },
  }),
})
