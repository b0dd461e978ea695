import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '#testing/database'
import { ctxOf } from '#testing/factories'
import { testPlatform } from '#testing/platform'
import { change, type Notice } from './change.ts'
import { uuidv7 } from './ids.ts'
import { limit, within } from './limits.ts'
import { Refusal } from './refusal.ts'

let told: [string[], number][] = []
const platform = await testPlatform(await testDatabase(), {
  parts: { committed: (records, notices) => void told.push([records.map((r) => r.event), notices]) },
})
const ctx = ctxOf(platform)
after(() => platform.store.close())
const count = async (table: 'journal' | 'notice' | 'idempotency' | 'store_fact') => (await platform.store.db.selectFrom(table).selectAll().execute()).length
const state = async () => [await count('journal'), await count('notice'), await count('idempotency'), await count('store_fact')]
const notice: Notice = { event: 'request.closed', audience: 'citizen', personId: uuidv7(ctx.now), channel: 'email', facts: {} }
const keyed = (key: string, body = 'a') => ({
  ...ctx,
  idempotency: { scope: '01900000-0000-7000-8000-000000000000', key, bodyMac: Buffer.from(body) },
})
const fact = (name: string) => ({ name, value: JSON.stringify(1) })

test('2.3.3, R3: the row, the journal, the notice and the key are one: thrown at any step nothing of them is left, and nobody is told', async () => {
  const before = await state()
  told = []
  for (let failing = 0; failing < 4; failing++) {
    let step = 0
    const at = () => {
      if (step++ === failing) throw new Error('a fault')
    }
    await assert.rejects(
      change(keyed('a-key'), async (tx) => {
        at()
        await tx.db.insertInto('store_fact').values(fact('x')).execute()
        at()
        tx.record('thing.done', {})
        at()
        tx.notify(notice)
        at()
      }),
      /a fault/,
    )
    assert.deepEqual(await state(), before, `step ${failing}`)
  }
  assert.deepEqual(told, [])
  await change(keyed('a-key'), async (tx) => {
    await tx.db.insertInto('store_fact').values(fact('x')).execute()
    tx.record('thing.done', {})
    tx.notify(notice)
  })
  assert.deepEqual(
    await state(),
    before.map((n) => n + 1),
  )
  assert.deepEqual(told, [[['thing.done'], 1]])
})

test('C27: a change that recorded nothing is not committed', async () => {
  await assert.rejects(
    change(ctx, async (tx) => {
      await tx.db.insertInto('store_fact').values(fact('unrecorded')).execute()
    }),
    /recorded nothing/,
  )
  assert.equal(await platform.store.db.selectFrom('store_fact').select('name').where('name', '=', 'unrecorded').executeTakeFirst(), undefined)
})

test('REL-13: a used key answers what it answered, also after a refusal; another body is refused; another person’s key is another key', async () => {
  let runs = 0
  const once = (c: typeof ctx) =>
    change(c, async (tx) => {
      if (runs++ > 0 && c.idempotency?.key === 'once') throw new Refusal('conflict', 'thing.done-already')
      tx.record('thing.done', {})
      return { run: runs }
    })
  const first = await once(keyed('once'))
  assert.deepEqual(await once(keyed('once')), first)
  await assert.rejects(once(keyed('once', 'b')), (e: Refusal) => e.kind === 'unprocessable' && e.code === 'idempotency.other-body')
  const other = await once({ ...ctx, idempotency: { scope: uuidv7(ctx.now), key: 'twice', bodyMac: Buffer.from('b') } })
  assert.notDeepEqual(other, first)
})

test('REL-13: a refusal without an earlier success stays a refusal, and its key stays free', async () => {
  const refused = change(keyed('refused-first'), async () => {
    throw new Refusal('conflict', 'thing.not-yet')
  })
  await assert.rejects(refused, (e: Refusal) => e.code === 'thing.not-yet')
  const answer = await change(keyed('refused-first'), async (tx) => {
    tx.record('thing.done', {})
    return 7
  })
  assert.equal(answer, 7)
})

test('2.4.1: of fifty at once exactly as many pass as the window holds; the next window is fresh', async () => {
  const passed = await Promise.all(Array.from({ length: 50 }, () => within(ctx, 'key-of-test', 7, 60)))
  assert.equal(passed.filter(Boolean).length, 7)
  await assert.rejects(limit(ctx, 'key-of-test', 7, 60), (e: Refusal) => e.kind === 'too-many' && Number(e.details?.['retryAfterSeconds']) <= 60)
  assert.equal(await within({ ...ctx, now: new Date(ctx.now.getTime() + 60_000) }, 'key-of-test', 7, 60), true)
})
