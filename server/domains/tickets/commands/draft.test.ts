import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '#testing/database'
import { anIntake, as, aTicket, aVisitor, ctxOf, journalOf, later } from '#testing/factories'
import { testPlatform } from '#testing/platform'
import { ticketForCitizen } from '../queries/for-citizen.ts'
import { myTickets, similarTo } from '../queries/mine.ts'
import { refuses } from '../testing/office.ts'
import { saveDraft, submitDraft } from './draft.ts'
import { submitTicket } from './submit.ts'

const db = await testDatabase()
const platform = await testPlatform(db)
const ctx = ctxOf(platform)
after(() => platform.store.close())
const key = (n: string, body = 'a') => ({
  scope: '00000000-0000-0000-0000-00000000000a',
  key: `POST /api/tickets ${n}`,
  bodyMac: platform.vault.mac('code', body),
})

test('FORM-9: of two presses on one draft without a key one sends it; the draft goes with the request', async () => {
  const visitor = await aVisitor(ctx)
  await saveDraft(visitor.ctx, visitor.id, anIntake())
  const both = await Promise.allSettled([submitDraft(visitor.ctx, visitor.id, undefined), submitDraft(visitor.ctx, visitor.id, undefined)])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal((await myTickets(visitor.ctx, {})).items.length, 1)
  assert.equal(await platform.store.db.selectFrom('draft').select('session_id').where('session_id', '=', visitor.id).executeTakeFirst(), undefined)
})

test('FORM-9: after a lost answer the same press on a draft gets the same receipt', async () => {
  const visitor = await aVisitor(ctx)
  await saveDraft(visitor.ctx, visitor.id, anIntake())
  const keyed = { ...visitor.ctx, idempotency: key('draft-press-lost-answer') }
  const first = await submitDraft(keyed, visitor.id, undefined)
  assert.deepEqual(await submitDraft(keyed, visitor.id, undefined), first)
})

test('TECH-7: a draft refused for its problems keeps every word', async () => {
  const visitor = await aVisitor(ctx)
  await saveDraft(visitor.ctx, visitor.id, { subject: 'Слово', description: 'коротко' })
  await refuses(submitDraft(visitor.ctx, visitor.id, undefined), 'unprocessable')
  const { draftOf } = await import('../queries/draft.ts')
  assert.deepEqual((await draftOf(visitor.ctx, visitor.id)).fields, { subject: 'Слово', description: 'коротко' })
})

test('PREP-2: similar requests of 24 hours are offered to the browser that may open them, and to no other with the same contacts', async () => {
  const same = anIntake()
  const visitor = await aVisitor(ctx)
  const { number } = await submitTicket(visitor.ctx, { intake: same, channel: 'form' })
  const shown = `${number.slice(0, 2)}-${number.slice(2, 6)}-${number.slice(6, 10)}-${number.slice(10)}`
  assert.deepEqual(
    (await similarTo(visitor.ctx, same.topic)).map((s) => s.number),
    [shown],
  )
  assert.deepEqual(await similarTo(visitor.ctx, 'tech.upload'), [])
  assert.deepEqual(await similarTo(as(visitor.ctx, visitor.ctx.actor, later(ctx.now, 24 * 3_600_000)), same.topic), [])
  const stranger = await aVisitor(ctx)
  await submitTicket(stranger.ctx, { intake: { ...same, topic: 'tech.upload' }, channel: 'form' })
  assert.deepEqual(await similarTo(stranger.ctx, same.topic), [])
})

test('PREP-2: a draft sent into a similar request becomes its words, not a second request', async () => {
  const made = await aTicket(ctx)
  await saveDraft(made.visitor.ctx, made.visitor.id, anIntake({ subject: 'Еще одно слово', description: 'Добавляю: ошибка повторилась вечером, код тот же.' }))
  const receipt = await submitDraft(made.visitor.ctx, made.visitor.id, made.number)
  assert.equal(receipt.number.replaceAll('-', ''), made.number)
  const { messages } = await ticketForCitizen(made.visitor.ctx, made.number)
  assert.deepEqual(
    messages.map(({ kind }) => kind),
    ['intake', 'words'],
  )
  assert.deepEqual(await journalOf(ctx, made.ticketId), ['ticket.registered', 'ticket.citizen-replied'])
})

test('PREP-2: the longest form there may be can be added to a similar request too', async () => {
  const made = await aTicket(ctx)
  const longest = anIntake({ subject: 'Слово '.repeat(25).trim(), description: 'абвгдежзик'.repeat(500) })
  await saveDraft(made.visitor.ctx, made.visitor.id, longest)
  assert.equal((await submitDraft(made.visitor.ctx, made.visitor.id, made.number)).number.replaceAll('-', ''), made.number)
})
