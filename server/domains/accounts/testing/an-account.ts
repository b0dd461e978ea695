import { placeOfContact } from '#domains/citizens/index'
import type { Ctx, SignedIn } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { withCheckDigit } from '#platform/public-number/public-number'
import { type DataKey, randomToken, sha256 } from '#platform/vault/index'
import { placeOfSession } from '../model.ts'
import { type Profile, sealProfile } from '../profile.ts'

let accounts = 0
const inMs = (at: Date, ms: number) => new Date(at.getTime() + ms)

export interface AnAccount {
  id: string
  key: DataKey
  phone: string
  email: string
  profile: Profile
  /** As signed in, proved just now; `visitorId`: the session of the browser. */
  as: (over?: Partial<Pick<SignedIn, 'visitorId' | 'level' | 'provedAt'>>, now?: Date) => Ctx
  /** An open session; the token is what the cookie `account` carries. */
  session: (level?: 'half' | 'enrol' | 'full') => Promise<{ id: string; token: string }>
}

/** A person with an account, both contacts proved; each call is another person. */
export async function anAccount(ctx: Ctx, over: { phone?: string; email?: string; profile?: Partial<Profile> } = {}): Promise<AnAccount> {
  const n = ++accounts
  const { vault, store } = ctx.app
  const id = uuidv7(ctx.now)
  const { key, wrapped, keyId } = vault.newDataKey(id)
  const [phone, email] = [over.phone ?? `+7000${String(5_000_000 + n)}`, over.email ?? `owner${n}@example.org`]
  const profile: Profile = { surname: 'Озерова', name: 'Вера', patronymic: 'Ильинична', ...over.profile }
  await store.db.insertInto('citizen').values({ id, wrapped_key: wrapped, key_id: keyId, lang: 'ru', zone: 'Asia/Omsk', created_at: ctx.now }).execute()
  await store.db
    .insertInto('account')
    .values({ citizen_id: id, number: Number(withCheckDigit(2070, n)), state: 'open', profile: sealProfile(key, id, profile), created_at: ctx.now })
    .execute()
  for (const [kind, value] of [
    ['phone', phone],
    ['email', email],
  ] as const)
    await store.db
      .insertInto('contact')
      .values({
        citizen_id: id,
        kind,
        id: uuidv7(ctx.now),
        lookup: vault.lookup(kind, value),
        value: vault.seal(key, placeOfContact(id, kind), value),
        proved_at: ctx.now,
        created_at: ctx.now,
        sign_in_since: ctx.now,
      })
      .execute()
  const sessionId = uuidv7(ctx.now)
  return {
    id,
    key,
    phone,
    email,
    profile,
    as: (given = {}, now = ctx.now) => ({ ...ctx, now, actor: { kind: 'citizen', id, sessionId, visitorId: null, level: 'full', provedAt: now, ...given } }),
    session: async (level = 'full') => {
      const [session, token] = [uuidv7(ctx.now), randomToken(32)]
      await store.db
        .insertInto('account_session')
        .values({
          token_hash: sha256(token),
          id: session,
          citizen_id: id,
          level,
          about: key.seal(placeOfSession(session), 'Firefox, Linux'),
          factor: 'password',
          created_at: ctx.now,
          seen_at: ctx.now,
          proved_at: level === 'half' ? null : ctx.now,
          ends_at: inMs(ctx.now, 12 * 3_600_000),
        })
        .execute()
      return { id: session, token }
    },
  }
}
