import type { Role, Team } from '#contract/staff'
import { keyOf, placeOfContact } from '#domains/citizens/index'
import { change } from '#platform/change'
import { type Ctx, systemCtx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import type { Platform } from '#platform/platform'
import { Refusal } from '#platform/refusal'
import { randomToken, sha256 } from '#platform/vault/index'
import { addContact } from '../commands/create-account.ts'
import { type Profile, sealProfile } from '../profile.ts'
import { isContact, readContact } from '../queries/account-by-contact.ts'
import type { TicketFacts, Tickets } from '../tickets-door.ts'
import { anOwner, type Owner } from './bank.ts'

export const at = (ctx: Ctx, hours: number): Ctx => ({ ...ctx, now: new Date(ctx.now.getTime() + hours * 3_600_000) })
export const start = new Date('2026-11-27T09:00:00.000Z')
export const systemAt = (app: Platform, now = start): Ctx => systemCtx(app, now, 'TEST-TEST')

/** A browser with a session of its own. */
export async function aBrowser(ctx: Ctx): Promise<Ctx> {
  const id = uuidv7(ctx.now)
  const expires_at = new Date(ctx.now.getTime() + 14 * 86_400_000)
  await ctx.app.store.db
    .insertInto('guest_session')
    .values({ id, token_hash: sha256(randomToken()), created_at: ctx.now, expires_at })
    .execute()
  return { ...ctx, actor: { kind: 'guest', id } }
}
/** The owner, signed in with everything that was asked, just now. */
export const asOwner = (ctx: Ctx, { citizenId }: Owner): Ctx => ({
  ...ctx,
  actor: { kind: 'citizen', id: citizenId, sessionId: uuidv7(ctx.now), visitorId: null, level: 'full', provedAt: ctx.now },
})
/** An employee; commands here ask for the actor alone. */
export function employee(ctx: Ctx, role: Role, team: Team = 'first_line'): Ctx {
  return { ...ctx, actor: { kind: 'staff', id: uuidv7(ctx.now), roles: [role], teams: [team], provedAt: ctx.now } }
}

let documents = 0
/** Twelve digits in their right sum, each call others. */
function anInn(): string {
  const base = String(5_001_000_000 + ++documents)
  const sum = (digits: string, weights: number[]) => (weights.reduce((all, weight, i) => all + weight * Number(digits[i]), 0) % 11) % 10
  const eleven = base + sum(base, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8])
  return eleven + sum(eleven, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8])
}

export interface Known extends Owner {
  phone: string
  mail: string
  /** What the owner, and whoever has the leaked list, can say. */
  said: { surname: string; name: string; patronymic: string; inn: string; passport: string }
}
let phones = 0
/** Somebody with a telephone, an address and a profile with INN and passport. */
export async function aKnownOwner(ctx: Ctx, { withPhone = true, level = 1 } = {}): Promise<Known> {
  const owner = await anOwner(ctx)
  const said = { surname: 'Круглова', name: 'Мария', patronymic: 'Петровна', inn: anInn(), passport: `4508${String(100_000 + documents)}` }
  const phone = `+7000${String(3_000_000 + ++phones)}`
  await change(ctx, async (tx) => {
    const row = await tx.db.selectFrom('citizen').select('wrapped_key').where('id', '=', owner.citizenId).executeTakeFirstOrThrow()
    const key = keyOf(ctx, owner.citizenId, row.wrapped_key)
    const profile: Profile = said
    await tx.db
      .updateTable('account')
      .set({ profile: sealProfile(key, owner.citizenId, profile), identity_level: level })
      .where('citizen_id', '=', owner.citizenId)
      .execute()
    await tx.db
      .insertInto('contact')
      .values({
        citizen_id: owner.citizenId,
        kind: 'inn',
        lookup: ctx.app.vault.lookup('inn', said.inn),
        value: key.seal(placeOfContact(owner.citizenId, 'inn'), said.inn),
        created_at: ctx.now,
      })
      .execute()
    const read = readContact(ctx, phone)
    if (withPhone && isContact(read)) await addContact(ctx, tx, owner.citizenId, key, read, ctx.now)
    tx.record('account.profile-filled', { subject: owner.citizenId, object: owner.citizenId })
  })
  return { ...owner, phone, mail: owner.login, said }
}

/** Requests in memory: every employee may read each. */
export function requests(): Tickets & { add: (citizenId?: string) => TicketFacts; suspicious: Set<string> } {
  const all = new Map<string, TicketFacts>()
  const suspicious = new Set<string>()
  return {
    suspicious,
    add: (citizenId = uuidv7(start)) => {
      const number = String(26_000_000_000 + all.size)
      const facts = { id: uuidv7(start), number, citizenId, isOpen: true }
      all.set(number, facts)
      return facts
    },
    atDesk: async (_, number) => {
      const found = all.get(number)
      if (!found) throw new Refusal('not-found', 'ticket.not-found')
      return found
    },
    numbersOf: async (_, ids) => new Map([...all.values()].filter(({ id }) => ids.includes(id)).map(({ id, number }) => [id, number])),
    reportedSuspicious: async (_, citizenId) => suspicious.has(citizenId),
  }
}

export interface Letter {
  event: string
  channel: string
  contactId: string | null
  at: Date
  facts: Record<string, unknown>
  secret: Record<string, string>
}
/** Everything queued for a person, the oldest first, with its secret opened as the sender opens it. */
export async function lettersOf(app: Platform, personId: string): Promise<Letter[]> {
  const rows = await app.store.db.selectFrom('notice').selectAll().where('person_id', '=', personId).orderBy('created_at').orderBy('id').execute()
  const { wrapped_key } = await app.store.db.selectFrom('citizen').select('wrapped_key').where('id', '=', personId).executeTakeFirstOrThrow()
  const key = app.vault.dataKey(personId, wrapped_key!)
  return rows.map(({ event, channel, created_at, facts, secret }) => {
    const known = facts as Record<string, unknown>
    return {
      event,
      channel,
      contactId: (known['contactId'] as string | undefined) ?? null,
      at: created_at,
      facts: known,
      secret: secret ? JSON.parse(app.vault.open(key, { table: 'notice', column: 'secret', id: personId }, secret)) : {},
    }
  })
}
/** The newest code that went by this channel. */
export async function newestCode(app: Platform, personId: string, channel: 'sms' | 'email'): Promise<string> {
  const codes = (await lettersOf(app, personId)).filter((letter) => letter.event === 'auth.code' && letter.channel === channel)
  const code = codes.at(-1)?.secret['code']
  if (!code) throw new Error(`no code went by ${channel}`)
  return code
}
/** What must never change by somebody else's hand. */
export async function keptOf(app: Platform, { citizenId }: Owner): Promise<string> {
  const { db } = app.store
  const account = await db.selectFrom('account').select(['password_hash', 'password_at']).where('citizen_id', '=', citizenId).executeTakeFirstOrThrow()
  const factors = await db.selectFrom('account_factor').select('id').where('citizen_id', '=', citizenId).orderBy('id').execute()
  const contacts = await db
    .selectFrom('contact')
    .select('id')
    .where('citizen_id', '=', citizenId)
    .where('sign_in_since', 'is not', null)
    .where('sign_in_until', 'is', null)
    .orderBy('id')
    .execute()
  return JSON.stringify({ account, factors, contacts })
}
export const refusedAs = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )
