import type { FastifyInstance, InjectOptions } from 'fastify'
import { generateSync } from 'otplib'
import { type Ctx, systemCtx } from '#platform/ctx'
import { httpApp } from '#platform/http/app'
import type { Platform } from '#platform/platform'
import { type TestDatabase, testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { citizenIdentity } from '../commands/citizen-identity.ts'
import { visitorSession } from '../queries/visitor.ts'
import { accountRoutes } from '../routes.ts'
import { anOwner, codesOf, type Owner, type OwnerGiven } from './bank.ts'

/** Keeps cookies, as a browser does. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #app: FastifyInstance
  readonly address: string
  constructor(app: FastifyInstance, address: string) {
    this.#app = app
    this.address = address
  }
  async send(method: string, url: string, payload?: unknown, headers: Record<string, string> = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await this.#app.inject({
      method,
      url,
      headers: { ...(cookie && { cookie }), 'user-agent': firefox, ...headers },
      remoteAddress: this.address,
      ...(payload !== undefined && { payload }),
    } as InjectOptions)
    const set = [answer.headers['set-cookie'] ?? []].flat()
    for (const one of set) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? []
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return { status: answer.statusCode, body: answer.body ? answer.json() : null, headers: answer.headers, raw: answer.body, set }
  }
}
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** A server of the accounts' domain alone, with a clock of its own. */
export interface Site {
  db: TestDatabase
  platform: Platform
  app: FastifyInstance
  ctx: () => Ctx
  now: () => Date
  later: (minutes: number) => void
  owner: (given?: OwnerGiven) => Promise<Owner>
  browser: (address?: string) => Browser
  /** The newest code that was queued for a person or a registration. */
  code: (personId: string) => Promise<string>
  /** A browser from which the owner signs in with the password and a code by mail. */
  enter: (owner: Owner, browser?: Browser) => Promise<Browser>
  /** Adds an app to the account behind a browser that is signed in; answers its secret. The clock goes on by a minute. */
  addApp: (browser: Browser) => Promise<{ id: string; secret: string }>
  events: (personId: string) => Promise<string[]>
  notices: (personId: string) => Promise<string[]>
  close: () => Promise<void>
}

let addresses = 0
/** `also`: routes beside those of the accounts. */
export async function site(env: Record<string, string> = {}, also: (app: FastifyInstance) => void = () => {}): Promise<Site> {
  const db = await testDatabase()
  const platform = await testPlatform(db, { env })
  let now = new Date('2026-11-27T09:00:00.000Z')
  const app = await httpApp({
    platform,
    identities: {
      staff: async () => null,
      guest: (request, at) => visitorSession(platform, request, at),
      citizen: (request, at) => citizenIdentity(platform, request, at),
    },
    clock: () => now,
    checkReplies: true,
  })
  accountRoutes(app)
  also(app)
  await app.ready()
  const ctx = () => systemCtx(platform, now, 'test-request')
  const browser = (address = `10.${++addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`) => new Browser(app, address)
  const code = async (personId: string) => (await codesOf(platform, personId)).at(-1) ?? ''
  const it: Site = {
    db,
    platform,
    app,
    ctx,
    now: () => now,
    later: (minutes) => {
      now = new Date(now.getTime() + minutes * 60_000)
    },
    owner: (given) => anOwner(ctx(), given),
    browser,
    code,
    enter: async (owner, from = browser()) => {
      const first = await from.send('POST', '/api/account/session', { login: owner.login, password: owner.password })
      if (first.status !== 200) throw new Error(`sign-in answered ${first.status} ${first.raw}`)
      if (first.body.next === 'signed-in') return from
      const [channel] = first.body.channels
      const sent = await from.send('POST', '/api/account/session/code', { channel })
      if (sent.status !== 202) throw new Error(`the code answered ${sent.status} ${sent.raw}`)
      const second = await from.send('POST', '/api/account/session/code-proof', { id: sent.body.id, code: await code(owner.citizenId) })
      if (second.status !== 200) throw new Error(`the second step answered ${second.status} ${second.raw}`)
      return from
    },
    addApp: async (from) => {
      const begun = await from.send('POST', '/api/account/factors/totp')
      if (begun.status !== 201) throw new Error(`the app answered ${begun.status} ${begun.raw}`)
      const { id, secret } = begun.body
      const { status, raw } = await from.send('POST', `/api/account/factors/totp/${id}/confirmation`, { code: codeAt(secret, now) })
      if (status !== 200) throw new Error(`its code answered ${status} ${raw}`)
      now = new Date(now.getTime() + 60_000)
      return { id, secret }
    },
    events: async (personId) => {
      const rows = await platform.store.db.selectFrom('journal').select('event').where('object_id', '=', personId).orderBy('at').orderBy('id').execute()
      return rows.map(({ event }) => event)
    },
    notices: async (personId) => {
      const rows = await platform.store.db
        .selectFrom('notice')
        .select(['event', 'channel'])
        .where('person_id', '=', personId)
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(({ event, channel }) => `${event} ${channel}`)
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
