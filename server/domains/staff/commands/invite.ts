import type { Lang } from '#contract/common'
import type { Role, Team } from '#contract/staff'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { allow, Refusal } from '#platform/refusal'
import { hashPassword, randomToken, sha256 } from '#platform/vault/index'
import { demandFreshProof, mayManageStaff } from '../access.ts'
import { sealName } from '../queries.ts'
import { secretPlace } from '../secret-place.ts'
import { demandGoodPassword } from './enrol.ts'
import { unrepeated } from './sessions.ts'

/** A one-time link: shown once, kept as a hash. */
export interface Invitation {
  link: string
  hash: Buffer
  expiresAt: Date
}

/** The token stands after '#', which browsers send to no server and write into no log. */
export function newInvitation({ app, now }: Ctx): Invitation {
  const token = randomToken()
  return {
    link: `${app.config.http.publicUrl}/desk/enrol#${token}`,
    hash: sha256(token),
    expiresAt: new Date(now.getTime() + app.config.signIn.staffInviteHours * 3_600_000),
  }
}

export interface NewStaff {
  login: string
  name: string
  roles: readonly Role[]
  teams: readonly Team[]
  lang: Lang
}

/** Logins are compared without regard to case and typed on any keyboard: Latin letters, digits and . _ - @ */
export function loginOf(typed: string): string {
  const login = typed.trim().toLowerCase()
  if (!/^[a-z0-9][a-z0-9._@-]{2,99}$/.test(login)) throw new Refusal('invalid', 'body.fields', undefined, [{ field: 'login', code: 'login.characters' }])
  return login
}

type Opened = { state: 'invited'; invitation: Invitation } | { state: 'active'; password_hash: string }
export async function insertStaff(ctx: Ctx, tx: Tx, person: NewStaff, opened: Opened): Promise<string> {
  const id = uuidv7(ctx.now)
  const secrets =
    opened.state === 'active'
      ? { password_hash: opened.password_hash }
      : { invite_hash: opened.invitation.hash, invite_expires_at: opened.invitation.expiresAt }
  const inserted = await tx.db
    .insertInto('staff')
    .values({
      id,
      login: person.login,
      name: sealName(ctx.app, id, person.name.trim()),
      roles: [...person.roles],
      teams: [...person.teams],
      lang: person.lang,
      state: opened.state,
      created_at: ctx.now,
      ...secrets,
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) throw new Refusal('conflict', 'staff.login-taken')
  return id
}

/** Adds an employee; the link of the answer is shown once and kept nowhere. */
export async function inviteStaff(ctx: Ctx, person: NewStaff): Promise<{ id: string } & Invitation> {
  allow(mayManageStaff(ctx.actor))
  demandFreshProof(ctx.actor, ctx.now)
  const login = loginOf(person.login)
  const invitation = newInvitation(ctx)
  const id = await change(unrepeated(ctx), async (tx) => {
    const made = await insertStaff(ctx, tx, { ...person, login }, { state: 'invited', invitation })
    tx.record('staff.invited', { object: made }, { roles: person.roles, teams: person.teams })
    return made
  })
  return { id, ...invitation }
}

/** A ready account for the demonstration world: password and authenticator app are given. `totpSecret` is base32. No route leads here. */
export async function createStaff(ctx: Ctx, person: NewStaff & { password: string; totpSecret: string }): Promise<{ id: string }> {
  allow(ctx.actor.kind === 'system')
  const login = loginOf(person.login)
  demandGoodPassword(ctx, person.password, login)
  const password_hash = await hashPassword(person.password)
  return change(ctx, async (tx) => {
    const id = await insertStaff(ctx, tx, { ...person, login }, { state: 'active', password_hash })
    const factorId = uuidv7(ctx.now)
    const secret = ctx.app.vault.sealService('staff', secretPlace(factorId), person.totpSecret)
    await tx.db.insertInto('staff_factor').values({ id: factorId, staff_id: id, kind: 'totp', secret, created_at: ctx.now, confirmed_at: ctx.now }).execute()
    tx.record('staff.created', { object: id }, { roles: person.roles, teams: person.teams })
    return { id }
  })
}
