import { placeOfContact, recordsOf } from '#domains/citizens/index'
import { look } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { limit } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import { demandFreshProof } from '../access.ts'
import { refuseWhileCooling } from '../cooling.ts'
import { type ContactKind, placeOfDevice, placeOfLabel, placeOfSession } from '../model.ts'
import { openProfile } from '../profile.ts'
import { type ChatsOfPerson, loggedOf, type NoticesOfPerson, type RequestsOfPerson } from '../requests-of-person.ts'
import { accountNumber } from './account-view.ts'
import { myEvents, myViews, type Paged } from './own-log.ts'

export interface ExportParts {
  requests: RequestsOfPerson
  chats: ChatsOfPerson
  notices: NoticesOfPerson
}
/** Texts of requests in one export, and of talks; who has more gets the newest and is told that older ones are left out. */
const MOST_BYTES = 24 * 1024 * 1024
const MOST_PAGES = 100
const PER_DAY = 3

export type AccountExport = Awaited<ReturnType<typeof exported>>

/**
 * Everything kept about one person, for the person (R24): after a fresh proof, three a day, and written down before it is answered. Closed
 * while the account cools down: whoever came in by a recovery shall not carry everything away.
 * No secrets (factors are kinds and dates), no internal notes, no names of employees.
 */
export async function exportedFor(ctx: Ctx, parts: ExportParts, format: 'json' | 'pdf'): Promise<AccountExport> {
  const { id } = demandFreshProof(ctx)
  const account = await ctx.app.store.db.selectFrom('account').select('cooling_until').where('citizen_id', '=', id).executeTakeFirstOrThrow()
  refuseWhileCooling('document.download', account.cooling_until, ctx.now)
  await limit(ctx, `export:${id}`, PER_DAY, 86_400, 'export.wait')
  await look(ctx, 'account.exported', { subject: id, object: id }, { kind: format })
  return exported(ctx, id, parts)
}

async function exported(ctx: Ctx, id: string, { requests, chats, notices }: ExportParts) {
  const { agency } = ctx.app.config
  const logged = loggedOf(requests, chats)
  const records = (await ctx.app.store.run<{ id: string }>({ name: 'own-records', text: recordsOf('$1') }, [id])).map((row) => row.id)
  const [own, conversations, talks, events, views, sent] = await Promise.all([
    ownData(ctx, id),
    thoseThatFit(requests.exported(ctx, id)),
    thoseThatFit(chats.exported(ctx, id)),
    all((page) => myEvents(ctx, id, logged, page)),
    all((page) => myViews(ctx, id, logged, page)),
    notices(ctx, records),
  ])
  return {
    format: 'opora-account-export',
    version: 1,
    madeAt: ctx.now.toISOString(),
    by: ctx.lang === 'en' ? agency.nameEn : agency.nameRu,
    ...own,
    requests: conversations.items,
    requestsLeftOut: conversations.leftOut,
    chats: talks.items,
    chatsLeftOut: talks.leftOut,
    events,
    views,
    notices: sent,
  }
}

async function thoseThatFit<T>(all: AsyncIterable<T>): Promise<{ items: T[]; leftOut: boolean }> {
  const items: T[] = []
  let bytes = 0
  for await (const one of all) {
    bytes += Buffer.byteLength(JSON.stringify(one))
    if (bytes > MOST_BYTES) return { items, leftOut: true }
    items.push(one)
  }
  return { items, leftOut: false }
}

async function all<T>(ask: (page: number) => Promise<Paged<T>>): Promise<T[]> {
  const items: T[] = []
  for (let page = 1, pages = 1; page <= Math.min(pages, MOST_PAGES); page++) {
    const answer = await ask(page)
    pages = answer.pages
    items.push(...answer.items)
  }
  return items
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** The account itself: values in full, because they are the reader's own. */
async function ownData(ctx: Ctx, id: string) {
  const { db } = ctx.app.store
  const { vault } = ctx.app
  const account = await db
    .selectFrom('account')
    .innerJoin('citizen', 'citizen.id', 'account.citizen_id')
    .selectAll('account')
    .select(['citizen.wrapped_key', 'citizen.lang', 'citizen.zone'])
    .where('account.citizen_id', '=', id)
    .executeTakeFirst()
  if (!account?.wrapped_key) throw new Refusal('unauthenticated', 'session.none')
  const key = vault.dataKey(id, account.wrapped_key)
  const [contacts, factors, devices, sessions, identities, recoveries, changes] = await Promise.all([
    db
      .selectFrom('contact')
      .select(['kind', 'value', 'created_at', 'proved_at', 'sign_in_since', 'sign_in_until'])
      .where('citizen_id', '=', id)
      .orderBy('created_at')
      .execute(),
    db
      .selectFrom('account_factor')
      .select(['id', 'kind', 'label', 'created_at', 'last_used_at'])
      .where('citizen_id', '=', id)
      .where('confirmed_at', 'is not', null)
      .orderBy('created_at')
      .execute(),
    db
      .selectFrom('account_device')
      .select(['id', 'about', 'created_at', 'seen_at'])
      .where('citizen_id', '=', id)
      .where('forgotten_at', 'is', null)
      .orderBy('created_at')
      .execute(),
    db
      .selectFrom('account_session')
      .select(['id', 'about', 'factor', 'created_at', 'seen_at', 'ended_at'])
      .where('citizen_id', '=', id)
      .where('level', '<>', 'half')
      .orderBy('created_at')
      .execute(),
    db.selectFrom('account_identity').select(['provider', 'linked_at']).where('citizen_id', '=', id).orderBy('linked_at').execute(),
    db
      .selectFrom('account_recovery')
      .select(['started_by', 'state', 'proofs', 'created_at', 'ended_at'])
      .where('citizen_id', '=', id)
      .orderBy('created_at')
      .execute(),
    db.selectFrom('contact_change').select(['kind', 'state', 'requested_at', 'ended_at']).where('citizen_id', '=', id).orderBy('requested_at').execute(),
  ])
  return {
    account: {
      number: accountNumber(account.number),
      identityLevel: account.identity_level,
      createdAt: account.created_at.toISOString(),
      seenAt: iso(account.seen_at),
      passwordAt: iso(account.password_at),
      smsFactor: account.sms_factor,
      lang: account.lang,
      zone: account.zone,
      settings: account.settings,
    },
    profile: openProfile(key, id, account.profile),
    contacts: contacts.map((row) => ({
      kind: row.kind,
      value: vault.open(key, placeOfContact(id, row.kind as ContactKind), row.value),
      givenAt: row.created_at.toISOString(),
      provedAt: iso(row.proved_at),
      signInSince: iso(row.sign_in_since),
      signInUntil: iso(row.sign_in_until),
    })),
    factors: factors.map((row) => ({
      kind: row.kind,
      label: row.label && vault.open(key, placeOfLabel(row.id), row.label),
      createdAt: row.created_at.toISOString(),
      lastUsedAt: iso(row.last_used_at),
    })),
    devices: devices.map((row) => ({
      about: vault.open(key, placeOfDevice(row.id), row.about),
      createdAt: row.created_at.toISOString(),
      seenAt: row.seen_at.toISOString(),
    })),
    sessions: sessions.map((row) => ({
      about: vault.open(key, placeOfSession(row.id), row.about),
      by: row.factor,
      createdAt: row.created_at.toISOString(),
      seenAt: row.seen_at.toISOString(),
      endedAt: iso(row.ended_at),
    })),
    identities: identities.map((row) => ({ provider: row.provider, linkedAt: row.linked_at.toISOString() })),
    recoveries: recoveries.map((row) => ({
      startedBy: row.started_by,
      state: row.state,
      proofs: row.proofs,
      createdAt: row.created_at.toISOString(),
      endedAt: iso(row.ended_at),
    })),
    contactChanges: changes.map((row) => ({ kind: row.kind, state: row.state, requestedAt: row.requested_at.toISOString(), endedAt: iso(row.ended_at) })),
  }
}
