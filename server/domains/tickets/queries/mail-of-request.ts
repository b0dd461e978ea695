import { knownPerson } from '#domains/accounts/index'
import type { Ctx } from '#platform/ctx'
import { email } from '#platform/identifiers/index'
import type { IntakeRecord } from '../model.ts'

/**
 * Where news of a request go: mail to the address given in it, text messages to a telephone that the account has proved. Of an account: one that its owner has had and given up since is replaced by
 * the one of today, and so is none at all. `proved`: the account has shown by a code that it is theirs.
 */
export async function mailOfRequest(
  ctx: Ctx,
  citizenId: string,
  { email: typed }: Pick<IntakeRecord, 'email'>,
): Promise<{ address: string | null; phone: string | null; proved: boolean }> {
  const read = typed ? email(typed) : null
  const given = read?.ok ? read : null
  const person = await knownPerson(ctx, citizenId)
  if (!person) return { address: given?.value ?? null, phone: null, proved: false }
  const phone = person.contacts.find(({ kind }) => kind === 'phone')?.value ?? null
  const own = person.contacts.flatMap(({ kind, value }) => {
    const mine = kind === 'email' ? email(value) : null
    return mine?.ok ? [mine] : []
  })
  if (given && own.some((mine) => mine.lookupKey === given.lookupKey)) return { address: given.value, phone, proved: true }
  if (given && !(await wasTheirs(ctx, citizenId, given.lookupKey))) return { address: given.value, phone, proved: false }
  return { address: own[0]?.value ?? null, phone, proved: true }
}

async function wasTheirs({ app }: Ctx, citizenId: string, normal: string): Promise<boolean> {
  const row = await app.store.db
    .selectFrom('contact')
    .select('id')
    .where('citizen_id', '=', citizenId)
    .where('kind', '=', 'email')
    .where((eb) => eb('lookup', '=', eb.fn.any(eb.val(app.vault.lookups('email', normal)))))
    .where('sign_in_until', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}
