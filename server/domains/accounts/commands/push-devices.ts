import type { Lang } from '#contract/common'
import type { PushDevices } from '#contract/push-devices'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { isPushEndpoint, vapidKeys } from '#platform/push/index'
import { Refusal } from '#platform/refusal'
import { fullySignedIn, signedIn } from '../access.ts'
import { demandAccount, keyOfAccount } from '../load.ts'

/** A telephone, a tablet, a computer at home and at work, each with two browsers, and room. */
const MOST_DEVICES = 12

export async function pushDevices(ctx: Ctx): Promise<PushDevices> {
  const { id } = signedIn(ctx.actor)
  const rows = await ctx.app.store.db
    .selectFrom('push_subscription')
    .select(['id', 'lang', 'created_at', 'last_ok_at'])
    .where('citizen_id', '=', id)
    .where('gone_at', 'is', null)
    .orderBy('created_at', 'desc')
    .execute()
  return {
    key: ctx.app.config.push.on ? (await vapidKeys(ctx.app)).publicKey : null,
    devices: rows.map((row) => ({
      id: row.id,
      lang: row.lang === 'en' ? 'en' : 'ru',
      since: row.created_at.toISOString(),
      lastOkAt: row.last_ok_at?.toISOString() ?? null,
    })),
  }
}

interface Browser {
  endpoint: string
  p256dh: string
  auth: string
  lang: Lang
}

/** A browser belongs to whoever turned push on there last. Only services from the list are ever called: the address comes from people (SSRF). */
export async function addPushDevice(ctx: Ctx, { endpoint, p256dh, auth, lang }: Browser): Promise<{ id: string }> {
  const { id: citizenId } = fullySignedIn(ctx.actor)
  const { push } = ctx.app.config
  if (!push.on || !isPushEndpoint(push.hosts, endpoint))
    throw new Refusal('unprocessable', 'push.problems', undefined, [{ field: 'endpoint', code: 'push.unknown-service' }])
  const mac = ctx.app.vault.mac('push', endpoint)
  return change(ctx, async (tx) => {
    const account = await demandAccount(tx, citizenId)
    // Closed while the browser asked: its session is over as well.
    if (account.state !== 'open') throw new Refusal('conflict', 'account.not-now', { state: account.state, allowed: [] })
    await tx.db.deleteFrom('push_subscription').where('endpoint_mac', '=', mac).execute()
    const devices = await tx.db
      .selectFrom('push_subscription')
      .select('id')
      .where('citizen_id', '=', citizenId)
      .where('gone_at', 'is', null)
      .orderBy('created_at', 'desc')
      .execute()
    // The oldest make room: nobody is told "too many" on a new telephone because of one that was lost.
    for (const { id } of devices.slice(MOST_DEVICES - 1)) await tx.db.deleteFrom('push_subscription').where('id', '=', id).execute()
    const id = uuidv7(ctx.now)
    const sealed = keyOfAccount(ctx, account).seal({ table: 'push_subscription', column: 'sealed', id }, JSON.stringify({ endpoint, p256dh, auth }))
    await tx.db.insertInto('push_subscription').values({ id, citizen_id: citizenId, endpoint_mac: mac, sealed, lang, created_at: ctx.now }).execute()
    tx.record('account.push-on', { subject: citizenId, object: citizenId }, { deviceId: id })
    return { id }
  })
}

export async function removePushDevice(ctx: Ctx, id: string): Promise<void> {
  const { id: citizenId } = fullySignedIn(ctx.actor)
  await change(ctx, async (tx) => {
    const { numDeletedRows } = await tx.db.deleteFrom('push_subscription').where('id', '=', id).where('citizen_id', '=', citizenId).executeTakeFirst()
    if (numDeletedRows === 0n) throw new Refusal('not-found', 'push.none')
    tx.record('account.push-off', { subject: citizenId, object: citizenId }, { deviceId: id })
  })
}
