// A thread of fill.ts: makes every nth chunk of requests and copies it into both stores, the same texts into each.
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import type { NoticeEvent } from '#contract/notice-events'
import { ruleFor } from '#domains/agency/index'
import { channelsFor, newGuest, placeOfContact } from '#domains/citizens/index'
import { dueByWorkingDays, firstResponseBy, whereOf, workingDaysOf } from '#domains/deadlines/index'
import { freeze, nextMark } from '#domains/tickets/due'
import { placeOfMessage, placeOfSubject } from '#domains/tickets/model'
import { loadConfig } from '#platform/config'
import { systemCtx } from '#platform/ctx'
import { showRequestNumber } from '#platform/identifiers/index'
import { uuidv7 } from '#platform/ids'
import { openLog } from '#platform/log'
import { publicNumber } from '#platform/public-number/index'
import { type DataKey, sha256 } from '#platform/vault/index'
import { openPlatform } from '../../server/open.ts'
import { type MadeRequest, requestOf } from '../words/requests.ts'
import { Rows } from './copy.ts'

export interface WorkerAsked {
  dir: string
  count: number
  /** The moment the store is filled, in ms. */
  end: number
  worker: number
  workers: number
  chunk: number
  holders: readonly string[]
  referenceHost: string
}
const asked = workerData as WorkerAsked
// A thread that makes a thousand requests hears no answers meanwhile, and on a busy machine that may last.
const config = loadConfig([], { DATA_DIR: join(asked.dir, 'opora'), DATABASE_POOL: '2', DATABASE_STATEMENT_TIMEOUT_SECONDS: '600' })
const { platform, ownerConnection, close } = await openPlatform(config, { log: openLog('silent'), join: true })
const { vault } = platform
const superuser = { user: 'postgres', database: 'opora' }
const opora = new pg.Client({ host: ownerConnection.host, ...superuser })
const reference = new pg.Client({ host: asked.referenceHost, ...superuser })
await opora.connect()
await reference.connect()
// Foreign keys are true by the way the rows are made; checking each would double the time.
for (const client of [opora, reference]) await client.query('set session_replication_role = replica; set synchronous_commit = off')

const citizens = new Rows('citizen', 'id, wrapped_key, key_id, lang, zone, created_at')
const contacts = new Rows('contact', 'citizen_id, kind, lookup, value, proved_at, created_at')
const tickets = new Rows(
  'ticket',
  'citizen_id, id, number, version, status, topic, category, kind, priority_class, channel, lang, citizen_zone, team, holder_id, subject, received_at, registered_on, first_response_by, first_response_at, due_at, due_provisional, due_why, next_mark_at, reply_by, reopen_by, resolved_at, ended_at',
)
const messages = new Rows('message', 'citizen_id, ticket_id, id, at, author_kind, author_id, kind, body, hash, stems')
const journal = new Rows('journal', 'id, at, actor_kind, actor_id, subject_id, object_id, event, details, request_id, mac')
const notices = new Rows('notice', 'person_id, id, created_at, event, audience, channel, ticket_id, facts, lane, state, attempts, next_at, sent_at')
const plainRequests = new Rows('request', 'id, number, name, phone, email, topic, kind, status, holder_id, subject, description, received_at, due_at')
const plainMessages = new Rows('message', 'request_id, at, author, body')
const ofOpora = [citizens, contacts, tickets, messages, journal, notices]
const ofReference = [plainRequests, plainMessages]

const numberKey = vault.serviceKey('number', 1)
let person: { id: string; key: DataKey; from: MadeRequest } | null = null
let open = 0

for (let start = asked.worker * asked.chunk; start < asked.count; start += asked.workers * asked.chunk) {
  const past = Math.min(asked.count, start + asked.chunk)
  for (let index = start; index < past; index++) await one(index)
  await Promise.all([send(opora, ofOpora), send(reference, ofReference)])
  parentPort?.postMessage(past - start)
}
await opora.end()
await reference.end()
await close()

async function send(client: pg.Client, tables: readonly Rows[]): Promise<void> {
  for (const rows of tables) await rows.flush(client)
}

async function one(index: number): Promise<void> {
  const made = requestOf(index, asked.count, asked.end)
  const now = made.receivedAt
  const where = await whereOf(systemCtx(platform, now, 'fill'))
  if (!person || !made.repeats) person = newPerson(made)
  const { id: citizenId, key, from } = person
  const rule = ruleFor(made.topic)
  const workingDays = workingDaysOf(config, rule.priorityClass)
  const due = dueByWorkingDays({ ...where, receivedAt: now, workingDays, policy: config.deadlines.registrationPolicy })
  const why = freeze(due, { receivedAt: now, priorityClass: rule.priorityClass, workingDays })
  const ticketId = uuidv7(now)
  const year = Number(due.registeredOn.slice(0, 4))
  const number = publicNumber(year, index, numberKey)
  const isOpen = ['registered', 'in_progress', 'waiting_citizen'].includes(made.status)
  const holder = made.status === 'registered' ? null : isOpen ? asked.holders[open++ % asked.holders.length]! : asked.holders[index % asked.holders.length]!
  const answered = made.messages.find((m) => m.from === 'staff')?.at ?? null
  const done = made.status === 'resolved' || !isOpen
  const mark = done ? null : nextMark({ due_at: due.dueAt, due_why: why }, new Date(asked.end), where)
  const subject = made.subject
  tickets.add(
    citizenId,
    ticketId,
    number,
    1 + made.messages.length,
    made.status,
    made.topic,
    rule.category,
    made.kind,
    rule.priorityClass,
    'form',
    'ru',
    'Europe/Moscow',
    rule.team,
    holder,
    vault.seal(key, placeOfSubject(ticketId), subject),
    now,
    due.registeredOn,
    firstResponseBy(config, 'form', now),
    answered,
    due.dueAt,
    due.provisional,
    JSON.stringify(why),
    mark,
    made.status === 'waiting_citizen' ? due.dueAt : null,
    made.status === 'resolved' ? new Date(asked.end + 5 * 86_400_000) : null,
    done ? (made.endedAt ?? due.dueAt) : null,
    made.endedAt,
  )
  const body = JSON.stringify({
    number: showRequestNumber(number),
    receivedAt: now.toISOString(),
    channel: 'form',
    lang: 'ru',
    topic: made.topic,
    kind: made.kind,
    subject,
    description: made.description,
    name: from.name,
    phone: from.phone,
    email: from.email,
    files: [],
  })
  messages.add(
    citizenId,
    ticketId,
    ticketId,
    now,
    'citizen',
    null,
    'intake',
    vault.seal(key, placeOfMessage(ticketId), body),
    sha256(body),
    vault.stems(`${subject}\n${made.description}\n${from.name}`, now),
  )
  record(now, 'citizen', null, citizenId, ticketId, 'ticket.registered', { number, topic: made.topic, channel: 'form', files: 0 })
  tell('request.registered', citizenId, ticketId, now, { number, dueDate: due.dueAt.toISOString() })
  for (const [order, said] of made.messages.entries()) {
    const messageId = uuidv7(said.at)
    const staff = said.from === 'staff'
    messages.add(
      citizenId,
      ticketId,
      messageId,
      said.at,
      said.from,
      staff ? holder : null,
      staff ? 'reply' : 'words',
      vault.seal(key, placeOfMessage(messageId), said.text),
      null,
      vault.stems(said.text, said.at),
    )
    record(said.at, staff ? 'staff' : 'guest', staff ? holder : null, citizenId, ticketId, staff ? 'ticket.replied' : 'ticket.citizen-replied', {
      version: order + 2,
      number,
    })
    if (staff) tell('request.in_progress', citizenId, ticketId, said.at, { number, dueDate: due.dueAt.toISOString() })
  }
  if (made.endedAt) record(made.endedAt, 'staff', holder, citizenId, ticketId, made.status === 'declined' ? 'ticket.declined' : 'ticket.closed', { number })
  plainRequests.add(index + 1, number, from.name, from.phone, from.email, made.topic, made.kind, made.status, holder, subject, made.description, now, due.dueAt)
  for (const said of made.messages) plainMessages.add(index + 1, said.at, said.from, said.text)
}

function newPerson(made: MadeRequest): NonNullable<typeof person> {
  const id = uuidv7(made.receivedAt)
  const { key, wrapped, keyId } = vault.newDataKey(id)
  citizens.add(id, wrapped, keyId, 'ru', 'Europe/Moscow', made.receivedAt)
  for (const [kind, value] of [
    ['phone', made.phone],
    ['email', made.email],
  ] as const)
    contacts.add(
      id,
      kind,
      vault.lookup(kind, value),
      vault.seal(key, placeOfContact(id, kind), value),
      kind === 'email' ? made.receivedAt : null,
      made.receivedAt,
    )
  return { id, key, from: made }
}

function record(at: Date, kind: string, actor: string | null, subject: string, object: string, event: string, details: object): void {
  const id = uuidv7(at)
  const text = JSON.stringify(details)
  const mac = vault.mac('journal', [id, at.toISOString(), kind, actor ?? '', subject, object, event, text, 'fill'].join('\n'))
  journal.add(id, at, kind, actor, subject, object, event, text, 'fill', mac)
}

function tell(event: NoticeEvent, citizenId: string, ticketId: string, at: Date, facts: object): void {
  for (const channel of channelsFor(event, newGuest))
    notices.add(citizenId, uuidv7(at), at, event, 'citizen', channel, ticketId, JSON.stringify(facts), 2, 'sent', 1, at, at)
}
