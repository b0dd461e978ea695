import { nextPath } from '../../glue/own-path.ts'
import { type Answer, page, redirect } from '../../glue/pages.ts'
import { sentOf } from '../../parts/code.tsx'
import type { Refused } from '../../parts/form.tsx'
import { isWay, prove, sendTo } from '../../parts/ways.ts'
import { Confirm } from './confirm-page.tsx'
import { goOn, own, sectionOf } from './own.tsx'

export const confirmPages = own({
  'GET /me/confirm': ({ site, query }) => {
    const ways = site.me?.ways ?? []
    const way = isWay(query['way']) && ways.includes(query['way']) ? query['way'] : (ways[0] ?? 'password')
    return page(
      <Confirm
        ways={ways}
        way={way}
        to={nextPath(query['next'])}
        carried={undefined}
        back={sectionOf(nextPath(query['next']))}
        channels={site.me?.channels ?? []}
        sent={undefined}
        refused={[]}
      />,
    )
  },
  'POST /me/confirm': async (ask): Promise<Answer> => {
    const { api, site, body } = ask
    const ways = site.me?.ways ?? []
    const to = nextPath(body.get('to'))
    const carried = body.get('carried') ?? undefined
    const asked = body.get('show') ?? body.get('way')
    const way = isWay(asked) && ways.includes(asked) ? asked : (ways[0] ?? 'password')
    const show = (refused: Refused[], sent = sentOf(Object.fromEntries(body))) =>
      page(
        <Confirm ways={ways} way={way} to={to} carried={carried} back={sectionOf(to)} channels={site.me?.channels ?? []} sent={sent} refused={refused} />,
        refused.length > 0 ? 422 : 200,
      )
    if (body.has('show')) return show([])
    const channel = body.get('send')
    if (channel !== null) {
      const got = await sendTo(api, channel)
      return got.refused ? show(got.refused) : show([], got.sent)
    }
    // The script has carried the passkey's answer already; if it has not, the change itself asks again.
    if (way !== 'passkey') {
      const { refused } = await prove(api, way, body)
      if (refused) return show(refused)
    }
    return carried === undefined ? redirect(to) : goOn(ask, to, carried)
  },
})
