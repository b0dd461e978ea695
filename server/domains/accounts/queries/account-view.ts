import type { AccountView } from '#contract/my-account'
import { placeOfContact } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import { maskEmail, maskPhone } from '#platform/identifiers/index'
import { Refusal } from '#platform/refusal'
import type { DataKey } from '#platform/vault/index'
import { closedActions } from '../cooling.ts'
import { type AccountFacts, type ContactKind, type Factor, placeOfLabel } from '../model.ts'
import { openProfile } from '../profile.ts'
import { profileView } from '../profile-view.ts'
import type { RequestsOfPerson } from '../requests-of-person.ts'
import { stateOf } from '../state-of.ts'
import { openChanges } from './contact-changes.ts'
import { identitiesOf } from './identities.ts'

const mask = (kind: ContactKind, value: string): string => (kind === 'phone' ? maskPhone(value) : maskEmail(value))

/** Everything of "My account" on one page: masked values, contacts, factors and what is under way. */
export async function accountView(ctx: Ctx, id: string, requests: RequestsOfPerson): Promise<AccountView> {
  const { db } = ctx.app.store
  const [row, contacts, factors, codes, identities, openRequests] = await Promise.all([
    db
      .selectFrom('account')
      .innerJoin('citizen', 'citizen.id', 'account.citizen_id')
      .selectAll('account')
      .select(['citizen.wrapped_key', 'citizen.lang', 'citizen.zone'])
      .where('account.citizen_id', '=', id)
      .executeTakeFirst(),
    contactsOf(ctx, id),
    db.selectFrom('account_factor').selectAll().where('citizen_id', '=', id).where('confirmed_at', 'is not', null).orderBy('created_at').execute(),
    db
      .selectFrom('backup_code')
      .select((eb) => eb.fn.countAll<string>().as('left'))
      .where('citizen_id', '=', id)
      .where('used_at', 'is', null)
      .executeTakeFirstOrThrow(),
    identitiesOf(ctx, id),
    requests.open(ctx, id),
  ])
  if (!row?.wrapped_key) throw new Refusal('unauthenticated', 'session.none')
  const key = ctx.app.vault.dataKey(id, row.wrapped_key)
  const closed = closedActions(row.cooling_until, ctx.now)
  const settings = row.settings as { reminders?: boolean }
  return {
    number: accountNumber(row.number),
    state: stateOf(row as AccountFacts, ctx.now, ctx.app.config.account.hardLimit),
    identityLevel: row.identity_level,
    createdAt: row.created_at.toISOString(),
    profile: profileView(openProfile(key, id, row.profile)),
    contacts: contacts(key),
    changes: await openChanges(ctx, id),
    factors: factors.map((factor) => ({
      id: factor.id,
      kind: factor.kind as Factor,
      label: factor.label && ctx.app.vault.open(key, placeOfLabel(factor.id), factor.label),
      createdAt: factor.created_at.toISOString(),
      lastUsedAt: factor.last_used_at?.toISOString() ?? null,
    })),
    smsFactor: row.sms_factor,
    backupCodesLeft: Number(codes.left),
    savedCode: row.recovery_code_hash !== null,
    passwordAt: row.password_at?.toISOString() ?? null,
    coolDown: closed.length ? { until: row.cooling_until!.toISOString(), closed: [...closed] } : null,
    deleteAt: row.delete_at?.toISOString() ?? null,
    openRequests,
    lang: row.lang === 'en' ? 'en' : 'ru',
    zone: row.zone,
    settings: { reminders: settings.reminders !== false },
    identities,
  }
}

/** 40000000012 as '4000-0000-012'. */
export const accountNumber = (number: number): string => String(number).replace(/^(\d{4})(\d{4})(\d{3})$/, '$1-$2-$3')

/** Contacts one signs in with now, the oldest first. */
async function contactsOf(ctx: Ctx, id: string): Promise<(key: DataKey) => AccountView['contacts']> {
  const rows = await ctx.app.store.db
    .selectFrom('contact')
    .select(['id', 'kind', 'value', 'proved_at'])
    .where('citizen_id', '=', id)
    .where('sign_in_since', 'is not', null)
    .where('sign_in_until', 'is', null)
    .orderBy('sign_in_since')
    .orderBy('id')
    .execute()
  return (key) =>
    rows.map((row) => {
      const kind = row.kind as ContactKind
      const value = ctx.app.vault.open(key, placeOfContact(id, kind), row.value)
      return { id: row.id!, kind, masked: mask(kind, value), provedAt: row.proved_at?.toISOString() ?? null, removable: rows.length > 1 }
    })
}
