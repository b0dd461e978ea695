import type { DeskLine, revealPurposes } from '#contract/desk'
import { type Contact, citizensWith } from '#domains/citizens/index'
import { look } from '#platform/change'
import type { Ctx, Staff } from '#platform/ctx'
import type { Db } from '#platform/db/store'
import { email, inn, phone, requestNumber, snils } from '#platform/identifiers/index'
import { limit } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import { ticketsByWords } from './by-words.ts'
import { asLines, visibleTo } from './desk-lines.ts'
import { roleOf } from './role-of.ts'

export interface Found {
  by: 'number' | 'words' | 'contact' | 'nothing'
  items: DeskLine[]
}

/** Requests of one contact that are shown, the newest (section 5, row 5). */
const MOST_OF_ONE_CONTACT = 20

/** By number with any spacing, by exact telephone, e-mail, SNILS or INN (a purpose is asked and written down), else by words in any of their forms. */
export async function deskSearch(
  ctx: Ctx,
  actor: Staff,
  q: string,
  { purpose, limit: most = 20 }: { purpose?: (typeof revealPurposes)[number]; limit?: number },
): Promise<Found> {
  const number = /^[\d\s.\u00a0‐-―-]+$/u.test(q) ? requestNumber(q) : null
  if (number?.ok) {
    const rows = await visibleTo(ctx.app.store.db, actor).where('number', '=', Number(number.value)).execute()
    // One telephone number in ten has our check digit by chance, so a number that finds nothing is looked up as a telephone too.
    if (rows.length || !contactsIn(q).length) return { by: rows.length ? 'number' : 'nothing', items: await asLines(ctx, rows as never) }
  }
  const contacts = contactsIn(q)
  if (contacts.length) return byContact(ctx, actor, contacts, purpose, most)
  return byWords(ctx, actor, q, most)
}

/** What the query may be: eleven digits can be a telephone and a SNILS at once. */
function contactsIn(q: string): Contact[] {
  if (q.includes('@')) {
    const read = email(q)
    return read.ok ? [{ kind: 'email', normal: read.lookupKey }] : []
  }
  if (!/^[+\d\s().-]{10,}$/.test(q)) return []
  const read = { phone: phone(q, { demo: true }), snils: snils(q), inn: inn(q) }
  return (['phone', 'snils', 'inn'] as const).flatMap((kind) => {
    const one = read[kind]
    return one.ok ? [{ kind, normal: one.value }] : []
  })
}

async function byContact(ctx: Ctx, actor: Staff, contacts: readonly Contact[], purpose: string | undefined, most: number): Promise<Found> {
  if (!purpose) throw new Refusal('unprocessable', 'search.purpose')
  await limit(ctx, `search-contact:${actor.id}`, 60, 3600, 'search.wait')
  const { db } = ctx.app.store
  const found = await Promise.all(contacts.map(({ kind, normal }) => citizensWith(ctx, db, kind, normal)))
  const citizens = [...new Set(found.flat())]
  const kind = contacts[found.findIndex((ids) => ids.length > 0)]?.kind ?? contacts[0]!.kind
  const details = { kind, purpose, role: roleOf(actor), found: citizens.length }
  if (citizens.length === 0) {
    await look(ctx, 'contact.searched', { subject: null }, details)
    return { by: 'nothing', items: [] }
  }
  const rows = await visibleTo(db, actor)
    .where((eb) =>
      eb(
        'citizen_id',
        'in',
        eb
          .selectFrom('citizen')
          .select('id')
          .where((c) => c.or([c('id', '=', c.fn.any(c.val(citizens))), c('belongs_to', '=', c.fn.any(c.val(citizens)))])),
      ),
    )
    .orderBy('received_at', 'desc')
    .limit(Math.min(most, MOST_OF_ONE_CONTACT))
    .execute()
  // Of each person whose request is shown, once: whoever asks later who looked finds it under every one of them.
  const people = await ownersOf(db, [citizens[0]!, ...rows.map((row) => row.citizen_id)])
  for (const subject of people) await look(ctx, 'contact.searched', { subject, object: subject }, details)
  return { by: rows.length ? 'contact' : 'nothing', items: await asLines(ctx, rows as never) }
}

/** The accounts these records belong to, and the records of people without one. */
async function ownersOf(db: Db, citizens: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('citizen')
    .select(['id', 'belongs_to'])
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...new Set(citizens)]))))
    .execute()
  return new Set(rows.map(({ id, belongs_to }) => belongs_to ?? id))
}

/** All words must stand in one text of the request (its intake, a reply, a note); newest first. */
async function byWords(ctx: Ctx, actor: Staff, q: string, most: number): Promise<Found> {
  const rows = (await ticketsByWords(ctx, actor, q, most)) ?? []
  return { by: rows.length ? 'words' : 'nothing', items: await asLines(ctx, rows) }
}
