import type { FastifyInstance, InjectOptions, LightMyRequestResponse as Response } from 'fastify'
import { generateSync } from 'otplib'
import type { Route } from '../../contract/route.ts'
import type { Role, Team } from '../../contract/staff.ts'
import { serviceApp } from '../../server/app.ts'
import { type AnAccount, anAccount } from '../../server/domains/accounts/testing/an-account.ts'
import type { Ctx } from '../../server/platform/ctx.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { type TestDatabase, testDatabase } from '../../server/testing/database.ts'
import { aStaff, ctxOf, fridayNoon, staffPassword } from '../../server/testing/factories.ts'
import { testPlatform } from '../../server/testing/platform.ts'

/**
 * Everybody who may stand before the door; the last five have nothing to do with requests or do not hold this one. `citizen-owner` is signed in
 * to the account that the request belongs to, `half-citizen` gave its password only, `citizen` has an account of their own.
 */
export const actors = [
  'anonymous',
  'stranger',
  'owner',
  'half-citizen',
  'citizen',
  'citizen-owner',
  'half',
  'holder',
  'colleague',
  'specialist',
  'technician',
  'supervisor',
  'officer',
  'foreigner',
  'clerk',
  'editor',
  'admin',
  'auditor',
] as const
export type ActorName = (typeof actors)[number]
const staff: Partial<Record<ActorName, [Role, Team]>> = {
  half: ['operator', 'first_line'],
  holder: ['operator', 'first_line'],
  colleague: ['operator', 'first_line'],
  specialist: ['specialist', 'first_line'],
  technician: ['technician', 'first_line'],
  supervisor: ['supervisor', 'documents'],
  officer: ['security_officer', 'security'],
  foreigner: ['operator', 'documents'],
  clerk: ['mfc_clerk', 'first_line'],
  editor: ['editor', 'first_line'],
  admin: ['admin', 'first_line'],
  auditor: ['auditor', 'first_line'],
}

export interface Operation {
  method: Route['method']
  path: string
  access: string | readonly string[]
  body: Record<string, unknown> | null
  multipart: boolean
  parameters: { name: string; in: string; required: boolean; schema: Record<string, unknown> }[]
}
export interface ApiOffice {
  db: TestDatabase
  platform: Platform
  app: FastifyInstance
  ctx: Ctx
  operations: Operation[]
  people: Partial<Record<ActorName, Awaited<ReturnType<typeof aStaff>>>>
  /** Of `citizen-owner`: every request under test belongs to it. */
  account: AnAccount
  /** Cookie header of each actor; visitors get theirs with each request they own. */
  cookies: Partial<Record<ActorName, string>>
  /** A session made for one call, as another call may end it; null for who has no account. */
  citizenCookie: (actor: ActorName) => Promise<string | null>
  send: (options: InjectOptions & { cookie?: string | undefined }) => Promise<Response>
  close: () => Promise<void>
}

/** One address and few people ask for everything here. */
const roomy = {
  INTAKE_PER_ADDRESS_PER_HOUR: '10000000',
  ACCOUNT_TRIES_PER_ADDRESS: '100000',
  ACCOUNT_FAILURES: '20',
  CODES_PER_ADDRESS_PER_HOUR: '100000',
  CODES_PER_HOUR: '50',
  CODES_PER_DAY: '200',
}
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

/** The whole API over a database of its own, at a standing clock, with an employee of every role signed in by password and code. */
export async function anApiOffice(env: Record<string, string> = {}): Promise<ApiOffice> {
  const db = await testDatabase()
  const platform = await testPlatform(db, { env: { ...roomy, ...env } })
  const app = await serviceApp({ platform, clock: () => fridayNoon, pages: false, checkReplies: true })
  await app.ready()
  const ctx = ctxOf(platform)
  const [account, anothers] = [await anAccount(ctx), await anAccount(ctx)]
  const office: ApiOffice = {
    db,
    platform,
    app,
    ctx,
    operations: operationsOf((await app.inject('/api/openapi.json')).json()),
    people: {},
    account,
    cookies: {},
    citizenCookie: async (actor) => {
      if (actor !== 'citizen' && actor !== 'citizen-owner' && actor !== 'half-citizen') return null
      return `account=${(await (actor === 'citizen' ? anothers : account).session(actor === 'half-citizen' ? 'half' : 'full')).token}`
    },
    send: ({ cookie, headers, ...options }) => app.inject({ ...options, headers: { ...(cookie && { cookie }), ...headers } }),
    close: async () => {
      await app.close()
      await platform.store.close()
    },
  }
  for (const [name, [role, team]] of Object.entries(staff) as [ActorName, [Role, Team]][]) {
    const person = await aStaff(ctx, [role], [team], secret)
    office.people[name] = person
    office.cookies[name] = await signIn(app, person.login, name !== 'half')
  }
  return office
}

async function signIn(app: FastifyInstance, login: string, full: boolean): Promise<string> {
  const cookieOf = (answer: { headers: Record<string, unknown> }) => String([answer.headers['set-cookie'] ?? ''].flat()[0]).split(';')[0]!
  const first = await app.inject({ method: 'POST', url: '/api/staff/session', payload: { login, password: staffPassword } })
  if (first.statusCode !== 200) throw new Error(`sign-in answered ${first.statusCode} ${first.body}`)
  if (!full) return cookieOf(first)
  const code = generateSync({ secret, epoch: Math.floor(fridayNoon.getTime() / 1000) })
  const second = await app.inject({ method: 'POST', url: '/api/staff/session/totp', payload: { code }, headers: { cookie: cookieOf(first) } })
  if (second.statusCode !== 200) throw new Error(`the factor answered ${second.statusCode} ${second.body}`)
  return cookieOf(second)
}

interface OpenApi {
  paths: Record<
    string,
    Record<
      string,
      {
        'x-access': Operation['access']
        parameters: Operation['parameters']
        requestBody?: { content: Record<string, { schema: Record<string, unknown> }> }
      }
    >
  >
}
const operationsOf = (document: OpenApi): Operation[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const content = operation.requestBody?.content ?? {}
      return {
        method: method.toUpperCase() as Route['method'],
        path,
        access: operation['x-access'],
        body: content['application/json']?.schema ?? null,
        multipart: 'multipart/form-data' in content,
        parameters: operation.parameters.filter((p) => p.in !== 'header'),
      }
    }),
  )
export const nameOf = ({ method, path }: Pick<Operation, 'method' | 'path'>): string => `${method} ${path}`
