import { keyOf } from '#domains/citizens/index'
import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { Refusal } from '#platform/refusal'
import type { DataKey } from '#platform/vault/index'
import type { AccountFacts, AccountState } from './model.ts'
import { stateOf } from './state-of.ts'

/** An account as its commands need it. */
export interface Account extends AccountFacts {
  citizen_id: string
  number: number
  identity_level: number
  closed_by: string | null
  password_hash: string | null
  recovery_id: string | null
  recovery_code_hash: Buffer | null
  wrapped_key: Buffer | null
  lang: 'ru' | 'en'
  zone: string
}

const columns = `account.citizen_id, account.number, account.state, account.identity_level, account.closed_by, account.password_hash, account.locked_until,
  account.failures_in_row, account.recovery_id, account.recovery_until, account.cooling_until, account.recovery_code_hash, citizen.wrapped_key, citizen.lang, citizen.zone`
const locked: Statement = {
  name: 'account-for-update',
  // Erasing takes the person's row: either it waits for this change, or this change finds the key gone.
  text: `select ${columns} from account join citizen on citizen.id = account.citizen_id where account.citizen_id = $1 for update of account for key share of citizen`,
}
const read: Statement = {
  name: 'account-by-id',
  text: `select ${columns} from account join citizen on citizen.id = account.citizen_id where account.citizen_id = $1`,
}

/** The account locked for a change; undefined for nobody's. Before its recoveries and changes: all commands take it first, so that two never wait for each other. */
export const accountForUpdate = async (tx: Pick<Tx, 'run'>, citizenId: string): Promise<Account | undefined> => (await tx.run<Account>(locked, [citizenId]))[0]

export const accountById = async (ctx: Ctx, citizenId: string): Promise<Account | undefined> => (await ctx.app.store.run<Account>(read, [citizenId]))[0]

/** The account locked for a change of its own owner or of staff who may see it. */
export async function demandAccount(tx: Pick<Tx, 'run'>, citizenId: string): Promise<Account> {
  const account = await accountForUpdate(tx, citizenId)
  if (!account || account.state === 'deleted') throw new Refusal('not-found', 'account.none')
  return account
}

export const keyOfAccount = (ctx: Ctx, account: Account): DataKey => keyOf(ctx, account.citizen_id, account.wrapped_key)

export const accountState = (ctx: Ctx, account: AccountFacts): AccountState => stateOf(account, ctx.now, ctx.app.config.account.hardLimit)
/**
 * The state as far as a new recovery is concerned: one that is open is gone on with, and a cool-down counts only where a recovery or a change of contact
 * is behind it (`isSettling`).
 */
export const stateForRecovery = (ctx: Ctx, account: AccountFacts, isSettling: boolean): AccountState =>
  accountState(ctx, { ...account, recovery_until: null, cooling_until: isSettling ? account.cooling_until : null })

/** Stands in for nobody in statements that do the same work for everybody. */
export const nobodyId = '00000000-0000-0000-0000-000000000000'
