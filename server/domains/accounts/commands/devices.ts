import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { uuidv7 } from '#platform/ids'
import { type DataKey, randomToken, sha256 } from '#platform/vault/index'
import { fullySignedIn } from '../access.ts'
import { placeOfDevice } from '../model.ts'

const nobody = '00000000-0000-0000-0000-000000000000'

/** The known device behind a browser's token; null when this account never signed in from it. The same work for nobody. */
export async function knownDevice(ctx: Ctx, citizenId: string | null, token: string | null): Promise<string | null> {
  const [row] = await ctx.app.store.run<{ id: string }>(byToken, [citizenId ?? nobody, sha256(token ?? '')])
  return row?.id ?? null
}
const byToken: Statement = {
  name: 'account-device-by-token',
  text: 'select id from account_device where citizen_id = $1 and token_hash = $2 and forgotten_at is null',
}

/**
 * Somebody signed in from here with everything that was asked: the browser is a known one from now on. A new one gets a new token, which is
 * answered, and accounts that knew the browser by the old token know it by the new one: who saw the old token on a shared computer, or planted it,
 * has nothing of it.
 */
export async function rememberDevice(
  ctx: Ctx,
  tx: Tx,
  { citizenId, key, deviceId, token: old, about }: { citizenId: string; key: DataKey; deviceId: string | null; token: string | null; about: string },
): Promise<{ deviceId: string; token: string | null }> {
  if (deviceId) {
    await tx.run(seen, [citizenId, deviceId, ctx.now])
    return { deviceId, token: null }
  }
  const id = uuidv7(ctx.now)
  const token = randomToken()
  if (old !== null)
    await tx.db
      .updateTable('account_device')
      .set({ token_hash: sha256(token) })
      .where('token_hash', '=', sha256(old))
      .execute()
  await tx.db
    .insertInto('account_device')
    .values({ citizen_id: citizenId, id, token_hash: sha256(token), about: key.seal(placeOfDevice(id), about), created_at: ctx.now, seen_at: ctx.now })
    // The same account had it and forgot it.
    .onConflict((oc) =>
      oc.columns(['citizen_id', 'token_hash']).doUpdateSet({
        id,
        about: key.seal(placeOfDevice(id), about),
        forgotten_at: null,
        seen_at: ctx.now,
        failures: 0,
        failed_at: null,
        lockouts: 0,
        locked_until: null,
      }),
    )
    .execute()
  return { deviceId: id, token }
}
const seen: Statement = { name: 'account-device-seen', text: 'update account_device set seen_at = $3 where citizen_id = $1 and id = $2' }

/** No browser is a known one any more, this one included; open sessions go on. */
export async function forgetDevices(ctx: Ctx): Promise<void> {
  const { id } = fullySignedIn(ctx.actor)
  await change(ctx, async (tx) => {
    await forgetDevicesOf(ctx, tx, id)
    tx.record('account.devices-forgotten', { subject: id, object: id })
  })
}
export const forgetDevicesOf = (ctx: Ctx, tx: Tx, citizenId: string): Promise<unknown> =>
  tx.db.updateTable('account_device').set({ forgotten_at: ctx.now }).where('citizen_id', '=', citizenId).where('forgotten_at', 'is', null).execute()
