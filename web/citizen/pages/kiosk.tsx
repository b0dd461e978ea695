import { signOut } from '#contract/accounts'
import { endChat, myChats } from '#contract/chat'
import { endGuestSession } from '#contract/guests'
import type { Api } from '../glue/api.ts'
import { cookie } from '../glue/cookies.ts'
import { pages, redirect } from '../glue/pages.ts'
import type { Site } from '../glue/site-context.ts'
import { startAt } from './chat/path.ts'

/** Nobody who sits here next comes in: the account is signed out, the browser's session and what it kept are gone. */
export async function forgetBrowser(api: Api, site: Site): Promise<void> {
  if (site.me) await api.call(signOut)
  await api.call(endGuestSession)
}

/** A talk left alone ends, so that no employee writes to somebody who has gone. */
async function endTalks(api: Api): Promise<void> {
  const { items } = await api.call(myChats, { query: {} })
  for (const { id, state } of items) if (state !== 'ended' && state !== 'offline_request') await api.call(endChat, { params: { id }, body: {} })
}

const own = ['shared', 'view', 'zone']
/** Stands among the pages of the chat, so that a frame on another site ends its own talk. */
export const kioskPages = pages({
  'POST /chat/over': async ({ api, site, request }) => {
    // What has ended by itself meanwhile, or cannot end now, keeps nothing from being forgotten.
    if (request.headers.cookie?.includes('=')) await endTalks(api).catch(() => undefined)
    await forgetBrowser(api, site)
    if (site.host) return redirect(`${startAt(site)}&wiped=1`)
    return redirect(
      '/',
      'kiosk-wiped',
      own.map((name) => cookie(name, '', 0)),
    )
  },
})
