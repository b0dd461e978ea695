import type { ContactChange } from '#contract/my-account'
import { change, earlierAnswer, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { demandFreshProof, fullySignedIn } from '../access.ts'
import { followingAction, nextContactState } from '../contact-change.ts'
import { type Account, demandAccount, keyOfAccount } from '../load.ts'
import { placeOfChange } from '../model.ts'
import { isContact, readContact } from '../queries/account-by-contact.ts'
import { type ChangeRow, changeFacts, openChange } from '../queries/contact-changes.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { tellOwner } from '../tell-owner.ts'
import { changeForUpdate, demandChangeable, signInContacts, tellRequested } from './change-contact.ts'
import { demandCode } from './codes.ts'
import { addContact } from './create-account.ts'
import { endRecoveries } from './end-underway.ts'
import { coolDown } from './factors.ts'

type Proved = { state: 'requested' | 'new_confirmed' | 'pending_hold' | 'active'; change: ContactChange | null }

/** A code of a change. With both, it takes effect at once; where the old contact is lost, after a hold in which its owner can stop it. */
export async function proveContact(ctx: Ctx, id: string, { to, code }: { to: 'new' | 'old'; code: string }): Promise<Proved> {
  const citizen = fullySignedIn(ctx.actor)
  const before = await earlierAnswer<Proved['state']>(ctx)
  const state = before?.reply ?? (await prove(ctx, citizen.id, id, to, code))
  return { state, change: state === 'active' ? null : await openChange(ctx, citizen.id, id) }
}

async function prove(ctx: Ctx, citizenId: string, id: string, to: 'new' | 'old', code: string): Promise<Proved['state']> {
  const { db } = ctx.app.store
  const row = (await db.selectFrom('contact_change').selectAll().where('citizen_id', '=', citizenId).where('id', '=', id).executeTakeFirst()) as
    | ChangeRow
    | undefined
  if (!row) throw new Refusal('not-found', 'contact.no-change')
  demandUnderWay(ctx, row, to)
  await demandCode(ctx, { aboutId: id, purpose: to === 'new' ? 'contact_new' : 'contact_old', code })
  return change(ctx, async (tx) => {
    const account = await demandAccount(tx, citizenId)
    demandChangeable(ctx, account)
    const now = await changeForUpdate(tx, citizenId, id)
    demandUnderWay(ctx, now, to)
    const confirmed: ChangeRow =
      to === 'old' ? { ...now, old_confirmed_at: ctx.now } : { ...now, new_confirmed_at: ctx.now, state: nextContactState(now.state, 'confirm') }
    if (to === 'new') await refuseTaken(tx, confirmed)
    tx.record('account.contact-confirmed', { subject: citizenId, object: citizenId }, { changeId: id, which: to })
    return goOn(ctx, tx, account, confirmed)
  })
}
function demandUnderWay(ctx: Ctx, row: ChangeRow, to: 'new' | 'old'): void {
  const isGiven = to === 'new' ? row.new_confirmed_at : row.old_confirmed_at
  if (row.ended_at || row.expires_at <= ctx.now || row.state === 'pending_hold' || isGiven)
    throw new Refusal('conflict', 'contact.not-now', { state: row.state })
}

/** Whether somebody else signs in with it. */
export async function isTaken(tx: Tx, { kind, new_lookup, citizen_id }: ChangeRow): Promise<boolean> {
  const others = tx.db
    .selectFrom('contact')
    .select('citizen_id')
    .where('kind', '=', kind)
    .where('lookup', '=', new_lookup)
    .where('citizen_id', '<>', citizen_id)
  const taken = await others.where('sign_in_since', 'is not', null).where('sign_in_until', 'is', null).limit(1).executeTakeFirst()
  return taken !== undefined
}
/** DATA-7: whoever entered the code of a contact may know that it is somebody else's sign-in. */
async function refuseTaken(tx: Tx, row: ChangeRow): Promise<void> {
  if (await isTaken(tx, row)) throw new Refusal('conflict', 'contact.taken')
}

/** Saves what was confirmed, and does what follows by itself. */
async function goOn(ctx: Ctx, tx: Tx, account: Account, row: ChangeRow): Promise<Proved['state']> {
  const next = followingAction(changeFacts(row))
  if (next === 'activate_now') {
    await activate(ctx, tx, account, row, 'activate_now')
    return 'active'
  }
  if (next === 'hold') {
    await hold(ctx, tx, account, row)
    return 'pending_hold'
  }
  await save(tx, row, {})
  return row.state as Proved['state']
}
const save = (tx: Tx, row: ChangeRow, more: Partial<Pick<ChangeRow, 'state' | 'effective_at' | 'ended_at' | 'old_is_lost'>>) =>
  tx.db
    .updateTable('contact_change')
    .set({ state: row.state, new_confirmed_at: row.new_confirmed_at, old_confirmed_at: row.old_confirmed_at, ...more })
    .where('citizen_id', '=', row.citizen_id)
    .where('id', '=', row.id)
    .execute()

async function hold(ctx: Ctx, tx: Tx, account: Account, row: ChangeRow): Promise<void> {
  const effective_at = new Date(ctx.now.getTime() + ctx.app.config.account.contactHoldHours * 3_600_000)
  await save(tx, row, { state: nextContactState(row.state, 'hold'), effective_at, old_is_lost: true })
  tx.record('account.contact-held', { subject: row.citizen_id, object: row.citizen_id }, { changeId: row.id, effectiveAt: effective_at.toISOString() })
  await tellRequested(ctx, tx, account, { id: row.id, kind: row.kind, effectiveAt: effective_at.toISOString() })
}

/** The old contact is lost: the change waits for 72 h, and every old contact can stop it. */
export async function holdContact(ctx: Ctx, id: string): Promise<ContactChange> {
  const citizen = demandFreshProof(ctx)
  await change(ctx, async (tx) => {
    const account = await demandAccount(tx, citizen.id)
    demandChangeable(ctx, account)
    const row = await changeForUpdate(tx, citizen.id, id)
    if (row.expires_at <= ctx.now) throw new Refusal('conflict', 'contact.not-now', { state: row.state })
    await hold(ctx, tx, account, row)
  })
  return openChange(ctx, citizen.id, id)
}

/** The new contact is one to sign in with, and the old one no more; both are told, and some actions close for a while. */
export async function activate(ctx: Ctx, tx: Tx, account: Account, row: ChangeRow, by: 'activate_now' | 'release'): Promise<void> {
  const { citizen_id, kind, old_contact_id } = row
  await refuseTaken(tx, row)
  const key = keyOfAccount(ctx, account)
  const read = readContact(ctx, ctx.app.vault.open(key, placeOfChange(row.id), row.new_value))
  if (!isContact(read)) throw new Refusal('conflict', 'contact.not-now', { state: row.state })
  await addContact(ctx, tx, citizen_id, key, read, row.new_confirmed_at)
  if (old_contact_id) await endContact(ctx, tx, citizen_id, old_contact_id)
  await save(tx, row, { state: nextContactState(row.state, by), ended_at: ctx.now })
  await endRecoveries(ctx, tx, citizen_id, 'cancelled')
  await coolDown(ctx, tx, account.citizen_id)
  tx.record('account.contact-changed', { subject: citizen_id, object: citizen_id }, { changeId: row.id, kind, by })
  const owner = await ownerOfAccount(tx, citizen_id, old_contact_id ? [old_contact_id] : [])
  tellOwner(tx, 'contact.changed', citizen_id, owner, { at: ctx.now.toISOString(), contactType: kind, changeId: row.id })
}
const endContact = (ctx: Ctx, tx: Tx, citizenId: string, id: string) =>
  tx.db
    .updateTable('contact')
    .set({ sign_in_until: ctx.now })
    .where('citizen_id', '=', citizenId)
    .where('id', '=', id)
    .where('sign_in_until', 'is', null)
    .execute()

/** Removes a contact; the last one stays, also when the last two are removed at the same time: the account is locked first. */
export async function removeContact(ctx: Ctx, id: string): Promise<void> {
  const citizen = demandFreshProof(ctx)
  await change(ctx, async (tx) => {
    const account = await demandAccount(tx, citizen.id)
    demandChangeable(ctx, account)
    const own = await signInContacts(tx, citizen.id)
    const removed = own.find((contact) => contact.id === id)
    if (!removed) throw new Refusal('not-found', 'contact.none')
    if (own.length === 1) throw new Refusal('conflict', 'contact.last')
    await endContact(ctx, tx, citizen.id, id)
    await endRecoveries(ctx, tx, citizen.id, 'cancelled')
    await coolDown(ctx, tx, account.citizen_id)
    tx.record('account.contact-removed', { subject: citizen.id, object: citizen.id }, { contactId: id, kind: removed.kind })
    tellOwner(tx, 'factor.changed', citizen.id, await ownerOfAccount(tx, citizen.id, [id]), { at: ctx.now.toISOString(), change: 'contact-removed' })
  })
}
