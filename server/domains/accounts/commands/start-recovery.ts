import type { CodeSent } from '#contract/accounts'
import { change, type Tx } from '#platform/change'
import { type Ctx, visitorOf } from '#platform/ctx'
import { limit } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import { addressGroup } from '#platform/sign-in/address-group'
import { accountForUpdate, nobodyId, stateForRecovery } from '../load.ts'
import { isAllowed } from '../machine.ts'
import { accountWith, type ContactProblem, isContact, readContact } from '../queries/account-by-contact.ts'
import { isUnproved, recoveryOfBrowser, recoveryOver, shownEnd } from '../queries/recovery.ts'
import { isSettling, reportMs, risksOf } from '../queries/risks.ts'
import type { Tickets } from '../tickets-door.ts'
import { insertRecovery, messageKey, takeMessages, tellStarted } from './begin-recovery.ts'
import { sendCode } from './codes.ts'

/** Starts, codes and links of one network address; the same count as codes of all kinds. */
export const limitRecoveries = (ctx: Ctx, address: string): Promise<void> =>
  limit(
    ctx,
    `account-code-address:${ctx.app.vault.mac('code', addressGroup(address)).toString('base64url')}`,
    ctx.app.config.account.codesPerAddressPerHour,
    3600,
    'code.wait',
  )

/** Refuses in words that say no more than that this is no telephone and no address. */
const problemOf = ({ kind, reason }: ContactProblem) =>
  new Refusal('unprocessable', 'account.problems', undefined, [{ field: 'contact', code: `${kind}.invalid`, details: { reason } }])

/**
 * "Forgot the password": a code goes to what was typed, if somebody signs in with it (RECOV-2). The answer, the work and its time are the same for
 * everybody (C19): an unknown contact, and an account that is restricted, blocked, gone or recovered a moment ago, get a row that no code fits.
 * It works while the sign-in is locked or the password switched off. Each start is a recovery of its own, bound to this browser; the owner is told
 * once while one is open.
 */
export async function startRecovery(ctx: Ctx, tickets: Tickets, given: { contact: string; address: string; deviceHash: Buffer | null }): Promise<CodeSent> {
  const read = readContact(ctx, given.contact)
  if (!isContact(read)) throw problemOf(read)
  await limitRecoveries(ctx, given.address)
  const sessionId = visitorOf(ctx.actor)
  const found = await accountWith(ctx, read)
  const isReported = await tickets.reportedSuspicious(ctx, found?.citizenId ?? nobodyId, new Date(ctx.now.getTime() - reportMs))
  return change(ctx, async (tx) => {
    const locked = await accountForUpdate(tx, found?.citizenId ?? nobodyId)
    const settling = await isSettling(ctx, tx, found?.citizenId ?? nobodyId)
    const account = locked && isAllowed('start_recovery', stateForRecovery(ctx, locked, settling), 'citizen') ? locked : null
    const contactId = account ? found!.contactId : null
    const risks = await risksOf(ctx, tx, account?.citizen_id ?? null, { sessionId, deviceHash: given.deviceHash }, isReported)
    const begun = await insertRecovery(ctx, tx, { account, sessionId, startedBy: 'citizen', typedKind: read.kind, contactId, risks })
    const nobodys = `${read.kind} ${read.normal}`
    await tellStarted(ctx, tx, account, begun, nobodys)
    const hasRoom = (await takeMessages(ctx, tx, [messageKey(ctx, contactId ?? nobodys)]))(messageKey(ctx, contactId ?? nobodys))
    const to = account && hasRoom ? { channel: channelOf(read.kind), contactId: contactId! } : null
    const sent = await sendCode(ctx, tx, { purpose: 'recover', aboutId: begun.id, citizenId: account?.citizen_id ?? null, to })
    tx.record(
      'account.recovery-started',
      { subject: account?.citizen_id ?? null, object: account?.citizen_id ?? begun.id },
      { recoveryId: begun.id, by: 'citizen', risks },
    )
    return { ...sent, id: begun.id }
  })
}
export const channelOf = (kind: 'phone' | 'email'): 'sms' | 'email' => (kind === 'phone' ? 'sms' : 'email')

/** The code again; after the first proof also one to the other kind of contact. Before it the channel says nothing: the code goes to what was typed. */
export async function sendRecoveryCode(ctx: Ctx, id: string, given: { channel?: 'sms' | 'email'; address: string }): Promise<CodeSent> {
  await limitRecoveries(ctx, given.address)
  return change(ctx, async (tx) => {
    const asked = await recoveryOfBrowser(ctx, id, tx.db)
    const account = await accountForUpdate(tx, asked.citizen_id ?? nobodyId)
    const row = await recoveryOfBrowser(ctx, id, tx.db)
    if (isUnproved(row) ? shownEnd(ctx, row) <= ctx.now : row.state !== 'open' || row.expires_at <= ctx.now) throw recoveryOver()
    const isOpen = row.state === 'open' && row.expires_at > ctx.now && account !== undefined
    const kind = given.channel === undefined || isUnproved(row) ? row.typed_kind : given.channel === 'sms' ? 'phone' : 'email'
    const other = kind === row.typed_kind ? row.contact_id : await newestContact(tx, row.citizen_id, kind)
    if (!isUnproved(row) && !other) throw new Refusal('conflict', 'recovery.no-contact')
    const key = messageKey(ctx, other ?? row.id)
    const hasRoom = (await takeMessages(ctx, tx, [key]))(key)
    if (!hasRoom && !isUnproved(row)) throw new Refusal('too-many', 'recovery.wait', { retryAfterSeconds: 3600 })
    const to = isOpen && hasRoom && other && kind ? { channel: channelOf(kind), contactId: other } : null
    const sent = await sendCode(ctx, tx, { purpose: 'recover', aboutId: row.id, citizenId: to ? row.citizen_id : null, to })
    return { ...sent, id: row.id }
  })
}

async function newestContact(tx: Tx, citizenId: string | null, kind: 'phone' | 'email' | null): Promise<string | null> {
  const query = tx.db.selectFrom('contact').select('id').where('citizen_id', '=', citizenId).where('kind', '=', kind)
  const row = await query.where('sign_in_since', 'is not', null).where('sign_in_until', 'is', null).orderBy('sign_in_since', 'desc').limit(1).executeTakeFirst()
  return row?.id ?? null
}
