import type { DeskLine, revealPurposes } from '#contract/desk'
import { citizensWith } from '#domains/citizens/index'
import { look } from '#platform/change'
import type { Ctx, Staff } from '#platform/ctx'
import { email, phone, requestNumber } from '#platform/identifiers/index'
import { limit } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import { ticketsByWords } from './by-words.ts'
import { asLines, visibleTo } from './desk-lines.ts'

export interface Found {
  by: 'number' | 'words' | 'contact' | 'nothing'
  items: DeskLine[]
}

/** Requests of one contact that are shown, the newest (section 5, row 5). */
const MOST_OF_ONE_CONTACT = 20

/** By number with any spacing, by exact telephone or e-mail (a purpose is asked and written down), else by words in any of their forms. */
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
    if (rows.length || !contactIn(q)) return { by: rows.length ? 'number' : 'nothing', items: await asLines(ctx, rows as never) }
  }
  const contact = contactIn(q)
  if (contact) return byContact(ctx, actor, contact, purpose, most)
  return byWords(ctx, actor, q, most)
}

function contactIn(q: string): { kind: 'phone' | 'email'; normal: string } | null {
  if (q.includes('@')) {
    const read = email(q)
    return read.ok ? { kind: 'email', normal: read.lookupKey } : null
  }
  const read = /^[+\d\s().-]{10,}$/.test(q) ? phone(q, { demo: true }) : null
  return read?.ok ? { kind: 'phone', normal: read.value } : null
}

async function byContact(
  ctx: Ctx,
  actor: Staff,
  contact: { kind: 'phone' | 'email'; normal: string },
  purpose: string | undefined,
  most: number,
): Promise<Found> {
  if (!purpose) throw new Refusal('unprocessable', 'search.purpose')
  await limit(ctx, `search-contact:${actor.id}`, 60, 3600, 'search.wait')
  const { db } = ctx.app.store
  const citizens = await citizensWith(ctx, db, contact.kind, contact.normal)
  if (citizens.length === 0) {
    await look(ctx, 'contact.searched', { subject: null }, { kind: contact.kind, purpose, found: 0 })
    return { by: 'nothing', items: [] }
  }
  const rows = await visibleTo(db, actor)
    .where((eb) => eb('citizen_id', '=', eb.fn.any(eb.val(citizens))))
    .orderBy('received_at', 'desc')
    .limit(Math.min(most, MOST_OF_ONE_CONTACT))
    .execute()
  // Of each person whose request is shown: whoever asks later who looked finds it under every one of them.
  const people = new Set([citizens[0]!, ...rows.map((row) => row.citizen_id)])
  for (const subject of people) await look(ctx, 'contact.searched', { subject }, { kind: contact.kind, purpose, found: citizens.length })
  return { by: rows.length ? 'contact' : 'nothing', items: await asLines(ctx, rows as never) }
}

/** All words must stand in one text of the request (its intake, a reply, a note); newest first. */
async function byWords(ctx: Ctx, actor: Staff, q: string, most: number): Promise<Found> {
  const rows = (await ticketsByWords(ctx, actor, q, most)) ?? []
  return { by: rows.length ? 'words' : 'nothing', items: await asLines(ctx, rows) }
}
