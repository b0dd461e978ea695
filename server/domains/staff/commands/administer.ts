import { sql } from 'kysely'
import type { Lang } from '#contract/common'
import type { Role, Team } from '#contract/staff'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { allow, Refusal } from '#platform/refusal'
import { demandFreshProof, mayChangeRightsOf, mayManageStaff } from '../access.ts'
import { type Invitation, newInvitation } from './invite.ts'
import { endSessionsOf, unrepeated } from './sessions.ts'

const changed = ['id', 'state', 'roles', 'teams', 'lang'] as const
async function staffForUpdate(tx: Tx, id: string) {
  const row = await tx.db
    .selectFrom('staff')
    .select([...changed, 'password_hash'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('not-found', 'staff.none')
  return row
}

/** Of a row of `staff`. */
export const isAdmin = sql<boolean>`'admin' = any(roles)`

/** Somebody active must be able to let others in. All administrators are locked in one order, so that two who block each other cannot both succeed. */
async function keepAnAdministrator(tx: Tx, without: string): Promise<void> {
  const query = tx.db.selectFrom('staff').select(['id', 'roles', 'state']).where('state', '=', 'active').where(isAdmin).orderBy('id').forUpdate()
  const administrators = (await query.execute()).map(({ id }) => id)
  if (administrators.includes(without) && administrators.length === 1) throw new Refusal('conflict', 'staff.last-admin')
}

/** Read again inside the change: the actor may have lost the rights while waiting for the rows. */
async function demandActingAdministrator(ctx: Ctx, tx: Tx): Promise<void> {
  if (ctx.actor.kind === 'system') return
  const own = await tx.db.selectFrom('staff').select(['state', 'roles']).where('id', '=', ctx.actor.id!).executeTakeFirst()
  allow(own?.state === 'active' && own.roles.includes('admin'))
}

/** Roles, teams or language of a person. Sessions end when rights change; nobody changes one's own roles. Nothing new is refused as nothing to do. */
export function changeStaff(ctx: Ctx, id: string, wanted: { roles?: Role[]; teams?: Team[]; lang?: Lang }): Promise<void> {
  allow(mayManageStaff(ctx.actor))
  demandFreshProof(ctx.actor, ctx.now)
  return change(ctx, async (tx) => {
    await keepAnAdministratorIf(tx, id, wanted.roles !== undefined && !wanted.roles.includes('admin'))
    await demandActingAdministrator(ctx, tx)
    const row = await staffForUpdate(tx, id)
    const roles = differs(row.roles, wanted.roles) ? wanted.roles! : null
    const teams = differs(row.teams, wanted.teams) ? wanted.teams! : null
    if (roles) allow(mayChangeRightsOf(ctx.actor, id), 'staff.not-oneself')
    const lang = wanted.lang ?? (row.lang as Lang)
    await tx.db
      .updateTable('staff')
      .set((eb) => ({ ...(roles && { roles }), ...(teams && { teams }), lang, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .execute()
    if (roles) tx.record('staff.roles-changed', { object: id }, { from: row.roles, to: roles })
    if (teams) tx.record('staff.teams-changed', { object: id }, { from: row.teams, to: teams })
    if (!roles && !teams) tx.record('staff.changed', { object: id })
    if (roles || teams) await endSessionsOf(ctx, tx, id)
  })
}
const keepAnAdministratorIf = async (tx: Tx, id: string, is: boolean) => {
  if (is) await keepAnAdministrator(tx, id)
}
const differs = (now: readonly string[], wanted: readonly string[] | undefined) => wanted !== undefined && [...now].sort().join() !== [...wanted].sort().join()

/** Closes the desk to a person at once. The reason stays in the journal's details as what the administrator wrote down, so it names no citizen. */
export function blockStaff(ctx: Ctx, id: string, reason: string): Promise<void> {
  allow(mayManageStaff(ctx.actor))
  allow(mayChangeRightsOf(ctx.actor, id), 'staff.not-oneself')
  return change(ctx, async (tx) => {
    await keepAnAdministrator(tx, id)
    await demandActingAdministrator(ctx, tx)
    const row = await staffForUpdate(tx, id)
    if (row.state === 'blocked') throw new Refusal('conflict', 'staff.blocked-already')
    await tx.db
      .updateTable('staff')
      .set((eb) => ({ state: 'blocked', invite_hash: null, invite_expires_at: null, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .execute()
    await endSessionsOf(ctx, tx, id)
    tx.record('staff.blocked', { object: id }, { reason: sealReason(ctx, id, reason) })
  })
}

/** Opens the desk again, with the password and factors the person had. Who never finished enrolment needs a new link. */
export function unblockStaff(ctx: Ctx, id: string): Promise<void> {
  allow(mayManageStaff(ctx.actor))
  demandFreshProof(ctx.actor, ctx.now)
  return change(ctx, async (tx) => {
    await demandActingAdministrator(ctx, tx)
    const row = await staffForUpdate(tx, id)
    if (row.state !== 'blocked') throw new Refusal('conflict', 'staff.not-blocked')
    const factor = await tx.db
      .selectFrom('staff_factor')
      .select('id')
      .where('staff_id', '=', id)
      .where('confirmed_at', 'is not', null)
      .limit(1)
      .executeTakeFirst()
    await tx.db
      .updateTable('staff')
      .set((eb) => ({
        state: factor && row.password_hash ? 'active' : 'invited',
        failures: 0,
        lockouts: 0,
        locked_until: null,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', id)
      .execute()
    tx.record('staff.unblocked', { object: id })
  })
}

/** For a person who stands in front of the administrator: password and factors are dropped, sessions end, a new one-time link is made. Not for oneself. */
export async function reinviteStaff(ctx: Ctx, id: string, reason: string): Promise<Invitation> {
  allow(mayManageStaff(ctx.actor))
  allow(mayChangeRightsOf(ctx.actor, id), 'staff.not-oneself')
  demandFreshProof(ctx.actor, ctx.now)
  const invitation = newInvitation(ctx)
  await change(unrepeated(ctx), async (tx) => {
    await keepAnAdministrator(tx, id)
    await demandActingAdministrator(ctx, tx)
    const row = await staffForUpdate(tx, id)
    if (row.state === 'blocked') throw new Refusal('conflict', 'staff.blocked-already')
    await dropSecrets(ctx, tx, id, invitation)
    tx.record('staff.reinvited', { object: id }, { reason: sealReason(ctx, id, reason) })
  })
  return invitation
}

/** Nothing the person had opens anything any more; only the new link does. */
export async function dropSecrets(ctx: Ctx, tx: Tx, id: string, { hash, expiresAt }: Invitation): Promise<void> {
  await tx.db.deleteFrom('staff_factor').where('staff_id', '=', id).execute()
  await tx.db
    .updateTable('staff')
    .set((eb) => ({
      state: 'invited',
      password_hash: null,
      failures: 0,
      lockouts: 0,
      locked_until: null,
      invite_hash: hash,
      invite_expires_at: expiresAt,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
  await endSessionsOf(ctx, tx, id)
}

/** Free words may name somebody: in the journal they lie sealed. */
const sealReason = (ctx: Ctx, id: string, reason: string): string =>
  ctx.app.vault.sealService('staff', { table: 'journal', column: 'details.reason', id }, reason).toString('base64url')
