import type { Selectable } from 'kysely'
import type { Recovery } from '#contract/accounts'
import { type Ctx, visitorOf } from '#platform/ctx'
import type { Db } from '#platform/db/store'
import { Refusal } from '#platform/refusal'
import type { AccountRecoveryTable } from '../../../migrations/tables.ts'
import type { RiskMark } from '../recovery-grade.ts'
import { conditionsOf, offersOf, type Proof, type RecoveryFacts, stepOf } from '../recovery-step.ts'
import { maskedContacts } from './masked-contacts.ts'

/** A recovery as stored. */
export type RecoveryRow = Omit<Selectable<AccountRecoveryTable>, 'state' | 'started_by' | 'proofs' | 'risks' | 'typed_kind' | 'cancel_hash' | 'link_hash'> & {
  state: RecoveryFacts['state']
  started_by: 'citizen' | 'operator' | 'mfc_clerk'
  proofs: Proof[]
  risks: RiskMark[]
  typed_kind: 'phone' | 'email' | null
}

const lifeMs = (ctx: Ctx) => ctx.app.config.account.recoveryHours * 3_600_000
export const delayMs = (ctx: Ctx) => ctx.app.config.account.recoveryDelayHours * 3_600_000
export const recoveryNone = () => new Refusal('not-found', 'recovery.none')
export const recoveryOver = () => new Refusal('gone', 'recovery.over')

export const factsOf = (row: RecoveryRow, identityLevel: number): RecoveryFacts => ({
  state: row.state,
  proofs: row.proofs,
  risks: row.risks,
  startedAt: row.created_at,
  knownSince: row.known_since,
  expiresAt: row.expires_at,
  approvedAt: row.approved_at,
  identityLevel,
})
/** Until the first right proof everybody is shown the same: what is kept of a known contact differs from an unknown one's, and may not be told (C19). */
export const isUnproved = ({ proofs }: Pick<RecoveryRow, 'proofs'>): boolean => proofs.every((kind) => kind === 'knowledge' || kind === 'office')
/** When an unproved one is over, as it is told: the same for everybody, whatever happened meanwhile. */
export const shownEnd = (ctx: Ctx, row: Pick<RecoveryRow, 'created_at'>): Date => new Date(row.created_at.getTime() + lifeMs(ctx))
/** A recovery lives for 24 h, and where it has to wait, from the end of the wait. */
export const endAfter = (ctx: Ctx, from: Date): Date => new Date(from.getTime() + lifeMs(ctx))

/** The recovery that this browser began or came to; nobody else's is found. */
export async function recoveryOfBrowser(ctx: Ctx, id: string, db: Db = ctx.app.store.db): Promise<RecoveryRow> {
  const browser = visitorOf(ctx.actor)
  const row = browser
    ? await db.selectFrom('account_recovery').selectAll().where('id', '=', id).where('session_id', '=', browser).executeTakeFirst()
    : undefined
  if (!row) throw recoveryNone()
  return row as RecoveryRow
}

/** How far it is, for the browser that goes on with it. */
export async function recoveryView(ctx: Ctx, row: RecoveryRow): Promise<Recovery> {
  if (isUnproved(row) || !row.citizen_id) return unproved(ctx, row)
  const { db } = ctx.app.store
  const account = await db.selectFrom('account').select('identity_level').where('citizen_id', '=', row.citizen_id).executeTakeFirstOrThrow()
  const facts = factsOf(row, account.identity_level)
  const step = stepOf(facts, ctx.now, delayMs(ctx))
  const contacts = step === 'refused' || step === 'done' ? [] : await maskedContacts(ctx, row.citizen_id)
  return {
    id: row.id,
    step,
    given: row.proofs,
    offers: offersOf(step, row.proofs, row.typed_kind, await ownedProofs(ctx, row.citizen_id)),
    contacts: contacts.map(({ kind, masked }) => ({ kind, masked })),
    notBefore: step === 'refused' || step === 'done' ? null : (conditionsOf(facts, delayMs(ctx)).notBefore?.toISOString() ?? null),
    expiresAt: row.expires_at.toISOString(),
    reason: step === 'refused' ? (row.state === 'open' ? 'expired' : row.state) : null,
  }
}

function unproved(ctx: Ctx, row: RecoveryRow): Recovery {
  const end = shownEnd(ctx, row)
  const isOver = end <= ctx.now
  return {
    id: row.id,
    step: isOver ? 'refused' : 'first-proof',
    given: [],
    offers: isOver || !row.typed_kind ? [] : [row.typed_kind],
    contacts: [],
    notBefore: null,
    expiresAt: end.toISOString(),
    reason: isOver ? 'expired' : null,
  }
}

/** What the account could be proved by. */
export async function ownedProofs(ctx: Ctx, citizenId: string): Promise<Proof[]> {
  const rows = await ctx.app.store.run<{ kind: Proof }>({ name: 'recovery-owned', text: owned }, [citizenId])
  return rows.map(({ kind }) => kind)
}
const owned = `select kind from contact where citizen_id = $1 and kind in ('phone', 'email') and sign_in_since is not null and sign_in_until is null
  union select kind from account_factor where citizen_id = $1 and confirmed_at is not null
  union select 'saved_code' from account where citizen_id = $1 and recovery_code_hash is not null
  union select 'backup_code' from backup_code where citizen_id = $1 and used_at is null`
