import type { Module } from './modules.ts'

/** Nobody may import these: they listen to what happened, so that a new way to notify touches no ticket code. */
const listeners = new Set(['notifications', 'audit', 'analytics'])

const longestFile = 300
/** Made by tools/tables.ts; nobody reads it from top to bottom. */
const generated = 'server/migrations/tables.ts'

const isTest = (path: string) => /\.(test|long)\.tsx?$|\/testing\/|^e2e\/|^bench\//.test(path)

/** The composition: the files that lie directly in server/. */
const isMain = (path: string) => /^server\/[^/]+\.ts$/.test(path)

/** `tickets` and `commands` of server/domains/tickets/commands/close-ticket.ts; null outside the domains. */
function placeInDomain(path: string): { domain: string; role: string } | null {
  const [, domain, role] = /^server\/domains\/([^/]+)\/([^/.]+)/.exec(path) ?? []
  return domain && role ? { domain, role } : null
}

/** What a role word may not reach for inside its own domain. Any other name is a rule. */
const forbiddenRoles: Record<string, readonly string[]> = {
  model: ['access', 'queries', 'commands'],
  access: ['queries', 'commands'],
  queries: ['commands'],
  commands: [],
  routes: [],
  jobs: [],
  live: [],
  index: [],
}
const doorsOfMain = ['routes', 'jobs', 'live']
const rule = ['commands', ...doorsOfMain]

/** Why `from` may not import `to`, or null. `domains` is the order: each may see only those before it. */
export function forbidden(from: string, to: string, domains: readonly string[]): string | null {
  if (isTest(from)) return null
  const [top, target] = [from.split('/')[0], to.split('/')[0]]
  // The demo is the world of the tests, and main opens it.
  if (isTest(to) && top !== 'tools' && !isMain(from)) return 'only tests import tests and their tools'
  if (top === 'contract' && target !== 'contract') return 'contract imports nothing of ours'
  if (top === 'web' && target !== 'web' && target !== 'contract') return 'web sees contract only'
  if (from.startsWith('web/ui/') && target === 'web' && !to.startsWith('web/ui/')) return 'web/ui knows no application'
  if (top === 'server' && target === 'web' && !isMain(from)) return 'only main brings in the citizen site'
  if (top === 'server' && target !== 'server' && target !== 'contract' && target !== 'web') return 'the server runs without tools'
  if (from.startsWith('server/platform/') && to.startsWith('server/') && !to.startsWith('server/platform/') && !to.startsWith('server/migrations/'))
    return 'platform knows no domain'

  const there = placeInDomain(to)
  const here = placeInDomain(from)
  if (!there) return null
  if (!here) return doorsOfMain.includes(there.role) && !isMain(from) && top === 'server' ? `only main imports ${there.role}` : null
  if (here.domain !== there.domain) {
    if (listeners.has(there.domain)) return `${there.domain} listens: nobody imports it`
    if (there.role !== 'index') return `a domain is entered through its door, server/domains/${there.domain}/index.ts`
    const [seen, seer] = [domains.indexOf(there.domain), domains.indexOf(here.domain)]
    if (seen < 0 || seer < 0) return `server/domains.ts does not name ${seen < 0 ? there.domain : here.domain}`
    return seen < seer ? null : `${there.domain} does not stand above ${here.domain} in server/domains.ts`
  }
  if (here.role === there.role) return null
  if (doorsOfMain.includes(there.role)) return `only main imports ${there.role}`
  const not = forbiddenRoles[here.role] ?? rule
  return not.includes(there.role) ? `${here.role in forbiddenRoles ? here.role : `the rule ${here.role}`} may not import ${there.role}` : null
}

/** Import cycles, each as the list of its files; imports of types count, because a cycle of types is still two files that are one. */
export function cycles(modules: readonly Module[]): string[][] {
  const edges = new Map(modules.map((module) => [module.path, module.imports.flatMap(({ target }) => (target ? [target] : []))]))
  const state = new Map<string, 'open' | 'done'>()
  const found: string[][] = []
  const visit = (path: string, trail: string[]): void => {
    if (state.get(path) === 'done' || !edges.has(path)) return
    if (state.get(path) === 'open') {
      found.push(trail.slice(trail.indexOf(path)))
      return
    }
    state.set(path, 'open')
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path])
    state.set(path, 'done')
  }
  for (const path of edges.keys()) visit(path, [])
  return found
}

/** Cryptography stands in one place where it can be reviewed; checksums of files and folder names are no secrets. */
const mayUseCrypto = /^server\/(platform\/(vault\/|ids\.ts|db\/)|testing\/)|^(web|tools|bench|e2e|contract)\//

/** All findings, as lines for people. */
export function boundaryProblems(modules: readonly Module[], domains: readonly string[], exists: (path: string) => boolean): string[] {
  if (modules.length === 0) return ['not one module was read: the check itself is broken']
  const each = modules.flatMap((module) => {
    const { path, imports, accesses, lines } = module
    const wrong = imports.flatMap(({ specifier, target }) => {
      if (target === null)
        return /^(node:)?crypto$/.test(specifier) && !isTest(path) && !mayUseCrypto.test(path) ? ['node:crypto belongs to server/platform/vault'] : []
      if (!exists(target)) return [`${specifier} does not exist`]
      const why = forbidden(path, target, domains)
      return why ? [`imports ${target}: ${why}`] : []
    })
    if (lines > longestFile && path !== generated) wrong.push(`has ${lines} lines, more than ${longestFile}: make it a folder`)
    if (!path.startsWith('server/platform/db/') && !isTest(path))
      wrong.push(...['sql.raw', 'sql.lit', 'sql.id'].filter((one) => accesses.has(one)).map((one) => `${one} may stand in server/platform/db only`))
    return wrong.map((line) => `${path}: ${line}`)
  })
  return [...each, ...cycles(modules).map((files) => `import cycle: ${[...files, files[0]].join(' -> ')}`)]
}
