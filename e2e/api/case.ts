import type { InjectOptions } from 'fastify'
import { askExternal, resolveTicket } from '../../server/domains/tickets/commands/endings.ts'
import { ownedByDraft, storeFile } from '../../server/domains/tickets/commands/files.ts'
import { takeTicket } from '../../server/domains/tickets/commands/holder.ts'
import { submitTicket } from '../../server/domains/tickets/commands/submit.ts'
import { extendTerm } from '../../server/domains/tickets/commands/term.ts'
import { aPng } from '../../server/platform/files/testing/samples.ts'
import { anIntake, as, aVisitor } from '../../server/testing/factories.ts'
import type { State } from './matrix.ts'
import type { ActorName, ApiOffice } from './office.ts'

/** One request with everything a route may ask about, its browser, and another of the same person to merge with. */
export interface Case {
  number: string
  ticketId: string
  citizenId: string
  other: string
  fileId: string
  extensionId: string
  visitorId: string
  cookie: string
}
export const nobody = '01900000-0000-7000-8000-000000000000'

/** Signing out and closing one's account end what the other calls come with: they have tests of their own. */
export const endsSession = (name: string): boolean => ['DELETE /api/staff/session', 'POST /api/account/block'].includes(name)
/** Tries at one INN and passport are counted: each call says others. */
export const otherDocuments = () => ({ inn: String(100_000_000_000 + ++persons), passport: String(1_000_000_000 + persons) })

let persons = 0
/** A request in the wanted state, in the hands of `holder` unless it is to be free. */
export async function aCase(office: ApiOffice, state: State = 'held', withFile = false): Promise<Case> {
  const { ctx, people } = office
  const visitor = await aVisitor(ctx)
  const intake = anIntake({ phone: `+7 000 ${String(9_000_000 + ++persons)}`, email: `case${persons}@example.org` })
  const file = withFile ? await storeFile(visitor.ctx, ownedByDraft(visitor.ctx, visitor.id), visitor.id, { name: 'снимок.png', bytes: aPng() }) : null
  const fileId = file && 'id' in file ? file.id : nobody
  const made = await submitTicket(visitor.ctx, { intake: { ...intake, ...(file && { fileIds: [fileId] }) }, channel: 'form' })
  const other = await submitTicket(visitor.ctx, { intake, channel: 'form' })
  if (state !== 'guest') await office.platform.store.db.updateTable('citizen').set({ belongs_to: office.account.id }).where('id', '=', made.citizenId).execute()
  const { holder, supervisor } = people
  if (!['free', 'registered'].includes(state)) await takeTicket(holder!.ctx, made.number)
  if (state === 'external') await askExternal(supervisor!.ctx, made.number, { body: 'Архив' })
  if (state === 'resolved') await resolveTicket(holder!.ctx, made.number, { text: 'Выписка готова.' })
  let extensionId = nobody
  if (state === 'asked') {
    const asking = as(ctx, { kind: 'staff', id: holder!.id, roles: ['specialist'], teams: ['first_line'], provedAt: ctx.now })
    await extendTerm(asking, made.number, { reason: 'additional_analysis', workingDays: 1, text: 'Нужен расчет.' })
    extensionId = (await office.platform.store.db.selectFrom('extension').select('id').where('ticket_id', '=', made.ticketId).executeTakeFirstOrThrow()).id
  }
  return { ...made, other: other.number, fileId, extensionId, visitorId: visitor.id, cookie: `visitor=${visitor.token}` }
}

/** The cookie an actor comes with: staff theirs, the owner the browser of the case, a stranger a browser of its own, citizens a session made for this call. */
export async function cookieOf(office: ApiOffice, actor: ActorName, made: Pick<Case, 'cookie'>): Promise<string | undefined> {
  if (actor === 'anonymous') return undefined
  if (actor === 'owner') return made.cookie
  if (actor === 'stranger') return `visitor=${(await aVisitor(office.ctx)).token}`
  return (await office.citizenCookie(actor)) ?? office.cookies[actor]
}

export const filled = (path: string, ids: Record<string, string>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? others[name] ?? nobody)
const others: Record<string, string> = { seq: '1', event: 'request.closed', version: '0' }

/** A form with one picture. */
export function pictureForm(): Pick<InjectOptions, 'payload' | 'headers'> {
  const boundary = 'x-boundary-of-the-test'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n`
  return {
    payload: Buffer.concat([Buffer.from(head), aPng(), Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}
