import type { CodeSent } from '#contract/accounts'
import type { ContactChange } from '#contract/my-account'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { demandFreshProof, fullySignedIn } from '../access.ts'
import { cancelHash, cancelToken } from '../cancel-token.ts'
import { contactProofHours, nextContactState } from '../contact-change.ts'
import { refuseWhileCooling } from '../cooling.ts'
import { type Account, accountState, demandAccount, keyOfAccount } from '../load.ts'
import { mostContacts, placeOfChange } from '../model.ts'
import { isContact, readContact } from '../queries/account-by-contact.ts'
import { type ChangeRow, openChange } from '../queries/contact-changes.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { sealNoticeSecret, tellOwner } from '../tell-owner.ts'
import { sendCode } from './codes.ts'

const problem = (field: string, code: string, details?: Record<string, unknown>) =>
  new Refusal('unprocessable', 'account.problems', undefined, [{ field, code, ...(details && { details }) }])

interface OwnContact {
  id: string
  kind: 'phone' | 'email'
  lookup: Buffer
}
/** Contacts one signs in with, the oldest first. */
export async function signInContacts(tx: Pick<Tx, 'db'>, citizenId: string): Promise<OwnContact[]> {
  const rows = await tx.db
    .selectFrom('contact')
    .select(['id', 'kind', 'lookup'])
    .where('citizen_id', '=', citizenId)
    .where('sign_in_since', 'is not', null)
    .where('sign_in_until', 'is', null)
    .orderBy('sign_in_since')
    .orderBy('id')
    .execute()
  return rows.filter((row): row is OwnContact => row.id !== null)
}

/** Contacts, factors and data are changed in an account that works, and not in the days after a recovery or another change. */
export function demandChangeable(ctx: Ctx, account: Account): void {
  const state = accountState(ctx, account)
  if (state === 'restricted' || state === 'blocked') throw new Refusal('forbidden', 'account.closed', { state })
  refuseWhileCooling('contact.change', account.cooling_until, ctx.now)
}

/**
 * Asks for a new contact: a code to it, news with a link that stops it to all old ones, and a code to the old one (K13). Whether somebody else signs in
 * with the new one is told only to who has entered its code.
 */
export async function changeContact(ctx: Ctx, given: { value: string; replaces?: string; oldIsLost?: boolean }): Promise<ContactChange> {
  const citizen = demandFreshProof(ctx)
  const read = readContact(ctx, given.value, { forCodes: true })
  if (!isContact(read)) throw problem('value', `${read.kind}.invalid`, { reason: read.reason })
  const changeId = await change(ctx, async (tx) => {
    const account = await demandAccount(tx, citizen.id)
    demandChangeable(ctx, account)
    const own = await signInContacts(tx, citizen.id)
    const replaced = given.replaces === undefined ? null : own.find(({ id }) => id === given.replaces)
    if (replaced === undefined) throw new Refusal('not-found', 'contact.none')
    if (replaced && replaced.kind !== read.kind) throw problem('value', 'contact.other-kind')
    const lookups = ctx.app.vault.lookups(read.kind, read.normal)
    if (own.some(({ kind, lookup }) => kind === read.kind && lookups.some((one) => one.equals(lookup)))) throw problem('value', 'contact.own-already')
    if (!replaced && own.filter(({ kind }) => kind === read.kind).length >= mostContacts)
      throw new Refusal('conflict', 'contact.too-many', { most: mostContacts })
    const open = await tx.db
      .selectFrom('contact_change')
      .select('id')
      .where('citizen_id', '=', citizen.id)
      .where('kind', '=', read.kind)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (open) throw new Refusal('conflict', 'contact.change-under-way')
    const id = uuidv7(ctx.now)
    await tx.db
      .insertInto('contact_change')
      .values({
        citizen_id: citizen.id,
        id,
        state: 'requested',
        kind: read.kind,
        old_contact_id: replaced?.id ?? null,
        new_value: keyOfAccount(ctx, account).seal(placeOfChange(id), read.value),
        new_lookup: lookups[0]!,
        requested_at: ctx.now,
        expires_at: new Date(ctx.now.getTime() + contactProofHours * 3_600_000),
        cancel_hash: cancelHash(ctx, 'contact', id),
        old_is_lost: given.oldIsLost ?? false,
      })
      .execute()
    tx.record(
      'account.contact-change-requested',
      { subject: citizen.id, object: citizen.id },
      { changeId: id, kind: read.kind, oldIsLost: given.oldIsLost ?? false },
    )
    await tellRequested(ctx, tx, account, { id, kind: read.kind, effectiveAt: 'after-codes' })
    await sendCode(ctx, tx, {
      purpose: 'contact_new',
      aboutId: id,
      citizenId: citizen.id,
      to: { channel: read.kind === 'phone' ? 'sms' : 'email', changeId: id },
    })
    if (!given.oldIsLost) await sendToOld(ctx, tx, citizen.id, id, replaced?.id ?? null)
    return id
  })
  return openChange(ctx, citizen.id, changeId)
}

/** Every old contact hears of it, with the link that stops it; when it takes effect is said: after the codes, or at a moment. */
export async function tellRequested(ctx: Ctx, tx: Tx, account: Account, about: { id: string; kind: string; effectiveAt: string }): Promise<void> {
  const id = account.citizen_id
  const secret = sealNoticeSecret(ctx.app.vault, keyOfAccount(ctx, account), id, { cancelToken: cancelToken(ctx, 'contact', about.id) })
  const facts = { contactType: about.kind, changeId: about.id, effectiveAt: about.effectiveAt, at: ctx.now.toISOString() }
  tellOwner(tx, 'contact.change_requested', id, await ownerOfAccount(tx, id), facts, { secret })
}

/** To the contact that is replaced; where one is added, to the one that has been there longest. */
async function sendToOld(ctx: Ctx, tx: Tx, citizenId: string, changeId: string, replaced: string | null): Promise<CodeSent> {
  const own = await signInContacts(tx, citizenId)
  const to = own.find(({ id }) => id === replaced) ?? own[0]
  if (!to) throw new Refusal('conflict', 'contact.no-old')
  return sendCode(ctx, tx, {
    purpose: 'contact_old',
    aboutId: changeId,
    citizenId,
    to: { channel: to.kind === 'phone' ? 'sms' : 'email', contactId: to.id },
  })
}

/** The change of this account locked; nobody else's is found. */
export async function changeForUpdate(tx: Tx, citizenId: string, id: string): Promise<ChangeRow> {
  const row = await tx.db.selectFrom('contact_change').selectAll().where('citizen_id', '=', citizenId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('not-found', 'contact.no-change')
  return row as ChangeRow
}

export async function sendContactCode(ctx: Ctx, id: string, to: 'new' | 'old'): Promise<CodeSent> {
  const citizen = fullySignedIn(ctx.actor)
  return change(ctx, async (tx) => {
    await demandAccount(tx, citizen.id)
    const row = await changeForUpdate(tx, citizen.id, id)
    if (row.ended_at || row.expires_at <= ctx.now || row.state === 'pending_hold') throw new Refusal('conflict', 'contact.not-now', { state: row.state })
    if (to === 'old') return { ...(await sendToOld(ctx, tx, citizen.id, id, row.old_contact_id)) }
    const channel = row.kind === 'phone' ? 'sms' : 'email'
    return { ...(await sendCode(ctx, tx, { purpose: 'contact_new', aboutId: id, citizenId: citizen.id, to: { channel, changeId: id } })) }
  })
}

export async function cancelContactChange(ctx: Ctx, id: string): Promise<void> {
  const citizen = fullySignedIn(ctx.actor)
  await change(ctx, async (tx) => {
    await demandAccount(tx, citizen.id)
    await cancelChange(ctx, tx, citizen.id, id, 'owner')
  })
}

/** Stops a change at any point before it takes effect. */
export async function cancelChange(ctx: Ctx, tx: Tx, citizenId: string, id: string, by: 'owner' | 'link'): Promise<void> {
  const row = await changeForUpdate(tx, citizenId, id)
  const state = nextContactState(row.state, 'cancel')
  await tx.db.updateTable('contact_change').set({ state, ended_at: ctx.now }).where('citizen_id', '=', citizenId).where('id', '=', id).execute()
  tx.record('account.contact-change-cancelled', { subject: citizenId, object: citizenId }, { changeId: id, by })
}
