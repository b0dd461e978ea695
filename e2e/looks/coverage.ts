// Which screens there are, by the product's own lists, so that one which nobody looks at is found.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { texts } from '../../web/citizen/texts/texts.ts'
import '../../web/citizen/glue/tsx-hook.ts'
import type { Screen } from './walk.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Answers that are no page: they lead on, or are a file. */
const noPages: readonly string[] = [
  'POST /requests/new',
  'POST /requests/new/drop',
  'POST /requests/new/files/:fileId/remove',
  'POST /requests/:number/withdraw',
  'POST /requests/:number/close',
  'POST /guest/forget',
  'POST /help/:id',
  'POST /view',
  'GET /manifest.webmanifest',
  'GET /service-worker.js',
  'GET /app-icon.png',
  'GET /requests/:number/received.pdf',
  'GET /requests/:number/files/:fileId',
  'POST /chat/guess',
  'POST /chat/over',
  'POST /chat/:id/option',
  'POST /chat/:id/operator',
  'POST /chat/:id/topic',
  'POST /chat/:id/wipe',
  'GET /chat/:id/files/:fileId',
  'GET /chat/:id/transcript.txt',
  'GET /chat/:id/transcript.pdf',
  'GET /sign-in/done',
  'GET /me/export.json',
  'GET /me/export.pdf',
  'GET /me/security/passkeys/added',
  'GET /oidc/callback',
  'POST /sign-out',
  'POST /requests/join',
  'POST /me/data/mistake',
  'POST /me/check',
  'POST /me/mismatch',
  'POST /me/settings/keep',
  'POST /me/settings/push/:id/remove',
  'POST /me/notifications',
  'POST /me/contacts/:id/check',
  'POST /me/sessions/others',
  'POST /me/sessions/:id/end',
  'POST /me/devices/forget',
  'POST /me/block',
  'POST /me/contacts/change/:id/hold',
  'POST /me/contacts/change/:id/cancel',
  'POST /me/security/sms',
  'POST /me/security/identities/:provider/remove',
  'POST /me/security/backup-codes/saved',
  'POST /me/security/backup-codes/file',
  'POST /me/security/recovery-code/saved',
  'POST /me/security/recovery-code/file',
]

/** These take more than a visitor has: axe judges them in e2e/citizen/chat-sign-in.test.ts and notices.test.ts. */
const judgedElsewhere: readonly string[] = [
  'POST /chat/:id/join',
  'POST /chat/:id/confirm',
  'POST /me/settings/notices',
  'GET /unsubscribe/:token',
  'POST /unsubscribe/:token',
]

/** What belongs to an account has a sweep of its own. */
const ofAccount =
  /^(GET|POST) \/(me|recovery|cancel|register|unlock|sign-in|cannot-sign-in)(\/|$)|^(GET|POST) \/(cancelled|account-closed|check-browser|sign-out|help\/fakes|requests\/join|oidc\/callback)$/

const shapeOf = (route: string): RegExp => new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`)

async function siteRoutes(): Promise<string[]> {
  const { table } = (await import(new URL('../../web/citizen/pages/index.tsx', import.meta.url).href)) as { table: Record<string, unknown> }
  const routes = Object.keys(table)
  const gone = noPages.filter((route) => !routes.includes(route))
  if (gone.length > 0) throw new Error(`no longer in the site's table: ${gone.join(', ')}`)
  return routes
}

function seenRoutes(routes: readonly string[], screens: readonly Screen[]): Set<string | undefined> {
  // A failure is named by its number, and is no page of the address it came from.
  const ways = screens.filter(({ name }) => !/^\d{3}$/.test(name)).map(wayOf)
  // A longer literal wins over a place: /requests/new is no number.
  return new Set(ways.map((way) => routes.filter((route) => shapeOf(route).test(way)).sort((a, b) => a.split(':').length - b.split(':').length)[0]))
}
const wayOf = ({ method, path }: Screen) => `${method} ${path.replace(/^\/en(?=\/|$)/, '') || '/'}`

/** Routes and failures of the site that no screen came from, and routes listed as no pages that are pages after all. */
export async function unseenOfSite(screens: readonly Screen[]): Promise<string[]> {
  const routes = await siteRoutes()
  const seen = seenRoutes(routes, screens)
  const failures = Object.keys(texts.ru.errors).filter((key) => /^\d{3}$/.test(key))
  return [
    ...routes.filter((route) => !ofAccount.test(route) && !seen.has(route) && !noPages.includes(route) && !judgedElsewhere.includes(route)),
    ...noPages.filter((route) => seen.has(route)).map((route) => `${route} is a page`),
    ...failures.filter((code) => !screens.some(({ status }) => String(status) === code)),
    ...(screens.some(({ name }) => name === 'outage') ? [] : ['outage']),
  ]
}

/** The same for what belongs to an account; a refused form of its own is a page, what only leads on is none. */
export async function unseenOfAccount(screens: readonly Screen[]): Promise<string[]> {
  const routes = await siteRoutes()
  const seen = seenRoutes(routes, screens)
  return [
    ...routes.filter((route) => ofAccount.test(route) && !noPages.includes(route) && !judgedElsewhere.includes(route) && !seen.has(route)),
    ...noPages.filter((route) => ofAccount.test(route) && seen.has(route)).map((route) => `${route} is a page`),
  ]
}

const deskFiles = (): string[] =>
  (readdirSync(`${root}web/desk`, { recursive: true }) as string[]).filter((file) => file.endsWith('.tsx') && !/^(build|testing)\//.test(file))

/** Addresses of the desk's router: "inbox", "requests/:number", "*". */
export const deskRoutes = (): string[] => [...readFileSync(`${root}web/desk/routes.tsx`, 'utf8').matchAll(/path: '([^']+)'/g)].map(([, path]) => path as string)

/** What others fill: no dialogs by themselves. */
const frames: readonly string[] = ['FormDialog', 'WordsDialog', 'Shell', 'ReasonShell']

/** Names of the desk's dialogs: each component that shows a window, itself or through a frame. */
export function deskDialogs(): string[] {
  const shows = new RegExp(`<(Modal|${frames.join('|')})\\b`)
  const names = deskFiles().flatMap((file) =>
    readFileSync(`${root}web/desk/${file}`, 'utf8')
      .split(/^(?=(?:export )?(?:function|const) \w+)/m)
      .filter((component) => shows.test(component))
      .map((component) => /(?:function|const) (\w+)/.exec(component)?.[1] ?? file),
  )
  return [...new Set(names)].filter((name) => !frames.includes(name)).sort()
}

/** Screens of the desk are named "page ADDRESS" and "dialog NAME". */
export function unseenOfDesk(screens: readonly Screen[]): string[] {
  const names = screens.map(({ name }) => name)
  const starts = (wanted: string) => names.some((name) => name === wanted || name.startsWith(`${wanted} `))
  return [
    ...deskRoutes()
      .map((route) => `page ${route}`)
      .filter((wanted) => !starts(wanted)),
    ...deskDialogs()
      .map((dialog) => `dialog ${dialog}`)
      .filter((wanted) => !starts(wanted)),
  ]
}
