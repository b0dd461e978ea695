import type { Tx } from '#platform/change'

/** The account locked for erasing, so that nobody joins a record to it meanwhile; null for a person without one, or erased before. */
export async function accountForErasing(tx: Tx, citizenId: string): Promise<{ delete_at: Date | null } | null> {
  const row = await tx.db.selectFrom('account').select(['delete_at', 'state']).where('citizen_id', '=', citizenId).forUpdate().executeTakeFirst()
  return row && row.state !== 'deleted' ? row : null
}

/**
 * The account of an erased person: everything that opens it goes, sessions end, the contacts are free for another registration. Its row,
 * recoveries and changes of contacts stay as a record of what happened, without values, look-ups and tokens.
 * Before the contacts are removed: a registration that is not over holds one more copy of them.
 */
export async function eraseAccount(tx: Tx, citizenId: string, now: Date): Promise<void> {
  const { db } = tx
  const lookups = db.selectFrom('contact').select('lookup').where('citizen_id', '=', citizenId)
  await db.deleteFrom('account_registration').where('lookup', 'in', lookups).execute()
  for (const table of ['account_session', 'account_device', 'account_factor', 'backup_code', 'account_code', 'account_identity'] as const)
    await db.deleteFrom(table).where('citizen_id', '=', citizenId).execute()
  await db
    .updateTable('account_recovery')
    .set((eb) => ({
      state: eb.case().when('state', '=', 'open').then('cancelled').else(eb.ref('state')).end(),
      ended_at: eb.fn.coalesce('ended_at', eb.val(now)),
      cancel_hash: null,
      link_hash: null,
      challenge: null,
      challenge_until: null,
    }))
    .where('citizen_id', '=', citizenId)
    .execute()
  await db
    .updateTable('contact_change')
    .set((eb) => ({
      state: eb.case().when('ended_at', 'is', null).then('cancelled').else(eb.ref('state')).end(),
      ended_at: eb.fn.coalesce('ended_at', eb.val(now)),
      new_value: Buffer.alloc(0),
      new_lookup: Buffer.alloc(0),
      cancel_hash: null,
    }))
    .where('citizen_id', '=', citizenId)
    .execute()
  await db
    .updateTable('account')
    .set((eb) => ({
      state: 'deleted',
      version: eb('version', '+', 1),
      profile: null,
      password_hash: null,
      recovery_id: null,
      recovery_until: null,
      recovery_code_hash: null,
      cooling_until: null,
      sms_factor: false,
      delete_at: null,
      settings: '{}',
    }))
    .where('citizen_id', '=', citizenId)
    .execute()
  tx.record('account.deleted', { subject: citizenId, object: citizenId })
}
