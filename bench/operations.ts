import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { uuidv7 } from '#platform/ids'
import { sha256 } from '#platform/vault/index'
import type { Asked } from './http-client.ts'
import type { Running } from './processes.ts'
import { searched, typedReply, typedRequest } from './words/requests.ts'

/** One operation as both servers do it; `nth` goes on rising, so that no request is asked twice in the same way. */
export interface Operation {
  name: string
  /** CPU of the service at most so many times the reference's. */
  budget: number | null
  reference: (nth: number) => Asked
  opora: (nth: number) => Asked
  status: { opora: number; reference: number }
}

export interface Prepared {
  operations: Operation[]
}

const OPENED = 20_000
const at = <T>(from: readonly T[], nth: number): T => from[nth % from.length]!
/** Visits the list in an order that shows no pattern to a cache. */
const scattered = <T>(from: readonly T[], nth: number): T => from[(nth * 7919 + 13) % from.length]!

async function rowsOf<R extends object>(host: string, sql: string, values: unknown[] = []): Promise<R[]> {
  const client = new pg.Client({ host, user: 'postgres', database: 'opora' })
  await client.connect()
  try {
    return (await client.query<R>(sql, values)).rows
  } finally {
    await client.end()
  }
}

/** A cookie's token and its stored hash. */
const token = () => {
  const text = randomBytes(32).toString('base64url')
  return { text, hash: sha256(text) }
}

/** Sessions of visitors and staff straight in the store (signing in is no part of what is measured), and the operations that use them. */
export async function prepare(opora: Running, reference: Running): Promise<Prepared> {
  const staff = await staffSessions(opora)
  const filed = await visitorSessions(opora)
  const lists = await listSessions(opora)
  const accounts = await accountSessions(opora)
  const held = await rowsOf<{ number: string; holder_id: string }>(
    opora.socket,
    "select number, holder_id from ticket where holder_id is not null and status = 'in_progress' and holder_id = any($1) order by random() limit 20000",
    [staff.map((one) => one.id)],
  )
  const cookieOf = new Map(staff.map((one) => [one.id, one.cookie]))
  const plain = await rowsOf<{ number: string }>(reference.socket, `select number from request order by random() limit ${OPENED}`)
  const plainIds = await rowsOf<{ id: string }>(reference.socket, "select id from request where status = 'in_progress' order by random() limit 20000")
  const readable = await rowsOf<{ number: string }>(opora.socket, `select number from ticket where team <> 'security' order by random() limit ${OPENED}`)
  const post = (path: string, body: object): Asked => ({ method: 'POST', path, body: JSON.stringify(body) })
  const get = (path: string, cookie?: string): Asked => ({ method: 'GET', path, ...(cookie && { cookie }) })

  const typed = (nth: number) => {
    const { topic, kind, subject, description, name, phone, email } = typedRequest(nth + Math.floor(Date.now() % 1e9))
    return { topic, kind, subject, description, name, phone, email }
  }
  const plainTyped = (nth: number) => ({ ...typed(nth), number: 26_000_000_000 + nth, receivedAt: new Date(), dueAt: new Date(Date.now() + 5 * 86_400_000) })
  const key = () => ({ 'idempotency-key': randomBytes(12).toString('hex') })
  const search = (kind: 'rare' | 'middle' | 'common'): Operation => ({
    name: `search, ${kind} word`,
    budget: 2,
    reference: (nth) => get(`/search?q=${encodeURIComponent(searched(kind, nth))}`),
    opora: (nth) => ({ ...post('/api/desk/search', { q: searched(kind, nth) }), cookie: at(staff, nth).cookie }),
    status: { opora: 200, reference: 200 },
  })
  const create = (name: string, budget: number | null, table: string): Operation => ({
    name,
    budget,
    reference: (nth) => post(`/${table}`, plainTyped(nth)),
    opora: (nth) => ({ ...post('/api/tickets', typed(nth)), headers: key() }),
    status: { opora: 201, reference: 201 },
  })
  return {
    operations: [
      create('create', 5, 'requests'),
      create('create (reference keeps no words)', null, 'unsearched'),
      {
        name: 'open by number, citizen',
        budget: 4,
        reference: (nth) => get(`/requests/${scattered(plain, nth).number}`),
        opora: (nth) => get(`/api/tickets/${scattered(filed, nth).number}`, scattered(filed, nth).cookie),
        status: { opora: 200, reference: 200 },
      },
      {
        name: 'open by number, desk',
        budget: 4,
        reference: (nth) => get(`/requests/${scattered(plain, nth).number}`),
        opora: (nth) => get(`/api/desk/tickets/${scattered(readable, nth).number}`, at(staff, nth).cookie),
        status: { opora: 200, reference: 200 },
      },
      {
        name: 'my 50 open, desk',
        budget: 4,
        reference: (nth) => get(`/requests?holder=${at(staff, nth).id}`),
        opora: (nth) => get('/api/desk/tickets?view=mine&limit=50', at(staff, nth).cookie),
        status: { opora: 200, reference: 200 },
      },
      {
        name: 'my 50 open, citizen',
        budget: 4,
        reference: (nth) => get(`/requests?holder=${at(staff, nth).id}`),
        opora: (nth) => get('/api/tickets?show=open', at(lists, nth)),
        status: { opora: 200, reference: 200 },
      },
      {
        name: 'open by number, signed in',
        budget: 4,
        reference: (nth) => get(`/requests/${scattered(plain, nth).number}`),
        opora: (nth) => get(`/api/tickets/${scattered(accounts.single, nth).number}`, scattered(accounts.single, nth).cookie),
        status: { opora: 200, reference: 200 },
      },
      {
        name: 'my 50 open, signed in',
        budget: 4,
        reference: (nth) => get(`/requests?holder=${at(staff, nth).id}`),
        opora: (nth) => get('/api/tickets?show=open', at(accounts.lists, nth)),
        status: { opora: 200, reference: 200 },
      },
      search('rare'),
      search('middle'),
      search('common'),
      {
        name: 'reply',
        budget: 5,
        reference: (nth) => post(`/requests/${scattered(plainIds, nth).id}/messages`, { text: typedReply(nth) }),
        opora: (nth) => {
          const { number, holder_id } = scattered(held, nth)
          return { ...post(`/api/desk/tickets/${number}/replies`, { text: typedReply(nth) }), cookie: cookieOf.get(holder_id)!, headers: key() }
        },
        status: { opora: 200, reference: 201 },
      },
    ],
  }
}

async function staffSessions({ socket }: Running): Promise<{ id: string; cookie: string }[]> {
  const people = await rowsOf<{ id: string }>(
    socket,
    `select holder_id as id from ticket where holder_id is not null and ended_at is null and resolved_at is null group by 1 having count(*) >= 50 order by 1`,
  )
  const sessions = people.map(({ id }) => ({ id, session: uuidv7(), ...token() }))
  await rowsOf(
    socket,
    `insert into staff_session (token_hash, id, staff_id, level, created_at, seen_at, proved_at, ends_at)
     select hash, session, id, 'full', now(), now(), now(), now() + interval '8 hours' from unnest($1::bytea[], $2::uuid[], $3::uuid[]) as s(hash, session, id)`,
    [sessions.map((s) => s.hash), sessions.map((s) => s.session), sessions.map((s) => s.id)],
  )
  return sessions.map(({ id, text }) => ({ id, cookie: `staff=${text}` }))
}

/** A browser for each of many requests, each of which it may open. */
async function visitorSessions({ socket }: Running): Promise<{ number: string; cookie: string }[]> {
  const opened = await rowsOf<{ citizen_id: string; id: string; number: string }>(
    socket,
    `select citizen_id, id, number from ticket order by random() limit ${OPENED}`,
  )
  const sessions = opened.map((ticket) => ({ ...ticket, session: uuidv7(), ...token() }))
  await insertVisitors(
    socket,
    sessions,
    sessions.map((s) => ({ session: s.session, citizen: s.citizen_id, ticket: s.id })),
  )
  return sessions.map(({ number, text }) => ({ number, cookie: `visitor=${text}` }))
}

/** Browsers with 50 open requests each, all of different people: the dearest list there can be. */
async function listSessions({ socket }: Running): Promise<string[]> {
  const open = await rowsOf<{ citizen_id: string; id: string }>(
    socket,
    'select citizen_id, id from ticket where ended_at is null and resolved_at is null order by random() limit 2000',
  )
  const sessions = Array.from({ length: Math.floor(open.length / 50) }, () => ({ session: uuidv7(), citizen_id: null, ...token() }))
  const grants = sessions.flatMap(({ session }, i) =>
    open.slice(i * 50, i * 50 + 50).map((ticket) => ({ session, citizen: ticket.citizen_id, ticket: ticket.id })),
  )
  await insertVisitors(socket, sessions, grants)
  return sessions.map(({ text }) => `visitor=${text}`)
}

async function insertVisitors(
  socket: string,
  sessions: { session: string; hash: Buffer; citizen_id: string | null }[],
  grants: { session: string; citizen: string; ticket: string }[],
): Promise<void> {
  await rowsOf(
    socket,
    `insert into guest_session (id, token_hash, citizen_id, created_at, expires_at)
     select session, hash, citizen, now(), now() + interval '14 days' from unnest($1::uuid[], $2::bytea[], $3::uuid[]) as s(session, hash, citizen)`,
    [sessions.map((s) => s.session), sessions.map((s) => s.hash), sessions.map((s) => s.citizen_id)],
  )
  await rowsOf(
    socket,
    `insert into guest_grant (session_id, citizen_id, ticket_id, by, at)
     select session, citizen, ticket, 'filed', now() from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as g(session, citizen, ticket)`,
    [grants.map((g) => g.session), grants.map((g) => g.citizen), grants.map((g) => g.ticket)],
  )
  await rowsOf(socket, 'analyze guest_session, guest_grant')
}

/**
 * Citizens with an account: some with one request, and some to whom 50 open ones belong that they had sent as guests, each with a record of
 * its own (the dearest list there can be).
 */
async function accountSessions({ socket }: Running): Promise<{ single: { number: string; cookie: string }[]; lists: string[] }> {
  const single = await rowsOf<{ citizen_id: string; number: string }>(
    socket,
    'select distinct on (citizen_id) citizen_id, number from (select citizen_id, number from ticket order by random() limit 5000) as picked',
  )
  const open = await rowsOf<{ citizen_id: string }>(
    socket,
    `select distinct citizen_id from ticket where ended_at is null and resolved_at is null and citizen_id <> all($1::uuid[]) limit 2040`,
    [single.map((one) => one.citizen_id)],
  )
  const owners = Array.from({ length: Math.floor(open.length / 51) }, (_, i) => open[i * 51]!.citizen_id)
  const joined = owners.flatMap((owner, i) => open.slice(i * 51 + 1, i * 51 + 51).map(({ citizen_id }) => ({ owner, citizen_id })))
  const sessions = [...single.map((one) => one.citizen_id), ...owners].map((citizen_id) => ({ citizen_id, session: uuidv7(), ...token() }))
  await rowsOf(
    socket,
    `insert into account (citizen_id, number, state, created_at) select id, 10000000000 + (random() * 80000000000)::bigint, 'open', now() from unnest($1::uuid[]) as id
     on conflict (citizen_id) do nothing`,
    [sessions.map((s) => s.citizen_id)],
  )
  await rowsOf(socket, 'update citizen set belongs_to = j.owner from unnest($1::uuid[], $2::uuid[]) as j(id, owner) where citizen.id = j.id', [
    joined.map((one) => one.citizen_id),
    joined.map((one) => one.owner),
  ])
  await rowsOf(
    socket,
    `insert into account_session (token_hash, id, citizen_id, level, about, factor, created_at, seen_at, proved_at, ends_at)
     select hash, session, citizen, 'full', '\\x00', 'password', now(), now(), now(), now() + interval '12 hours' from unnest($1::bytea[], $2::uuid[], $3::uuid[]) as s(hash, session, citizen)`,
    [sessions.map((s) => s.hash), sessions.map((s) => s.session), sessions.map((s) => s.citizen_id)],
  )
  await rowsOf(socket, 'analyze account, account_session, citizen')
  const cookies = sessions.map(({ text }) => `account=${text}`)
  return { single: single.map(({ number }, i) => ({ number, cookie: cookies[i]! })), lists: cookies.slice(single.length) }
}
