import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { loadConfig } from '#platform/config'
import { uuidv7 } from '#platform/ids'
import { openLog } from '#platform/log'
import type { DataKey } from '#platform/vault/index'
import { sha256 } from '#platform/vault/index'
import { openPlatform } from '../../server/open.ts'

/** A talk of a guest with an employee, both signed in. */
export interface Talk {
  id: string
  citizen: { id: string; cookie: string }
  staff: { id: string; cookie: string }
  key: DataKey
}
const withToken = () => {
  const text = randomBytes(32).toString('base64url')
  return { text, hash: sha256(text), session: uuidv7() }
}

/** Puts guests, employees and their talks straight into the store of a running service: signing in and taking are no part of what is measured. */
export async function makeTalks(
  dir: string,
  count: number,
  operators: number,
): Promise<{ talks: Talk[]; said: () => Promise<Map<number, string[]>>; close: () => Promise<void> }> {
  const config = loadConfig([], { DATA_DIR: join(dir, 'opora') })
  const { platform, query, close } = await openPlatform(config, { log: openLog('silent'), join: true })
  const mark = Math.floor(Date.now() / 1000).toString(36)
  const staff = Array.from({ length: operators }, (_, i) => ({ id: uuidv7(), login: `chat${mark}.${i}`, ...withToken() }))
  const owner = await openOwner(dir)
  await owner.query(
    `insert into staff (id, login, name, password_hash, roles, teams, lang, state, created_at)
     select id, login, name, 'none', '{operator}', '{first_line}', 'ru', 'active', now() from unnest($1::uuid[], $2::text[], $3::bytea[]) as s(id, login, name)`,
    [
      staff.map((s) => s.id),
      staff.map((s) => s.login),
      staff.map((s, i) => platform.vault.sealService('staff', { table: 'staff', column: 'name', id: s.id }, `Сотрудник ${i}`)),
    ],
  )
  await owner.query(
    `insert into staff_session (token_hash, id, staff_id, level, created_at, seen_at, proved_at, ends_at)
     select hash, session, id, 'full', now(), now(), now(), now() + interval '8 hours' from unnest($1::bytea[], $2::uuid[], $3::uuid[]) as s(hash, session, id)`,
    [staff.map((s) => s.hash), staff.map((s) => s.session), staff.map((s) => s.id)],
  )
  const guests = Array.from({ length: count }, () => {
    const id = uuidv7()
    return { id, chat: uuidv7(), ...withToken(), ...platform.vault.newDataKey(id) }
  })
  await owner.query(
    `insert into citizen (id, wrapped_key, key_id, lang, zone, created_at) select id, wrapped, key_id, 'ru', 'Europe/Moscow', now()
     from unnest($1::uuid[], $2::bytea[], $3::int[]) as g(id, wrapped, key_id)`,
    [guests.map((g) => g.id), guests.map((g) => g.wrapped), guests.map((g) => g.keyId)],
  )
  await owner.query(
    `insert into guest_session (id, token_hash, created_at, expires_at) select session, hash, now(), now() + interval '14 days' from unnest($1::uuid[], $2::bytea[]) as s(session, hash)`,
    [guests.map((g) => g.session), guests.map((g) => g.hash)],
  )
  await owner.query(
    `insert into chat (citizen_id, id, number, state, session_id, account, lang, zone, priority_class, team, holder_id, opened_at, last_at, queued_at, first_answer_at)
     select citizen, chat, 90000000000 + extract(epoch from now())::bigint % 100000 * 10000 + nth, 'with_operator', session, false, 'ru', 'Europe/Moscow', 'standard', 'first_line', holder, now(), now(), now(), now()
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) with ordinality as t(citizen, chat, session, holder, nth)`,
    [guests.map((g) => g.id), guests.map((g) => g.chat), guests.map((g) => g.session), guests.map((_, i) => staff[i % operators]!.id)],
  )
  await owner.query('analyze staff, staff_session, citizen, guest_session, chat, chat_message')
  await owner.end()
  const talks = guests.map((g, i) => {
    const { id, text } = staff[i % operators]!
    return { id: g.chat, key: g.key, citizen: { id: g.id, cookie: `visitor=${g.text}` }, staff: { id, cookie: `staff=${text}` } }
  })
  const nthOf = new Map(talks.map((talk, nth) => [talk.id, nth]))
  /** As the store has them, opened; refuses gaps in the numbers. */
  const said = async () => {
    const rows = await query('select chat_id, seq, id, body from chat_message where chat_id = any($1) order by chat_id, seq', [talks.map(({ id }) => id)])
    const texts = new Map<number, string[]>()
    for (const row of rows as { chat_id: string; seq: number; id: string; body: Buffer }[]) {
      const nth = nthOf.get(row.chat_id)!
      const before = texts.get(nth) ?? []
      if (row.seq !== before.length + 1) throw new Error(`number ${row.seq} follows ${before.length}`)
      texts.set(nth, [...before, talks[nth]!.key.openBytes({ table: 'chat_message', column: 'body', id: row.id }, row.body).toString()])
    }
    return texts
  }
  return { talks, said, close }
}

async function openOwner(dir: string) {
  const { readFileSync } = await import('node:fs')
  const { default: pg } = await import('pg')
  const host = readFileSync(join(dir, 'opora', 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[4]!
  const client = new pg.Client({ host, user: 'postgres', database: 'opora' })
  await client.connect()
  return client
}
