import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { passwordProblems } from '#platform/sign-in/password-problems'
import { hashPassword, sha256 } from '#platform/vault/index'
import { passwordLength } from '../model.ts'
import { staffById } from '../queries.ts'
import { beginSession, endSessionsOf, unrepeated } from './sessions.ts'
import { limitAddress } from './sign-in.ts'

/** Whom a one-time link is for. A link that expired, was used or never existed is told in the same words (C20). */
async function invited(ctx: Ctx, token: string): Promise<{ id: string; password_hash: string | null; login: string; name: string }> {
  const query = ctx.app.store.db.selectFrom('staff').select(['id', 'password_hash']).where('invite_hash', '=', sha256(token))
  const row = await query.where('invite_expires_at', '>', ctx.now).where('state', '=', 'invited').executeTakeFirst()
  const person = row && (await staffById(ctx, row.id))
  if (!person) throw new Refusal('gone', 'enrolment.link-over')
  return { ...row, login: person.login, name: person.name }
}

export async function readEnrolment(ctx: Ctx, token: string, address: string): Promise<{ login: string; name: string; passwordSet: boolean }> {
  await limitAddress(ctx, 'enrolment', address)
  const { login, name, password_hash } = await invited(ctx, token)
  return { login, name, passwordSet: password_hash !== null }
}

/**
 * Sets the person's own password and answers the token of a session that may only add a factor.
 * Until a factor is confirmed the link works again and a new password takes the place of the old: who was interrupted begins anew.
 */
export async function enrolPassword(ctx: Ctx, given: { token: string; password: string; address: string; previous: string | null }): Promise<string> {
  await limitAddress(ctx, 'enrolment', given.address)
  const { id, login } = await invited(ctx, given.token)
  demandGoodPassword(ctx, given.password, login)
  const password_hash = await hashPassword(given.password)
  return change(unrepeated(ctx), async (tx) => {
    const own = tx.db
      .updateTable('staff')
      .set((eb) => ({ password_hash, version: eb('version', '+', 1) }))
      .where('id', '=', id)
    const { numUpdatedRows } = await own.where('invite_hash', '=', sha256(given.token)).where('state', '=', 'invited').executeTakeFirst()
    if (numUpdatedRows !== 1n) throw new Refusal('gone', 'enrolment.link-over')
    await endSessionsOf(ctx, tx, id)
    tx.record('staff.password-set', { object: id })
    return beginSession(ctx, tx, id, 'enrol', given.previous)
  })
}

/** Refuses with every reason at once, as problems of the field `password`. */
export function demandGoodPassword(ctx: Ctx, password: string, login: string): void {
  const { agency } = ctx.app.config
  const problems = passwordProblems(password, { logins: [login], length: passwordLength, agency: [agency.nameRu, agency.nameEn, agency.domain.split('.')[0]!] })
  if (problems.length > 0) throw new Refusal('unprocessable', 'password.weak', undefined, problems)
}
