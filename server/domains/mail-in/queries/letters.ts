import type { LetterLine, OpenedLetter, TicketLetter } from '#contract/letters'
import { seenAtDesk } from '#domains/tickets/index'
import { look } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { email, maskEmail } from '#platform/identifiers/index'
import { Refusal } from '#platform/refusal'
import { cleanWords } from '../clean-words.ts'
import { type Letter, noProof } from '../model.ts'
import { openReader, Unreadable } from '../read-letter.ts'
import { keyOfLetter, openRaw, openSummary, type StoredLetter } from '../sealed-letter.ts'
import { senderProof } from '../sender-proof.ts'

const MOST_LISTED = 100
const MOST_HEAD = 16 * 1024
const MOST_TEXT = 20_000

export const notFound = () => new Refusal('not-found', 'letter.not-found')
const masked = (address: string): string => {
  const read = email(address)
  return read.ok ? maskEmail(read.value) : '***'
}

/** Letters that wait for a person, or that were dropped; senders are masked, and no words are shown. */
export async function listedLetters(ctx: Ctx, show: 'quarantine' | 'dropped'): Promise<{ items: LetterLine[]; waiting: number }> {
  const { db } = ctx.app.store
  const [rows, { waiting }] = await Promise.all([
    db
      .selectFrom('mail_in')
      .select(['id', 'received_at', 'bytes', 'reason', 'summary', 'file_key', 'citizen_id'])
      .where('state', '=', show)
      .where('file_key', 'is not', null)
      .orderBy('id', 'desc')
      .limit(MOST_LISTED)
      .execute(),
    db
      .selectFrom('mail_in')
      .select((eb) => eb.fn.countAll<string>().as('waiting'))
      .where('state', '=', 'quarantine')
      .executeTakeFirstOrThrow(),
  ])
  const items = await Promise.all(
    rows.map(async (row): Promise<LetterLine> => {
      const key = await keyOfLetter(ctx, row)
      const seen = key && openSummary(key, row)
      return {
        id: row.id,
        at: row.received_at.toISOString(),
        bytes: row.bytes,
        state: show,
        reason: row.reason ?? '',
        from: seen?.from ? masked(seen.from) : null,
      }
    }),
  )
  return { items, waiting: Number(waiting) }
}

/** Which messages of a request came by mail. */
export async function lettersOfTicket(ctx: Ctx, number: string): Promise<TicketLetter[]> {
  const { ticket } = await seenAtDesk(ctx, number)
  const rows = await ctx.app.store.db
    .selectFrom('mail_in')
    .select(['id', 'message_id', 'summary', 'file_key', 'citizen_id', 'proved'])
    .where('ticket_id', '=', ticket.id)
    .where('file_key', 'is not', null)
    .orderBy('id')
    .execute()
  const shown = await Promise.all(
    rows.map(async (row): Promise<TicketLetter | null> => {
      const key = await keyOfLetter(ctx, row)
      const seen = key && openSummary(key, row)
      return seen && { id: row.id, messageId: row.message_id!, from: masked(seen.from), proof: seen.proof, proved: row.proved === true, hasHtml: seen.hasHtml }
    }),
  )
  return shown.filter((one) => one !== null)
}

export async function openedTicketLetter(ctx: Ctx, number: string, id: string): Promise<OpenedLetter> {
  const { ticket } = await seenAtDesk(ctx, number)
  const row = await ctx.app.store.db.selectFrom('mail_in').selectAll().where('id', '=', id).where('ticket_id', '=', ticket.id).executeTakeFirst()
  if (!row) throw notFound()
  return opened(ctx, row)
}

/** Of those that wait or were dropped: what belongs to a request is opened there. */
export async function openedLetter(ctx: Ctx, id: string): Promise<OpenedLetter> {
  const row = await ctx.app.store.db.selectFrom('mail_in').selectAll().where('id', '=', id).where('state', 'in', ['quarantine', 'dropped']).executeTakeFirst()
  if (!row) throw notFound()
  return opened(ctx, row)
}

export const deskReader = openReader()

async function opened(ctx: Ctx, row: StoredLetter & { ticket_id: string | null }): Promise<OpenedLetter> {
  const key = await keyOfLetter(ctx, row)
  if (!key) throw notFound()
  const raw = await openRaw(ctx, key, row)
  const letter = await readOrNot(raw)
  await look(ctx, 'mail.read', { subject: row.citizen_id, object: row.ticket_id ?? row.id }, { mail: row.id })
  const [sender] = letter?.from ?? []
  return {
    from: sender?.address ?? '',
    name: sender?.name ?? '',
    subject: letter?.subject ?? '',
    proof: letter?.from.length === 1 ? senderProof(letter, ctx.app.config.mailIn.authservId) : noProof,
    head: headOf(raw),
    text: letter?.text ?? cleanWords(raw.subarray(0, MOST_TEXT).toString('utf8')),
    html: letter?.hasHtml ? await deskReader.html(raw).catch(() => '') : '',
    parts: (letter?.enclosed ?? []).map(({ name, type, bytes }) => ({ name, type, bytes: bytes.length })),
    readable: letter !== null,
  }
}

const readOrNot = (raw: Buffer): Promise<Letter | null> =>
  deskReader.letter(raw).catch((error) => {
    if (error instanceof Unreadable) return null
    throw error
  })

/** The lines above the first empty one, as they came. */
function headOf(raw: Buffer): string {
  const head = raw.subarray(0, MOST_HEAD).toString('utf8')
  const end = head.search(/\r?\n\r?\n/)
  return cleanWords(end < 0 ? head : head.slice(0, end))
}
