import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import type { Route } from './route.ts'

const isRoute = (value: unknown): value is Route => typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'summary' in value
const modules = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
const routes = (await Promise.all(modules.map(async (name) => Object.values(await import(`./${name}`))))).flat().filter(isRoute)

/** Every name of a member anywhere in a schema. */
function names(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'properties' ? Object.entries(value as object).flatMap(([name, inner]) => [name, ...names(inner)]) : names(value),
  )
}
/** What opens an account or stands for its owner: whoever could read or write it for somebody else could be them. */
const secret =
  /^(password|newPassword|passwordHash|hash|code|codes|otp|pin|secret|uri|qrSvg|token|link|options|challenge|publicKey|backupCodes|recoveryCode|savedCode|cookie)$/i
const secretsIn = (schema: unknown) => names(schema).filter((name) => secret.test(name))

/** Staff act on other people here: everything of the desk, and what an administrator does to a colleague. */
const onOthers = routes.filter(({ path }) => path.startsWith('/api/desk/') || /^\/api\/staff\/:/.test(path) || path === '/api/staff')
/** A colleague's one-time link is handed over in person and opens nothing but the choice of an own password and factor. */
const harmless: Record<string, string[]> = {
  'POST /api/staff': ['link'],
  'POST /api/staff/:id/invitation': ['link'],
  // Why a file, or a line of one, was not taken.
  'POST /api/desk/tickets/:number/files': ['code'],
  'POST /api/desk/chats/:id/files': ['code'],
  'POST /api/desk/knowledge.json': ['code'],
  // Buttons of the assistant, as the citizen saw them.
  'GET /api/desk/chats/:id/messages': ['options'],
}

test('K4, ASVS 6.4.6: no route lets staff set or read a secret of another person', () => {
  assert.ok(onOthers.length > 30)
  assert.ok(onOthers.some(({ path }) => path === '/api/desk/tickets/:number/recovery'))
  for (const route of onOthers) {
    const name = `${route.method} ${route.path}`
    for (const part of ['params', 'query', 'body'] as const) assert.deepEqual(secretsIn(route[part]), [], `${name} ${part}`)
    assert.deepEqual(
      secretsIn(route.reply).filter((one) => !harmless[name]?.includes(one)),
      [],
      `${name} reply`,
    )
  }
})

test('K4, ASVS 6.4.6: a password is set only for oneself: no route that takes one names a person', () => {
  const taking = routes.filter(({ body }) => names(body).includes('password'))
  assert.ok(taking.length >= 4)
  for (const { path, params, body } of taking) {
    // The one id there may be is of what this browser began: a recovery, a registration.
    if (path.includes(':')) assert.match(path, /^\/api\/account\/(recoveries|registrations)\/:id\//)
    for (const name of [...names(params), ...names(body)]) assert.doesNotMatch(name, /citizen|person|account|staff|owner|number/i, path)
  }
})
