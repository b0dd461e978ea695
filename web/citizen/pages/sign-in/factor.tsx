import { nextPath } from '../../glue/own-path.ts'
import { page, pages, redirect } from '../../glue/pages.ts'
import { inAddress, type Sent, sentOf } from '../../parts/code.tsx'
import { type Refused, useTroubles } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Prove } from '../../parts/prove.tsx'
import { isOver } from '../../parts/refused.ts'
import { useHref, useTexts } from '../../parts/small.tsx'
import { type Channel, channelsOf, prove, sendTo, type Way, waysOf } from '../../parts/ways.ts'

interface FactorProps {
  way: Way
  ways: Way[]
  channels: Channel[]
  next: string
  sent: Sent | undefined
  refused: Refused[]
}

const inQuery = ({ ways, channels, next }: Pick<FactorProps, 'ways' | 'channels' | 'next'>) => ({ ways: ways.join('.'), channels: channels.join('.'), next })
const address = (way: Way, asked: Pick<FactorProps, 'ways' | 'channels' | 'next'>): string =>
  `/sign-in/factor?${new URLSearchParams({ way, ...inQuery(asked) })}`

/** The way used last first, the others as links; each has a door for whoever has none of them. */
function Factor(props: FactorProps) {
  const { way, ways, channels, next, sent, refused } = props
  const t = useTexts().signin
  const href = useHref()
  const troubles = useTroubles()(refused)
  const others = ways.filter((one) => one !== way)
  return (
    <Frame title={t[`way.${way}.title`]} back={`/sign-in?${new URLSearchParams({ next })}`} troubles={troubles}>
      <Prove
        way={way}
        action={address(way, props)}
        channels={channels}
        sent={sent}
        troubles={troubles}
        passkeyDone={`${href('/sign-in/done')}?${new URLSearchParams({ next })}`}
        button={t['factor.go']}
      />
      <h2>{t['factor.other']}</h2>
      <ul>
        {others.map((one) => (
          <li key={one}>
            <a href={href(address(one, props))}>{t[`way.${one}.link`]}</a>
          </li>
        ))}
        <li>
          <a href={href('/cannot-sign-in/factor')}>{t['factor.none']}</a>
        </li>
      </ul>
    </Frame>
  )
}

const asked = (query: Record<string, string | undefined>) => {
  const ways = waysOf(query['ways']).filter((one): one is Exclude<Way, 'password'> => one !== 'password')
  const way = ways.find((one) => one === query['way']) ?? ways[0]
  return { way, ways, channels: channelsOf(query['channels']), next: nextPath(query['next']) }
}

export const factorPages = pages({
  'GET /sign-in/factor': ({ site, query }) => {
    const { way, ...offered } = asked(query)
    const { next } = offered
    if (site.me?.level === 'full') return redirect(next)
    if (!way) return redirect(`/sign-in?${new URLSearchParams({ next })}`)
    return page(<Factor way={way} {...offered} sent={sentOf(query)} refused={[]} />)
  },
  'POST /sign-in/factor': async ({ api, query, body }) => {
    const { way, ...offered } = asked(query)
    const { next } = offered
    const fromStart = `/sign-in?${new URLSearchParams({ next })}`
    if (!way) return redirect(fromStart)
    const sent = sentOf({ ...query, ...Object.fromEntries(body) })
    const again = (refused: Refused[]) => page(<Factor way={way} {...offered} sent={sent} refused={refused} />, 422)
    try {
      const channel = body.get('send')
      if (channel !== null) {
        const got = await sendTo(api, channel)
        return got.refused ? again(got.refused) : redirect(`/sign-in/factor${inAddress(got.sent, { way, ...inQuery(offered) })}`)
      }
      const proved = await prove(api, way, body)
      return proved.refused ? again(proved.refused) : redirect(`/sign-in/done?${new URLSearchParams({ next })}`)
    } catch (error) {
      // Too long since the password: a few minutes are given to look for the phone.
      if (isOver(error)) return redirect(fromStart, 'half-over')
      throw error
    }
  },
})
