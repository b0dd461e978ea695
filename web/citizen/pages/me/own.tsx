import { ApiProblem } from '../../glue/api.ts'
import { type Answer, type Ask, type Handler, page, pages, redirect, type Table } from '../../glue/pages.ts'
import { isOver, isStale } from '../../parts/refused.ts'
import { Confirm } from './confirm-page.tsx'
import { EnrolOnly } from './enrol-only.tsx'
import { RefusedPage } from './refused-page.tsx'
import { SessionOver } from './session-over.tsx'

type AnyHandler = (ask: Ask) => Answer | Promise<Answer>
const posts: { pattern: RegExp; handler: AnyHandler }[] = []
const patternOf = (path: string) => new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`)

/** Open although the person has not yet looked at the data after a recovery. */
const beforeCheck = ['/me/check', '/me/confirm', '/me/block']
/** Whoever came by a backup code may do this already: it gets him a factor. */
const enrolling = /^\/me\/(security\/(app|passkeys)|confirm)(\/|$)/
export const isSecret = (name: string): boolean => /password|code|secret/.test(name)
/** What was typed, to be sent again once the person has proved who he is; secrets are typed again. */
const carriedOf = (body: URLSearchParams): string => new URLSearchParams([...body].filter(([name]) => !isSecret(name))).toString()

const refusals: string[] = ['conflict', 'forbidden', 'gone', 'invalid', 'not-found', 'too-many', 'unprocessable']
/** The section that a path of the account belongs to: '/me/contacts/new' is of '/me/contacts'. */
export const sectionOf = (path: string): string =>
  path
    .split(/[?#]/)[0]
    ?.split('/')
    .slice(0, path.startsWith('/me/') ? 3 : 2)
    .join('/') || '/me'

const toSignIn = (path: string): Answer => redirect(`/sign-in?${new URLSearchParams({ next: path })}`)

async function guarded(method: string, handler: AnyHandler, ask: Ask): Promise<Answer> {
  const { site, body } = ask
  const { me, path } = site
  const [bare = path] = path.split('?')
  const over = () => (method === 'GET' ? toSignIn(path) : page(<SessionOver to={path} typed={body} />, 401))
  if (!me) return over()
  if (method === 'GET' && me.checkData && !beforeCheck.includes(bare)) return redirect(`/me/check?${new URLSearchParams({ next: path })}`)
  try {
    return await handler(ask)
  } catch (error) {
    if (isOver(error)) return over()
    if (isStale(error)) {
      if (method === 'GET') return redirect(`/me/confirm?${new URLSearchParams({ next: path })}`)
      return page(
        <Confirm
          ways={me.ways}
          way={me.ways[0] ?? 'password'}
          to={bare}
          carried={carriedOf(body)}
          back={sectionOf(bare)}
          channels={me.channels}
          sent={undefined}
          refused={[]}
        />,
        403,
      )
    }
    if (me.level === 'enrol' && error instanceof ApiProblem && error.status < 500 && !enrolling.test(bare)) return page(<EnrolOnly />, 403)
    // What cannot be done now is a page of the account with its reason; a missing page and a failure are the site's.
    if (error instanceof ApiProblem && ((method === 'POST' && refusals.includes(error.problem.kind)) || error.problem.code === 'account.cooling'))
      return page(<RefusedPage problem={error.problem} back={sectionOf(bare)} />, error.status)
    throw error
  }
}

/**
 * Pages of the account. Who is not signed in signs in first and comes back; what was typed is shown when the session ended meanwhile;
 * a sensitive change asks for the password or a factor again and then goes on.
 */
export function own<Key extends string>(table: { [K in Key]: Handler<K> }): Table {
  const entries = Object.entries(table as Record<string, AnyHandler>).map(([key, handler]) => {
    const [method = 'GET', path = ''] = key.split(' ')
    const safe: AnyHandler = (ask) => guarded(method, handler, ask)
    if (method === 'POST') posts.push({ pattern: patternOf(path), handler: safe })
    return [key, safe] as const
  })
  return pages(Object.fromEntries(entries)) as Table
}

/** Does what was asked before the proof, as if it were sent again. Only pages of the account can be meant. */
export function goOn(ask: Ask, to: string, carried: string): Answer | Promise<Answer> {
  for (const { pattern, handler } of posts) {
    const found = pattern.exec(to)
    if (found) return handler({ ...ask, site: { ...ask.site, path: to }, params: { ...found.groups }, query: {}, body: new URLSearchParams(carried) })
  }
  return redirect('/me')
}
