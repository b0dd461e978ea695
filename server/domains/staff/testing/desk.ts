import type { FastifyInstance, InjectOptions } from 'fastify'
import { generateSecret, generateSync } from 'otplib'
import type { Role } from '#contract/staff'
import { type Ctx, systemCtx } from '#platform/ctx'
import { httpApp } from '#platform/http/app'
import type { Platform } from '#platform/platform'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { createStaff } from '../commands/invite.ts'
import { staffIdentity } from '../commands/staff-identity.ts'
import { staffRoutes } from '../routes.ts'

export const password = 'тихая гавань за мысом'

/** A server of the staff domain alone, with a clock of its own. `at` moves it. */
export interface Desk {
  platform: Platform
  app: FastifyInstance
  ctx: () => Ctx
  now: () => Date
  later: (minutes: number) => void
  person: (login: string, roles?: Role[]) => Promise<Person>
  /** Both steps; answers a browser that is at the desk. */
  enter: (person: Person) => Promise<Browser>
  browser: (cookie?: string) => Browser
  events: (staffId: string) => Promise<string[]>
  close: () => Promise<void>
}
export interface Person {
  id: string
  login: string
  secret: string
}

/** Keeps the cookie, as a browser does. */
export class Browser {
  cookie: string | undefined
  readonly #app: FastifyInstance
  constructor(app: FastifyInstance, cookie?: string) {
    this.#app = app
    this.cookie = cookie
  }
  async send(method: string, url: string, payload?: unknown, headers: Record<string, string> = {}, remoteAddress = '10.0.0.1') {
    const options = {
      method,
      url,
      headers: { ...(this.cookie && { cookie: this.cookie }), ...headers },
      remoteAddress,
      ...(payload !== undefined && { payload }),
    } as InjectOptions
    const answer = await this.#app.inject(options)
    const [set] = [answer.headers['set-cookie'] ?? []].flat()
    if (set) this.cookie = set.split(';')[0]
    return { status: answer.statusCode, body: answer.body ? answer.json() : null, headers: answer.headers, setCookie: set }
  }
}

export async function desk(env: Record<string, string> = {}): Promise<Desk> {
  const platform = await testPlatform(await testDatabase(), { env })
  let now = new Date('2026-11-27T09:00:00.000Z')
  const app = await httpApp({
    platform,
    identities: { staff: (request, at) => staffIdentity(platform, request, at), guest: async () => null, citizen: async () => null },
    clock: () => now,
    checkReplies: true,
  })
  staffRoutes(app)
  await app.ready()
  const ctx = () => systemCtx(platform, now, 'test-request')
  const code = (secret: string) => generateSync({ secret, epoch: Math.floor(now.getTime() / 1000) })
  const it: Desk = {
    platform,
    app,
    ctx,
    now: () => now,
    later: (minutes) => {
      now = new Date(now.getTime() + minutes * 60_000)
    },
    person: async (login, roles = ['operator']) => {
      const secret = generateSecret()
      const { id } = await createStaff(ctx(), { login, name: `Имя ${login}`, roles, teams: ['first_line'], lang: 'ru', password, totpSecret: secret })
      return { id, login, secret }
    },
    browser: (cookie) => new Browser(app, cookie),
    enter: async ({ login, secret }) => {
      const browser = new Browser(app)
      await browser.send('POST', '/api/staff/session', { login, password })
      const { status } = await browser.send('POST', '/api/staff/session/totp', { code: code(secret) })
      if (status !== 200) throw new Error(`sign-in answered ${status}`)
      return browser
    },
    events: async (staffId) => {
      const rows = await platform.store.db.selectFrom('journal').select('event').where('object_id', '=', staffId).orderBy('id').execute()
      return rows.map(({ event }) => event)
    },
    close: async () => {
      await app.close()
      await platform.store.close()
    },
  }
  return it
}

export const codeAt = (secret: string, at: Date): string => generateSync({ secret, epoch: Math.floor(at.getTime() / 1000) })
export const wrongCode = (secret: string, at: Date): string => {
  const near = [-30, 0, 30].map((s) => codeAt(secret, new Date(at.getTime() + s * 1000)))
  return ['000000', '111111', '222222', '333333'].find((code) => !near.includes(code))!
}
