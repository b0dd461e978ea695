import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ticketByNumber } from '#domains/tickets/load'
import { conversationOf } from '#domains/tickets/queries/conversation'
import { openReader } from './read-letter.ts'
import { chance, generated } from './testing/generated.ts'
import { aPost } from './testing/letters.ts'
import { nasty } from './testing/nasty.ts'
import { pour } from './testing/pour.ts'

const post = await aPost({ MAIL_IN_PER_ADDRESS_PER_HOUR: '10000' })
const reader = openReader()
after(async () => {
  await reader.close()
  await post.close()
})

test('R21: 300 generated letters: no crash, at most 5 s each, every one a request, a message, dropped or in quarantine', async () => {
  const c = chance(20_261_127)
  const { counts, slowestMs, stuck } = await pour(
    post,
    reader,
    Array.from({ length: 300 }, (_, n) => generated(c, n)),
  )
  assert.equal(stuck, 0)
  assert.equal(counts['quarantine: broken'] ?? 0, 0, JSON.stringify(counts))
  assert.ok(slowestMs < 8000, `${slowestMs} ms`)
  assert.ok((counts['request'] ?? 0) > 100, JSON.stringify(counts))
})

test('R21: the nasty letters, one by one', async () => {
  const { ctx } = post
  await post.fresh()
  for (const [name, raw, becomes] of nasty) {
    const begun = performance.now()
    const { stuck } = await pour(post, reader, [raw])
    const ms = performance.now() - begun
    const [row] = await post.fresh()
    assert.ok(row && stuck === 0, name)
    const number =
      row.ticket_id && (await ctx.app.store.db.selectFrom('ticket').select('number').where('id', '=', row.ticket_id).executeTakeFirstOrThrow()).number
    const loaded = number ? await ticketByNumber(ctx, String(number)) : null
    const text = loaded
      ? (await conversationOf(ctx.app.store.db, loaded.ticket, loaded.key)).intake.description.replace('Письмо по электронной почте. ', '')
      : ''
    const became = `${row.state} ${row.reason ?? text}`
    assert.match(became, becomes ?? /^(request|quarantine)/, `${name}: ${became.slice(0, 200)}`)
    assert.notEqual(row.reason, 'broken', name)
    assert.ok(ms < 8000, `${name}: ${ms} ms`)
  }
})
