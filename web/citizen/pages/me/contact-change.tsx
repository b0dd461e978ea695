import { type ContactChange, cancelContactChange, holdContact, myAccount, proveContact, sendContactCode } from '#contract/my-account'
import type { Api } from '../../glue/api.ts'
import { type Answer, page, redirect } from '../../glue/pages.ts'
import { useSite } from '../../glue/site-context.ts'
import { Again, CodeForm, codeTyped, inAddress, noCode, type Sent, sent, sentOf } from '../../parts/code.tsx'
import { type Refused, type Trouble, useTroubles } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { attempt } from '../../parts/refused.ts'
import { Card, useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { unbroken } from '../../words.ts'
import { own } from './own.tsx'

interface ChangeProps {
  change: ContactChange
  sent: Sent
  refused: Refused[]
}
type Side = 'new' | 'old'

const pathOf = (change: ContactChange) => `/me/contacts/change/${change.id}`

/** One change of a contact: the code that is asked next, the way out when the old one is lost, and the way to stop it. */
function Change({ change, sent, refused }: ChangeProps) {
  const t = useTexts().me
  const href = useHref()
  const troubles = useTroubles()(refused)
  const side = change.wants[0]
  const title = fill(change.replaces ? t['change.replace'] : t['change.add'], { contact: unbroken(change.masked), old: unbroken(change.replaces ?? '') })
  return (
    <Frame title={title.replace(/\.$/, '')} back="/me/contacts" troubles={troubles}>
      {change.state === 'pending_hold' ? <Held change={change} /> : side && <Asked change={change} side={side} sent={sent} troubles={troubles} />}
      <h2>{t['change.stop']}</h2>
      <p>{t['change.stop-note']}</p>
      <form method="post" action={href(`${pathOf(change)}/cancel`)}>
        <button class="danger-button" type="submit">
          {t['change.stop-do']}
        </button>
      </form>
    </Frame>
  )
}

function Asked({ change, side, sent, troubles }: { change: ContactChange; side: Side; sent: Sent; troubles: Trouble[] }) {
  const { agency } = useSite()
  const t = useTexts().me
  const href = useHref()
  const when = useWhen()
  const text = side === 'new' ? t['change.code-new'] : change.replaces ? t['change.code-old'] : t['change.code-own']
  const contact = unbroken(side === 'new' ? change.masked : (change.replaces ?? ''))
  return (
    <>
      <p>{fill(text, { contact })}</p>
      <CodeForm action={`${pathOf(change)}/proof${inAddress(sent)}`} hidden={{ to: side }} sent={sent} troubles={troubles} button={t['change.prove']} />
      <Again action={`${pathOf(change)}/code`} hidden={{ to: side }} sent={sent} />
      <p class="faint">{fill(t['change.until'], { time: when(change.expiresAt) })}</p>
      {side === 'old' && (
        <Card title={t['hold.title']} icon="hourglass">
          <p>{fill(t['hold.text'], { hours: agency.account.contactHoldHours })}</p>
          <form method="post" action={href(`${pathOf(change)}/hold`)}>
            <button type="submit">{t['hold.do']}</button>
          </form>
        </Card>
      )}
    </>
  )
}

/** What is open and what is not during the pause. */
function Held({ change }: { change: ContactChange }) {
  const t = useTexts().me
  const when = useWhen()
  const until = change.effectiveAt ? when(change.effectiveAt) : ''
  const rows = [
    [t['hold.old'], t['cool.may'], until],
    [t['hold.veto'], t['cool.may'], until],
    [t['hold.new'], t['cool.not-yet'], until],
  ] as const
  return (
    <Card tone="lead" icon="hourglass" title={t['hold.waiting']}>
      <p>
        <strong>{fill(t['hold.until'], { time: until })}</strong>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that may scroll in its own box has to be reachable by keyboard */}
      <section class="scrolls" tabIndex={0} aria-label={t['hold.waiting']}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t['cool.what']}</th>
              <th scope="col">{t['cool.state']}</th>
              <th scope="col">{t['cool.until']}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([what, state, end]) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{state}</td>
                <td>{end}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  )
}

const find = async (api: Api, id: string): Promise<ContactChange | undefined> => (await api.call(myAccount)).changes.find((change) => change.id === id)
const over = (): Answer => redirect('/me/contacts', 'change-over')
const sideOf = (body: URLSearchParams): Side => (body.get('to') === 'old' ? 'old' : 'new')

export const contactChangePages = own({
  'GET /me/contacts/change/:id': async ({ api, params, query }) => {
    const change = await find(api, params.id)
    return change ? page(<Change change={change} sent={sentOf(query)} refused={[]} />) : over()
  },
  'POST /me/contacts/change/:id/proof': async ({ api, params, query, body }) => {
    const change = await find(api, params.id)
    if (!change) return over()
    const again = (refused: Refused[]) => page(<Change change={change} sent={sentOf(query)} refused={refused} />, 422)
    const code = codeTyped(body)
    if (code === '') return again(noCode)
    const { done, refused } = await attempt(api, proveContact, { params, body: { to: sideOf(body), code } }, 'code', 'code.wrong')
    if (refused) return again(refused)
    if (done.state === 'active') return redirect('/me/contacts', 'contact-changed')
    return redirect(`/me/contacts/change/${params.id}`, done.state === 'pending_hold' ? 'contact-held' : 'contact-proved')
  },
  'POST /me/contacts/change/:id/code': async ({ api, params, body }) => {
    const change = await find(api, params.id)
    if (!change) return over()
    const { done, refused } = await attempt(api, sendContactCode, { params, body: { to: sideOf(body) } }, 'code')
    if (refused) return page(<Change change={change} sent={sentOf({})} refused={refused} />, 422)
    return redirect(`/me/contacts/change/${params.id}${inAddress(sent(done))}`, 'code-sent')
  },
  'POST /me/contacts/change/:id/hold': async ({ api, params }) => {
    await api.call(holdContact, { params })
    return redirect(`/me/contacts/change/${params.id}`, 'contact-held')
  },
  'POST /me/contacts/change/:id/cancel': async ({ api, params }) => {
    await api.call(cancelContactChange, { params })
    return redirect('/me/contacts', 'change-cancelled')
  },
})
