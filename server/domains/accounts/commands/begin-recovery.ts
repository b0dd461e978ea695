import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { cancelHash, cancelToken } from '../cancel-token.ts'
import { type Account, keyOfAccount, nobodyId } from '../load.ts'
import { countKey } from '../queries/counted.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { delayMs, endAfter } from '../queries/recovery.ts'
import { conditionsOf, type Proof } from '../recovery-step.ts'
import { sealNoticeSecret, tellOwner } from '../tell-owner.ts'
import { takeCounted } from './counted.ts'

export interface NewRecovery {
  /** Null: nobody's, and it looks the same. */
  account: Account | null
  sessionId: string | null
  startedBy: 'citizen' | 'operator' | 'mfc_clerk'
  ticketId?: string
  typedKind?: 'phone' | 'email'
  contactId?: string | null
  proof?: Proof
  risks: readonly string[]
  linkHash?: Buffer
}
export interface Begun {
  id: string
  startedAt: Date
  expiresAt: Date
}

/** Writes the row. Nothing about the account changes but that a recovery is open; whoever signs in as before goes on doing so. */
export async function insertRecovery(ctx: Ctx, tx: Tx, given: NewRecovery): Promise<Begun> {
  const id = uuidv7(ctx.now)
  const proofs = given.proof ? [given.proof] : []
  const knownSince = given.proof ? ctx.now : null
  const facts = { state: 'open' as const, proofs, risks: given.risks, startedAt: ctx.now, knownSince, approvedAt: null, expiresAt: ctx.now }
  const { notBefore, approval } = conditionsOf({ ...facts, identityLevel: given.account?.identity_level ?? 1 }, delayMs(ctx))
  const expiresAt = endAfter(ctx, notBefore ?? ctx.now)
  await tx.db
    .insertInto('account_recovery')
    .values({
      id,
      citizen_id: given.account?.citizen_id ?? null,
      session_id: given.sessionId,
      started_by: given.startedBy,
      started_by_id: given.startedBy === 'citizen' ? null : ctx.actor.id,
      ticket_id: given.ticketId ?? null,
      state: 'open',
      proofs,
      risks: [...given.risks],
      not_before: notBefore,
      needs_approval: approval !== 'nobody',
      cancel_hash: cancelHash(ctx, 'recovery', id),
      link_hash: given.linkHash ?? null,
      created_at: ctx.now,
      expires_at: expiresAt,
      typed_kind: given.typedKind ?? null,
      contact_id: given.contactId ?? null,
      known_since: knownSince,
    })
    .execute()
  return { id, startedAt: ctx.now, expiresAt }
}

/** Whether the owner was told of an open recovery whose cancel link lives as long as one that begins now needs it: at least half a life. */
function isTold(ctx: Ctx, account: Account): boolean {
  const half = ctx.app.config.account.recoveryHours * 1_800_000
  return account.recovery_until !== null && account.recovery_until.getTime() - ctx.now.getTime() > half
}

/**
 * Tells ALL contacts, each with the link that stops it, as far as RECOVERY_MESSAGES_PER_HOUR lets a message go to this contact (C18); once while one
 * is open. The account counts as recovering until the last of its recoveries is over. The same statements run for nobody, under `standIn`.
 */
export async function tellStarted(ctx: Ctx, tx: Tx, account: Account | null, begun: Begun, standIn: string): Promise<void> {
  const id = account?.citizen_id ?? nobodyId
  const told = account !== null && isTold(ctx, account)
  const owner = await ownerOfAccount(tx, id)
  const keys = new Map<string, Buffer>(owner.contacts.map((contact) => [contact.id, messageKey(ctx, contact.id)]))
  const hasRoom = await takeMessages(ctx, tx, account && !told ? [...keys.values()] : [messageKey(ctx, standIn)])
  const until = account?.recovery_until && account.recovery_until > begun.expiresAt ? account.recovery_until : begun.expiresAt
  await tx.db
    .updateTable('account')
    .set({ recovery_id: told ? account.recovery_id : begun.id, recovery_until: until })
    .where('citizen_id', '=', id)
    .execute()
  if (!account || told) return
  const reached = { ...owner, contacts: owner.contacts.filter((contact) => hasRoom(keys.get(contact.id)!)) }
  const secret = sealNoticeSecret(ctx.app.vault, keyOfAccount(ctx, account), id, { cancelToken: cancelToken(ctx, 'recovery', begun.id) })
  const facts = { at: ctx.now.toISOString(), cancelBy: begun.expiresAt.toISOString(), recoveryId: begun.id }
  tellOwner(tx, 'recovery.started', id, reached, facts, { secret, expiresAt: begun.expiresAt })
}

/** `of`: a contact's id, or for one that is nobody's what was typed, as compared. */
export const messageKey = (ctx: Ctx, of: string): Buffer => countKey(ctx, 'recovery-message', of)
export const takeMessages = (ctx: Ctx, tx: Tx, keys: readonly Buffer[]) => takeCounted(ctx, tx, keys, ctx.app.config.account.recoveryMessagesPerHour, 3_600_000)
