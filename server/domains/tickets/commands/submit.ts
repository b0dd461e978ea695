import type { Intake, Receipt } from '#contract/tickets'
import type { KnownPerson, NewSession } from '#domains/accounts/index'
import { type Contact, holdPerson, placeOfContact } from '#domains/citizens/index'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { showRequestNumber } from '#platform/identifiers/index'
import { uuidv7 } from '#platform/ids'
import { knownZone } from '#platform/known-zone'
import { Refusal } from '#platform/refusal'
import { type DataKey, sha256 } from '#platform/vault/index'
import { datesFor } from '../dates-for.ts'
import { dueView, nextMark } from '../due.ts'
import { intakeProblems, type Normal } from '../intake-problems.ts'
import { maskedIntake } from '../masked-intake.ts'
import { type IntakeRecord, placeOfMessage, placeOfSubject } from '../model.ts'
import { tellByMail, tellCitizen } from '../notices.ts'
import { withKnown } from '../queries/known-fields.ts'
import { receiptFrom } from '../queries/receipt.ts'
import { searchableWords } from '../searchable-words.ts'
import { claimFiles, type Loose } from './files.ts'
import { knownCitizen } from './known-citizen.ts'
import { insertTicket, insertTicketOfNewCitizen } from './new-ticket.ts'

export interface Submission {
  intake: Intake
  channel: IntakeRecord['channel']
  newSession?: NewSession
  /** Session of the draft it is sent from, which goes in the same change. */
  draftOf?: string
  /** Whose it is, where another domain knows: a record of theirs, to which no contact need belong. `sessionId`: the browser that may open it. */
  of?: { id: string; key: DataKey; zone: string; sessionId: string | null }
  /** A letter: one contact is enough, its files lie under this id, and it is kept as what the request was made of, or nothing is made. */
  mail?: { id: string; proved: boolean; landed: (tx: Tx, made: { ticketId: string; citizenId: string; key: DataKey }) => Promise<void> }
  /** What happens with it or not at all. */
  also?: (tx: Tx, made: { number: string; ticketId: string }) => Promise<void>
}
export interface Submitted {
  number: string
  ticketId: string
  citizenId: string
  masked: string[]
}
/** `repeated`: this key had filed it before, so a session made for this call is not stored. */
export interface Filed extends Submitted {
  repeated: boolean
  /** At hand when it was filed just now and has no files; otherwise it is read again. */
  receipt: Receipt | null
}

/**
 * Registers a request: number, dates, immutable intake record, files, journal and the notice to the citizen, all or nothing (REG-6).
 * Refuses with every field problem at once. A repeated call with the same key makes no second request (FORM-9).
 */
export async function submitTicket(ctx: Ctx, { intake: typed, channel, newSession, draftOf, of, mail, also }: Submission): Promise<Filed> {
  const { fields: intake, rules, person: owner } = of ? ofAnother(ctx, typed, of) : await withKnown(ctx, typed, mail ? 'any' : undefined)
  const { problems, normal } = intakeProblems(intake, rules)
  if (problems.length) throw new Refusal('unprocessable', 'intake.problems', undefined, problems)
  const { text, masked } = maskedIntake(intake)
  const counted = await datesFor(ctx, intake.topic, channel)
  const number = await ctx.app.numbers.next(Number(counted.due.registeredOn.slice(0, 4)))
  const ticketId = uuidv7(ctx.now)
  let receipt: Receipt | null = null
  const submitted = await change<Submitted>(ctx, async (tx) => {
    if (draftOf) await takeDraft(tx, draftOf)
    await also?.(tx, { number, ticketId })
    const person = owner ? await theirs(tx, owner) : await personFor(ctx, tx, normal)
    const files = intake.fileIds?.length
      ? await claimFiles(ctx, tx, intake.fileIds, { ticketId, citizenId: person.id, key: person.key, messageId: ticketId, under: mail?.id })
      : []
    await mail?.landed(tx, { ticketId, citizenId: person.id, key: person.key })
    const record = register(ctx, tx, { intake: text, channel, number, ticketId, person, normal, files, counted, newSession, sessionId: of?.sessionId, mail })
    if (files.length === 0) receipt = { ...receiptFrom(record, { topic: intake.topic, due: asRegistered(ctx, counted), files: [] }), masked }
    tx.record('ticket.registered', { subject: person.id, object: ticketId }, { number, topic: intake.topic, channel, files: files.length })
    const ticket = { citizen_id: person.id, id: ticketId, number: Number(number) }
    const dates = { registeredAt: ctx.now.toISOString(), firstResponseAt: counted.firstResponse.toISOString(), dueDate: counted.due.dueAt.toISOString() }
    if (person.created) tellByMail(tx, 'request.registered', ticket, dates)
    else await tellCitizen(tx, 'request.registered', ticket, dates)
    return { number, ticketId, citizenId: person.id, masked }
  })
  const repeated = submitted.ticketId !== ticketId
  return { ...submitted, repeated, receipt: repeated ? null : receipt }
}

/** Contacts are what the other domain knows; there may be none. */
const ofAnother = (ctx: Ctx, fields: Intake, person: NonNullable<Submission['of']>) => ({
  fields,
  person,
  rules: { demoPhones: ctx.app.mode !== 'production', contactRequired: 'none' as const },
})

/** The clocks of a request just registered. */
const asRegistered = (ctx: Ctx, { due, firstResponse, why, where }: Awaited<ReturnType<typeof datesFor>>) =>
  dueView(
    {
      status: 'registered',
      received_at: ctx.now,
      due_at: due.dueAt,
      due_why: why,
      due_provisional: due.provisional,
      first_response_by: firstResponse,
      first_response_at: null,
      previous_due_at: null,
      resolved_at: null,
      ended_at: null,
    },
    ctx.now,
    where,
  )

/** The draft turns into what is sent: of two presses one finds it (FORM-9), and no fault can lose both. */
export async function takeDraft(tx: Tx, sessionId: string): Promise<void> {
  const taken = await tx.db.deleteFrom('draft').where('session_id', '=', sessionId).executeTakeFirst()
  if (Number(taken.numDeletedRows) === 0) throw new Refusal('conflict', 'draft.empty')
}

interface Person {
  id: string
  key: DataKey
  created: { wrapped: Buffer; keyId: number } | null
  /** Of an account; else the form's or the agency's. */
  zone?: string
}

async function theirs(tx: Tx, { id, key, zone }: Pick<KnownPerson, 'id' | 'key' | 'zone'>): Promise<Person> {
  await holdPerson(tx, id)
  return { id, key, zone, created: null }
}

async function personFor(ctx: Ctx, tx: Tx, normal: Normal): Promise<Person> {
  const known = await knownCitizen(ctx, tx, normal)
  if (known) return { ...known, created: null }
  const id = uuidv7(ctx.now)
  const { key, wrapped, keyId } = ctx.app.vault.newDataKey(id)
  return { id, key, created: { wrapped, keyId } }
}

interface Registration {
  intake: Intake
  channel: IntakeRecord['channel']
  number: string
  ticketId: string
  person: Person
  normal: Normal
  files: Loose[]
  counted: Awaited<ReturnType<typeof datesFor>>
  newSession: NewSession | undefined
  /** Of the browser that may open it, where it is not the asker's. */
  sessionId: string | null | undefined
  mail: Submission['mail']
}

function register(
  ctx: Ctx,
  tx: Tx,
  { intake, channel, number, ticketId, person, normal, files, counted, newSession, sessionId: opensIn, mail }: Registration,
): IntakeRecord {
  const { vault } = ctx.app
  const { rule, due, firstResponse, why, where } = counted
  const lang = intake.lang ?? ctx.lang
  const record: IntakeRecord = {
    number: showRequestNumber(number),
    receivedAt: ctx.now.toISOString(),
    channel,
    lang,
    topic: intake.topic,
    kind: intake.kind,
    subject: intake.subject.trim(),
    description: intake.description.trim(),
    ...given(intake, ['desiredOutcome', 'relatedNumber', 'errorCode', 'errorAt', 'name', 'phone', 'email', 'snils', 'inn']),
    files: files.map(({ id, name, sha256, bytes }) => ({ id, name, sha256, bytes })),
  }
  const body = JSON.stringify(record)
  const contacts = Object.entries(normal).map(([kind, value]) => ({ kind, normal: value }) as Contact)
  const mark = nextMark({ due_at: due.dueAt, due_why: why }, ctx.now, where)
  const staffId = ctx.actor.kind === 'staff' ? ctx.actor.id : null
  const sessionId = opensIn !== undefined ? opensIn : (newSession?.id ?? (ctx.actor.kind === 'guest' ? ctx.actor.id : null))
  tx.lastly(person.created ? insertTicketOfNewCitizen : insertTicket, [
    person.id,
    person.created?.wrapped ?? null,
    person.created?.keyId ?? null,
    lang,
    knownZone(intake.zone ?? person.zone) ?? where.zone,
    ctx.now,
    contacts.map((c) => c.kind),
    contacts.map((c) => vault.lookup(c.kind, c.normal)),
    contacts.map((c) => vault.seal(person.key, placeOfContact(person.id, c.kind), c.normal)),
    sessionId,
    newSession?.tokenHash ?? null,
    newSession?.expiresAt ?? null,
    ticketId,
    number,
    intake.topic,
    rule.category,
    intake.kind,
    rule.priorityClass,
    channel,
    rule.team,
    vault.seal(person.key, placeOfSubject(ticketId), record.subject),
    due.registeredOn,
    firstResponse,
    due.dueAt,
    due.provisional,
    JSON.stringify(why),
    mark,
    staffId ? 'staff' : 'citizen',
    staffId,
    vault.seal(person.key, placeOfMessage(ticketId), body),
    sha256(body),
    vault.stems(searchableWords(record), ctx.now),
    mail ? (mail.proved ? 'proved' : 'unproved') : null,
  ])
  return record
}

const given = <K extends keyof Intake>(intake: Intake, keys: readonly K[]): Pick<Intake, K> =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const value = intake[key]
      return typeof value === 'string' && value.trim() ? [[key, value.trim()]] : []
    }),
  ) as Pick<Intake, K>
