import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pngOf } from '../helpers/intake.ts'
import type { TestServer } from '../helpers/server.ts'
import type { Kept } from './workload.ts'

const digits = (number: string) => Number(number.replaceAll('-', ''))
/** Width and height of a PNG, which the server draws anew but does not resize. */
const size = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)]

/** Every request as its citizen reads it: all that was acknowledged stands there once, files open to the same picture. */
export async function readBack(kept: readonly Kept[]): Promise<void> {
  for (const { number, marker, browser, files, words, replies } of kept) {
    const { status, body } = await browser.insist('GET', `/api/tickets/${number}`)
    assert.equal(status, 200, `${number} cannot be opened by who filed it`)
    const said: { kind: string; text: string; files: { id: string }[] }[] = body.messages
    assert.ok(JSON.stringify(said[0]).includes(marker), `${number} holds another text`)
    for (const [kind, texts] of [
      ['words', words],
      ['reply', replies],
    ] as const)
      assert.deepEqual(
        said.filter((m) => m.kind === kind).map((m) => m.text),
        texts,
        `${number}: ${kind}`,
      )
    assert.deepEqual(said.flatMap((m) => m.files.map((f) => f.id)).sort(), files.map((f) => f.id).sort(), `${number}: files`)
    for (const file of files) {
      const got = await browser.insist('GET', `/api/tickets/${number}/files/${file.id}`)
      assert.equal(got.status, 200)
      assert.deepEqual(size(got.bytes), size(pngOf(file.marker)), `${number}: another picture`)
    }
  }
}

/** The store itself: nothing twice, nothing half, nothing that nobody was told of. */
export async function checkStore(server: TestServer, kept: readonly Kept[]): Promise<void> {
  const one = async (text: string) => Number((await server.sql<{ n: string }>(text))[0]?.n)
  const sum = (of: (k: Kept) => number) => kept.reduce((n, k) => n + of(k), 0)

  const rows = await server.sql<{ number: string }>('select number from ticket')
  assert.deepEqual(rows.map((r) => Number(r.number)).sort(), kept.map((k) => digits(k.number)).sort(), 'requests in the store and requests acknowledged')
  assert.equal(new Set(rows.map((r) => r.number)).size, rows.length, 'a number was given twice')

  assert.equal(await one("select count(*) n from message where kind = 'intake'"), kept.length)
  assert.equal(
    await one("select count(*) n from message where kind = 'words'"),
    sum((k) => k.words.length),
  )
  assert.equal(
    await one("select count(*) n from message where kind = 'reply'"),
    sum((k) => k.replies.length),
  )
  assert.equal(
    await one('select count(*) n from attachment where message_id is not null'),
    sum((k) => k.files.length),
  )
  assert.equal(await one('select count(*) n from attachment where message_id is null'), 0, 'an upload was stored twice')
  assert.equal(
    await one('select count(*) n from ticket t where not exists (select from message m where m.ticket_id = t.id and m.id = t.id)'),
    0,
    'a request without its intake',
  )
  assert.equal(await one('select count(*) n from attachment a where not exists (select from message m where m.id = a.message_id)'), 0, 'a file of no message')
  assert.equal(
    await one(
      'select count(*) n from citizen c where not exists (select from ticket t where t.citizen_id = c.id) and not exists (select from chat where chat.citizen_id = c.id)',
    ),
    0,
    'a person without a request',
  )

  await checkJournal(server, kept)
  for (const { id } of await server.sql<{ id: string }>('select id from attachment'))
    assert.ok(existsSync(join(server.dataDir, 'files', id.slice(32, 34), id.slice(34, 36), id)), 'a row without its file')
}

/** One line per change: versions without gap or repetition, and as many lines as things that happened. */
async function checkJournal(server: TestServer, kept: readonly Kept[]): Promise<void> {
  const lines = await server.sql<{ number: string; version: number; steps: number[] }>(
    `select t.number, t.version, array_agg((j.details->>'version')::int order by j.id) filter (where j.details ? 'version') as steps
     from ticket t left join journal j on j.object_id = t.id group by t.number, t.version`,
  )
  for (const { version, steps } of lines)
    assert.deepEqual(
      steps ?? [],
      Array.from({ length: version - 1 }, (_, i) => i + 2),
      'the journal and the versions of a request',
    )
  const counted = Object.fromEntries(
    (await server.sql<{ event: string; n: string }>('select event, count(*) n from journal group by event')).map((r) => [r.event, Number(r.n)]),
  )
  assert.equal(counted['ticket.registered'], kept.length)
  assert.equal(counted['ticket.assigned'], kept.filter((k) => k.replies.length).length)
  assert.equal(
    counted['ticket.citizen-replied'],
    kept.reduce((n, k) => n + k.words.length, 0),
  )
  assert.equal(
    counted['file.uploaded'],
    kept.reduce((n, k) => n + k.files.length, 0),
  )
}

/** A mail as the gateway accepted it; `at` on the clock of `performance`. */
export interface Caught {
  id: string
  at: number
}

/** Milliseconds around a kill in which a mail may have been accepted and not marked: the sender's own waits and a slow machine. */
const aroundKill = { before: 2000, after: 1000 }

/** One notice for each thing told, each sent and caught; only mails under way at a kill came twice, at most 5 for each. Answers the number of doubles. */
export async function checkNotices(server: TestServer, kept: readonly Kept[], caught: readonly Caught[], killedAt: readonly number[]): Promise<number> {
  const rows = await server.sql<{ id: string; event: string; state: string; number: string }>(
    "select n.id, n.event, n.state, t.number from notice n join ticket t on t.id = n.ticket_id where n.channel = 'email'",
  )
  for (const { number, replies } of kept) {
    const own = rows.filter((row) => Number(row.number) === digits(number)).map((row) => row.event)
    assert.deepEqual(own.sort(), [...replies.map(() => 'request.in_progress'), 'request.registered'].sort(), `notices of ${number}`)
  }
  assert.deepEqual([...new Set(rows.map((row) => row.state))], ['sent'])
  const firstAt = new Map([...caught].reverse().map(({ id, at }) => [id, at]))
  assert.deepEqual([...firstAt.keys()].sort(), rows.map((row) => row.id).sort(), 'effects and notices')
  const twice = [...firstAt].filter(([id]) => caught.filter((mail) => mail.id === id).length > 1)
  for (const [id, at] of twice)
    assert.ok(
      killedAt.some((kill) => at > kill - aroundKill.before && at < kill + aroundKill.after),
      `notice ${id} went out twice, and nobody was killed`,
    )
  const doubles = caught.length - firstAt.size
  assert.ok(doubles <= killedAt.length * 5, `${doubles} mails came twice around ${killedAt.length} kills`)
  return doubles
}

/** Waits until the outbox is empty. A row in work whose sender was killed comes back when its lease of a minute ends. */
export async function drained(server: TestServer, wait = false): Promise<void> {
  const open = async () => Number((await server.sql<{ n: string }>("select count(*) n from notice where state in ('queued', 'sending')"))[0]?.n)
  for (const deadline = performance.now() + 120_000; performance.now() < deadline; await pause(250)) {
    if ((await open()) === 0) return
    // Leased more than ten seconds ago and not marked: of a sender that is dead, because a mail to our gateway takes milliseconds.
    if (!wait) await server.sql("update notice set next_at = now() where state = 'sending' and next_at < now() + interval '50 seconds'")
  }
  throw new Error(`${await open()} notices did not leave`)
}
