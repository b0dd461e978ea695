import type { Static } from 'typebox'
import { type AccountEvent, type AccountLook, myEvents, myViews } from '#contract/my-account'
import { page } from '../../glue/pages.ts'
import { Frame } from '../../parts/frame.tsx'
import { MeMenu } from '../../parts/me-menu.tsx'
import { Paging, pageOf } from '../../parts/paging.tsx'
import { Card, useHref, useTexts, When } from '../../parts/small.tsx'
import { fill, textOf } from '../../texts/texts.ts'
import { own } from './own.tsx'

interface Paged<T> {
  items: T[]
  page: number
  pages: number
}

/** What happened, in words; codes of the details have words as well. */
function Events({ found }: { found: Paged<AccountEvent> }) {
  const t = useTexts()
  const href = useHref()
  return (
    <Frame title={t.me['events.title']}>
      <MeMenu at="/events" />
      <p>{t.me['events.lead']}</p>
      {found.items.length === 0 && <p>{t.me['events.none']}</p>}
      <ol class="line">
        {found.items.map((event) => (
          <li key={`${event.at}${event.event}`}>
            <Words event={event} />
          </li>
        ))}
      </ol>
      <Paging to={(n) => `/me/events?page=${n}`} at={found.page} pages={found.pages} />
      <Card title={t.me['block.title']} icon="shield-x">
        <p>{t.me['events.strange']}</p>
        <p>
          <a class="button danger-button" href={href('/me/block')}>
            {t.me['block.button']}
          </a>
        </p>
      </Card>
    </Frame>
  )
}

/** A talk has no page by its number; it stands in the list of talks. */
const placeOf = (event: string, number: string): string => (/(?:^|[.])chat[.-]/.test(event) ? '/chats' : `/requests/${number}`)

function Words({ event: { event, at, by, role, details } }: { event: AccountEvent }) {
  const { events: t, request: roles } = useTexts()
  const href = useHref()
  const who = by === 'staff' ? fill(t['by.staff'], { role: textOf(roles, `role.${role ?? ''}`, roles['role.other']) }) : t[`by.${by}`]
  const facts = Object.entries(details).flatMap(([name, value]) => {
    const text = textOf(t, `d.${name}.${String(value)}`, '')
    return text === '' ? [] : [text]
  })
  const { left, number } = details
  if (typeof left === 'number') facts.push(fill(t['d.left'], { n: left }))
  return (
    <>
      <h2 class="small">{event.startsWith('ticket.') ? textOf(roles, `h.${event.slice(7)}`, roles['h.other']) : textOf(t, event, t.other)}</h2>
      <p>
        <When at={at} withYear />. {who}
        {facts.length > 0 && `. ${facts.join('. ')}`}
        {typeof number === 'string' && (
          <>
            . <a href={href(placeOf(event, number))}>{number}</a>
          </>
        )}
      </p>
    </>
  )
}

/** Every opening by staff, with time, role and purpose. None is good news. */
function Views({ found }: { found: Paged<Static<typeof AccountLook>> }) {
  const t = useTexts()
  const href = useHref()
  return (
    <Frame title={t.me['views.title']}>
      <MeMenu at="/views" />
      <p>{t.me['views.lead']}</p>
      {found.items.length === 0 ? (
        <Card tone="ok" icon="shield-check" title={t.me['views.none']}>
          <p>{t.me['views.none-note']}</p>
        </Card>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that may scroll in its own box has to be reachable by keyboard
        <section class="scrolls" tabIndex={0} aria-label={t.me['views.title']}>
          <table>
            <thead>
              <tr>
                {[t.me['views.when'], t.me['views.who'], t.me['views.what'], t.me['views.why']].map((name) => (
                  <th scope="col" key={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.items.map((look) => (
                <tr key={`${look.at}${look.what}`}>
                  <td>
                    <When at={look.at} withYear />
                  </td>
                  <td>{textOf(t.request, `role.${look.role}`, t.request['role.other'])}</td>
                  <td>{textOf(t.events, `look.${look.what}`, t.events['look.other'])}</td>
                  <td>
                    {look.purpose === null ? t.events['purpose.none'] : textOf(t.events, `purpose.${look.purpose}`, look.purpose)}
                    {look.number && (
                      <>
                        , <a href={href(placeOf(look.what, look.number))}>{look.number}</a>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Paging to={(n) => `/me/views?page=${n}`} at={found.page} pages={found.pages} />
      <div class="buttons">
        <a class="button" href={href('/requests/new/topic?topic=account.suspicious')}>
          {t.me['views.strange']}
        </a>
        <a href={href('/me/settings')}>{t.me['views.export']}</a>
      </div>
    </Frame>
  )
}

export const eventPages = own({
  'GET /me/events': async ({ api, query }) => page(<Events found={await api.call(myEvents, { query: { page: pageOf(query['page']) } })} />),
  'GET /me/views': async ({ api, query }) => page(<Views found={await api.call(myViews, { query: { page: pageOf(query['page']) } })} />),
})
