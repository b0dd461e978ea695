import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Client } from 'pg'
import { requestNumber } from '#platform/identifiers/index'
import { sha256 } from '#platform/vault/index'
import { testDatabase } from '#testing/database'
import { anIntake, aStaff, as, aTicket, aVisitor, ctxOf, journalOf, later, noticesOf, rowOf } from '#testing/factories'
import { testPlatform } from '#testing/platform'
import { makePartitions } from '../../../partitions.ts'
import { ticketById } from '../load.ts'
import { conversationOf } from '../queries/conversation.ts'
import { ticketForCitizen } from '../queries/for-citizen.ts'
import { myTickets } from '../queries/mine.ts'
import { receiptOf } from '../queries/receipt.ts'
import { refuses } from '../testing/office.ts'
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

test('FORM-9, FORM-10, REG-2, REG-11: a request gets a number with its check digit, a journal line and a notice, nothing by hand', async () => {
  const made = await aTicket(ctx)
  assert.match(made.number, /^26\d{9}$/)
  assert.equal(requestNumber(made.number).ok, true)
  assert.deepEqual(await journalOf(ctx, made.ticketId), ['ticket.registered'])
  assert.deepEqual(await noticesOf(ctx, made.ticketId), ['request.registered'])
  const row = await rowOf(ctx, made.ticketId)
  assert.equal(row.status, 'registered')
  assert.equal(row.version, 1)
})

test('REG-1, REG-3, REG-5, REG-6: the intake record holds all that was given, and its hash is the SHA-256 of the record', async () => {
  const given = anIntake({
    desiredOutcome: 'Прислать выписку',
    relatedNumber: '1234567890',
    errorCode: '7F3K-22QD',
    errorAt: '12:00',
    snils: '112-233-445 95',
    inn: '500100732259',
  })
  const visitor = await aVisitor(ctx)
  const { ticketId } = await submitTicket(visitor.ctx, { intake: given, channel: 'form' })
  const { ticket, key: own } = await ticketById(ctx, platform.store.db, ticketId)
  const { intake, intakeHash } = await conversationOf(platform.store.db, ticket, own)
  const { subject, description, phone, email, name, topic, kind, desiredOutcome, relatedNumber, errorCode, snils, inn } = intake
  assert.deepEqual(
    { subject, description, phone, email, name, topic, kind, desiredOutcome, relatedNumber, errorCode, snils, inn },
    {
      subject: given.subject,
      description: given.description,
      phone: given.phone,
      email: given.email,
      name: given.name,
      topic: given.topic,
      kind: given.kind,
      desiredOutcome: given.desiredOutcome,
      relatedNumber: given.relatedNumber,
      errorCode: given.errorCode,
      snils: given.snils,
      inn: given.inn,
    },
  )
  assert.equal(intake.receivedAt, ctx.now.toISOString())
  const { body } = await platform.store.db
    .selectFrom('message')
    .select('body')
    .where('ticket_id', '=', ticketId)
    .where('kind', '=', 'intake')
    .executeTakeFirstOrThrow()
  const plain = own.openBytes({ table: 'message', column: 'body', id: ticketId }, body)
  assert.deepEqual(sha256(plain.toString()), intakeHash)
})

test('REG-6, C27: the app role can neither change nor remove what was received or what the journal holds', async (t) => {
  const made = await aTicket(ctx)
  const client = new Client({ ...db.connection })
  await client.connect()
  t.after(() => client.end())
  await client.query(`select make_month_partition('journal', '2027-05-01')`)
  for (const statement of [
    `update journal_202705 set event = 'x'`,
    `delete from journal_202705`,
    `truncate journal_202705`,
    `update message set body = 'x' where ticket_id = '${made.ticketId}'`,
    `update message set hash = null`,
    `delete from message`,
    `truncate message`,
    `update journal set event = 'x'`,
    `delete from journal`,
    `truncate journal`,
    `delete from ticket`,
    `delete from citizen`,
  ])
    await assert.rejects(client.query(statement), /permission denied|must be owner/, statement)
})

test('REL-9: a month that a jumping clock has written into the rest keeps no server from starting', async () => {
  await aTicket(ctx)
  await makePartitions(async (sql, values) => platform.store.pool.query(sql, values), ctx.now)
  await aTicket(ctx)
})

test('SLA-1, SLA-2, SLA-3, SLA-4, K3: the date follows the class of the topic', async () => {
  const due = async (topic: string) => (await rowOf(ctx, (await aTicket(ctx, { topic: topic as 'service.howto' })).ticketId)).due_at.toISOString()
  assert.equal(await due('access.password'), '2026-11-30T15:00:00.000Z')
  assert.equal(await due('service.howto'), '2026-12-04T15:00:00.000Z')
  assert.equal(await due('data.name'), '2026-12-04T15:00:00.000Z')
})

test('SLA-1, REG-3: received after closing, the date depends on the policy, and the record says why', async () => {
  const evening = new Date('2026-11-27T16:30:00.000Z')
  const instant = await rowOf(ctx, (await aTicket(as(ctx, ctx.actor, evening), { topic: 'access.password' })).ticketId)
  assert.equal(instant.due_at.toISOString(), '2026-11-30T15:00:00.000Z')
  assert.equal(instant.registered_on, '2026-11-27')
  const config = { ...platform.config, deadlines: { ...platform.config.deadlines, registrationPolicy: 'nextWorkingDayIfClosed' as const } }
  const careful = ctxOf({ ...platform, config }, evening)
  const next = await rowOf(ctx, (await aTicket(careful, { topic: 'access.password' })).ticketId)
  assert.equal(next.due_at.toISOString(), '2026-12-01T15:00:00.000Z')
  assert.equal(next.registered_on, '2026-11-30')
  assert.equal((next.due_why as { afterClosing: boolean }).afterClosing, true)
})

test('FORM-12, K2: the first answer is promised by the clock of the channel, weekends included', async () => {
  const staff = await aStaff(ctx)
  const by = async (channel: 'phone' | 'chat' | 'email') => {
    const { ticketId } = await submitTicket(staff.ctx, { intake: anIntake(), channel })
    return (await rowOf(ctx, ticketId)).first_response_by.getTime() - ctx.now.getTime()
  }
  assert.equal((await rowOf(ctx, (await aTicket(ctx)).ticketId)).first_response_by.getTime() - ctx.now.getTime(), 24 * 3_600_000)
  assert.equal(await by('email'), 24 * 3_600_000)
  assert.equal(await by('chat'), 5 * 60_000)
})

test('FORM-6: a form with problems makes nothing', async () => {
  const visitor = await aVisitor(ctx)
  const before = await platform.store.db
    .selectFrom('ticket')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  const refusal = await refuses(submitTicket(visitor.ctx, { intake: anIntake({ subject: 'a', email: 'b' }), channel: 'form' }), 'unprocessable')
  assert.deepEqual(
    refusal.fields?.map(({ field }) => field),
    ['subject', 'email'],
  )
  assert.deepEqual(
    await platform.store.db
      .selectFrom('ticket')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow(),
    before,
  )
})

test('PHISH-4: passwords and card numbers typed into the form are hidden before anything is stored, and the citizen is told', async () => {
  const made = await aTicket(ctx, { description: 'Мой пароль: Sekret77! и карта 4111 1111 1111 1111, войти не могу.' })
  assert.deepEqual([...made.masked].sort(), ['card', 'password'])
  const seen = await ticketForCitizen(made.visitor.ctx, made.number)
  assert.doesNotMatch(JSON.stringify(seen), /Sekret77|4111 1111/)
})

test('FORM-9, REL-13: fifty parallel submissions with one key make one request and answer alike; another body is refused', async () => {
  const visitor = await aVisitor(ctx)
  const intake = anIntake()
  const keyed = { ...visitor.ctx, idempotency: key('parallel-submissions') }
  const answers = await Promise.all(Array.from({ length: 50 }, () => submitTicket(keyed, { intake, channel: 'form' })))
  assert.equal(new Set(answers.map(({ number }) => number)).size, 1)
  assert.equal(answers.filter(({ repeated }) => !repeated).length, 1)
  assert.equal((await myTickets(visitor.ctx, {})).items.length, 1)
  await refuses(
    submitTicket({ ...keyed, idempotency: key('parallel-submissions', 'b') }, { intake, channel: 'form' }),
    'unprocessable',
    'idempotency.other-body',
  )
})

test('FORM-10, FORM-11: the confirmation can be opened again with the same number and dates; another browser finds nothing', async () => {
  const made = await aTicket(ctx)
  const first = await receiptOf(made.visitor.ctx, made.number)
  const again = await receiptOf(as(made.visitor.ctx, made.visitor.ctx.actor, later(ctx.now, 3_600_000)), made.number)
  assert.deepEqual([again.number, again.receivedAt, again.due.dueAt, again.due.why], [first.number, first.receivedAt, first.due.dueAt, first.due.why])
  assert.match(first.sentTo.email!, /\*\*\*/)
  await refuses(receiptOf((await aVisitor(ctx)).ctx, made.number), 'not-found', 'ticket.not-found')
  await refuses(receiptOf(made.visitor.ctx, '26-0000-0000-0'), 'not-found', 'ticket.not-found')
})

test('2.3.3: whichever step of filing fails, nothing of it is left', async () => {
  const tables = ['citizen', 'contact', 'ticket', 'message', 'journal', 'notice', 'guest_grant'] as const
  const count = async () =>
    Promise.all(
      tables.map(async (t) =>
        Number(
          (
            await platform.store.db
              .selectFrom(t)
              .select((eb) => eb.fn.countAll<number>().as('n'))
              .executeTakeFirstOrThrow()
          ).n,
        ),
      ),
    )
  const visitor = await aVisitor(ctx)
  const before = await count()
  for (let failing = 0; failing < 4; failing++) {
    let step = 0
    const fail = () => {
      if (step++ === failing) throw new Error('a fault')
    }
    const store = {
      ...platform.store,
      transaction: (work: never) =>
        platform.store.transaction(async (tx, end) => {
          fail()
          const answer = await (work as unknown as (t: unknown, e: unknown) => Promise<unknown>)(
            {
              db: tx.db,
              run: async (s: never, v: never) => {
                fail()
                const rows = await tx.run(s, v)
                fail()
                return rows
              },
            },
            {
              last: (s: never, v: never) => {
                fail()
                end.last(s, v)
                fail()
              },
            },
          )
          fail()
          return answer as never
        }),
    }
    await assert.rejects(
      submitTicket({ ...visitor.ctx, app: { ...platform, store: store as never } }, { intake: anIntake(), channel: 'form' }),
      /a fault/,
      `step ${failing}`,
    )
    assert.deepEqual(await count(), before, `step ${failing}`)
  }
})
