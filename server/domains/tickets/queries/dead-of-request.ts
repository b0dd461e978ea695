import type { DeadAddress } from '#contract/tickets'
import { deadAddressesOf } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import { maskEmail, maskPhone } from '#platform/identifiers/index'
import type { Loaded } from '../load.ts'
import type { IntakeRecord } from '../model.ts'
import { mailOfRequest } from './mail-of-request.ts'

/** Addresses that news of this request go to and do not reach; one that was given up since is nobody's trouble any more. */
export async function deadOfRequest(ctx: Ctx, { ticket, key }: Loaded, intake: Pick<IntakeRecord, 'email'>): Promise<DeadAddress[]> {
  const dead = await deadAddressesOf(ctx, ctx.app.store.db, [ticket.citizen_id], new Map([[ticket.citizen_id, key]]))
  if (dead.length === 0) return []
  const { address, phone } = await mailOfRequest(ctx, ticket.citizen_id, intake)
  const used = { email: address && maskEmail(address), phone: phone && maskPhone(phone) }
  return dead.filter(({ kind, masked }) => masked === used[kind])
}
