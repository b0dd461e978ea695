import { change } from '#platform/change'
import { type Ctx, systemCtx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import { type Argon2Cost, hashPassword } from '#platform/vault/index'
import { createAccount } from '../commands/create-account.ts'
import { beginSession } from '../commands/sessions.ts'
import type { Level } from '../model.ts'
import { isContact, readContact } from '../queries/account-by-contact.ts'
import { waysIn } from '../queries/ways-in.ts'

export const password = 'тихая гавань за мысом'
/** Tests of many sign-ins need no dear hashes; such a hash is made anew at the next right entry, as any outdated one is. */
const cheap: Argon2Cost = { memoryKib: 8, passes: 1 }

let people = 0
export interface Owner {
  citizenId: string
  contactId: string
  /** What the person signs in with. */
  login: string
  password: string
}
export interface OwnerGiven {
  login?: string
  password?: string
  surname?: string
  name?: string
  dear?: boolean
  /** A hash that is there already: many people at once. */
  hash?: string
}
/** Somebody with an account, a proved telephone or address and a password; each call is another person. */
export async function anOwner(ctx: Ctx, given: OwnerGiven = {}): Promise<Owner> {
  const n = ++people
  const login = given.login ?? `owner${n}@example.org`
  const secret = given.password ?? password
  const contact = readContact(ctx, login)
  if (!isContact(contact)) throw new Error(`${login} is no contact`)
  const hash = given.hash ?? (await hashPassword(secret, given.dear ? undefined : cheap))
  const system = { ...systemCtx(ctx.app, ctx.now, ctx.requestId), idempotency: undefined }
  return change(system, async (tx) => {
    const made = await createAccount(system, tx, {
      contact,
      profile: { surname: given.surname ?? 'Круглова', name: given.name ?? 'Мария', patronymic: 'Петровна' },
      password: { hash, isLong: [...secret].length >= ctx.app.config.account.passwordMin },
      lang: 'ru',
      zone: 'Europe/Moscow',
      provedAt: ctx.now,
    })
    tx.record('account.registered', { subject: made.citizenId, object: made.citizenId })
    return { citizenId: made.citizenId, contactId: made.contactId, login, password: secret }
  })
}

/** A session of the owner in another browser; answers its token. */
export async function aSession(ctx: Ctx, { citizenId }: Pick<Owner, 'citizenId'>, level: Level = 'full'): Promise<string> {
  const { key } = await waysIn(ctx, citizenId)
  return change({ ...ctx, idempotency: undefined }, async (tx) => {
    tx.record('account.signed-in', { subject: citizenId, object: citizenId })
    const about = 'Firefox, Linux'
    return (await beginSession(ctx, tx, { citizenId, key, level, factor: 'password', deviceId: null, about, previous: null })).token
  })
}

/** What the codes say that were queued for a person or a registration, the oldest first: opened as the sender opens them. */
export async function codesOf(app: Platform, personId: string): Promise<string[]> {
  const rows = await app.store.db
    .selectFrom('notice')
    .select(['secret'])
    .where('person_id', '=', personId)
    .where('event', '=', 'auth.code')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const citizen = await app.store.db.selectFrom('citizen').select('wrapped_key').where('id', '=', personId).executeTakeFirst()
  const place = { table: 'notice', column: 'secret', id: personId }
  return rows.map(({ secret }) => {
    const plain = citizen?.wrapped_key
      ? app.vault.open(app.vault.dataKey(personId, citizen.wrapped_key), place, secret!)
      : app.vault.openService('draft', place, secret!)
    return (JSON.parse(plain) as { code: string }).code
  })
}
export const wrongFor = (code: string): string => (code === '000000' ? '111111' : '000000')
