import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { allow, Refusal } from '#platform/refusal'
import { dropSecrets, isAdmin } from './administer.ts'
import { insertStaff, loginOf, newInvitation } from './invite.ts'
import { unrepeated } from './sessions.ts'

/**
 * The first administrator, by whoever runs the machine: no default account exists (ASVS 6.3.2). Refused with 'staff.admin-exists' once
 * an active administrator is there, unless `again`: then another is added, or the named administrator begins anew with a fresh link (lost factor).
 * An administrator who has not used the link yet gets a new one. The link is answered once and kept as a hash.
 */
export async function createFirstAdmin(
  ctx: Ctx,
  given: { login: string; name: string; again?: boolean },
): Promise<{ id: string; link: string; expiresAt: Date }> {
  allow(ctx.actor.kind === 'system')
  const login = loginOf(given.login)
  const invitation = newInvitation(ctx)
  const id = await change(unrepeated(ctx), async (tx) => {
    const active = await tx.db.selectFrom('staff').select('id').where('state', '=', 'active').where(isAdmin).limit(1).executeTakeFirst()
    if (active && !given.again) throw new Refusal('conflict', 'staff.admin-exists')
    const known = await tx.db.selectFrom('staff').select(['id', 'state', 'roles']).where('login', '=', login).forUpdate().executeTakeFirst()
    if (!known) {
      const made = await insertStaff(ctx, tx, { login, name: given.name, roles: ['admin'], teams: [], lang: 'ru' }, { state: 'invited', invitation })
      tx.record('staff.invited', { object: made }, { roles: ['admin'], teams: [] })
      return made
    }
    // Nobody becomes an administrator, or comes back from a block, by a name on the command line.
    if (known.state === 'blocked' || !known.roles.includes('admin')) throw new Refusal('conflict', 'staff.login-taken')
    await dropSecrets(ctx, tx, known.id, invitation)
    tx.record('staff.reinvited', { object: known.id })
    return known.id
  })
  return { id, link: invitation.link, expiresAt: invitation.expiresAt }
}
