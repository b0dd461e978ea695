import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Client } from 'pg'
import { resolveTicket } from '#domains/tickets/commands/endings'
import { takeTicket } from '#domains/tickets/commands/holder'
import { replyAddress } from '#domains/tickets/index'
import { ticketByNumber } from '#domains/tickets/load'
import { conversationOf } from '#domains/tickets/queries/conversation'
import { deskTicket } from '#domains/tickets/queries/desk-ticket'
import { testCluster } from '#testing/database'
import { aStaff, aTicket, fridayNoon, hours, journalOf, later } from '#testing/factories'
import { keyOfLetter, openRaw, openSummary } from './sealed-letter.ts'
import { aLetter, aPost, crlf, OWN } from './testing/letters.ts'

const post = await aPost({ MAIL_IN_MAX_BYTES: '180000' })
const { ctx, hand, take, fresh } = post
const { db } = ctx.app.store
after(post.close)

const said = async (number: string | number) => {
  const { ticket, key } = await ticketByNumber(ctx, String(number))
  return (await conversationOf(db, ticket, key)).messages.map(({ kind, authorKind, text, files }) => ({
    kind,
    from: authorKind,
    text,
    files: files.map((f) => f.name),
  }))
}
const ticketOf = (id: string | null) => db.selectFrom('ticket').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const aFormTicket = async (email: string) => {
  const made = await aTicket(ctx, { email })
  return { ...made, answerTo: (reader = email) => replyAddress(ctx, { id: made.ticketId, number: Number(made.number) }, reader)! }
}

const proofOfFirst = async (ticketId: string | null) => {
  const { ticket, key } = await ticketByNumber(ctx, String((await ticketOf(ticketId)).number))
  return (await conversationOf(db, ticket, key)).messages[0]!.mail
}

test('MAIL-1: a letter becomes a request of the channel e-mail, unverified, and its writer is told the number', async () => {
  const row = await take(aLetter())
  assert.deepEqual([row.state, row.proved], ['request', false])
  const ticket = await ticketOf(row.ticket_id)
  assert.deepEqual([ticket.channel, ticket.status, ticket.topic, ticket.lang], ['email', 'registered', 'general.question', 'ru'])
  assert.deepEqual(await db.selectFrom('notice').select(['event', 'channel']).where('ticket_id', '=', ticket.id).execute(), [
    { event: 'request.registered', channel: 'email' },
  ])
  assert.deepEqual((await said(ticket.number))[0], { kind: 'intake', from: 'citizen', text: 'Третий день не приходит код для входа на портал.', files: [] })
})

test('MAIL-1: the first message of a request made by mail says that its sender was not proved, as later letters do', async () => {
  const row = await take(aLetter({ from: 'first@example.org', proof: 'pass' }))
  assert.equal(await proofOfFirst(row.ticket_id), 'unproved', 'an address of no account proves nobody')
  assert.equal(await proofOfFirst((await aFormTicket('formed@example.org')).ticketId), null, 'a form is no letter')
})

test('MAIL-1: what a letter is about is suggested to the desk as in a talk, and decides nothing; of words about nothing nothing is said', async () => {
  const suggestions = async (ticketId: string | null) => {
    const rows = await db.selectFrom('journal').select('details').where('object_id', '=', ticketId).where('event', '=', 'ticket.topic-suggested').execute()
    return rows.map(({ details }) => details as { topic: string; percent: number })
  }
  const row = await take(aLetter({ from: 'topic@example.org', subject: 'Код из SMS', text: 'Не приходит код подтверждения для входа в личный кабинет.' }))
  const [one, ...more] = await suggestions(row.ticket_id)
  assert.deepEqual([one!.topic, more.length, (await ticketOf(row.ticket_id)).topic], ['access.second_factor', 0, 'general.question'])
  assert.ok(one!.percent >= 50 && one!.percent <= 100, `${one!.percent}`)
  const { ticket } = await ticketByNumber(ctx, String((await ticketOf(row.ticket_id)).number))
  const operator = await aStaff(ctx)
  const shown = await deskTicket(operator.at(ctx.now), operator.ctx.actor as never, String(ticket.number), async () => [])
  assert.equal(shown.journal.filter(({ event }) => event === 'ticket.topic-suggested').length, 1)
  const other = await take(aLetter({ from: 'nothing@example.org', subject: 'Лошадь', text: 'Вчера на озере видели белую лошадь и трех гусей.' }))
  assert.deepEqual(await suggestions(other.ticket_id), [])
})

test('R21: the letter is stored whole, sealed, before the mail server hears "250"; handed over again it is the same one', async () => {
  const raw = aLetter({ subject: 'Дважды' })
  assert.match(await hand(raw), /^250/)
  assert.match(await hand(`Received: from elsewhere\n${raw}`), /^250/)
  await post.mailIn.drain()
  const rows = await fresh()
  assert.equal(rows.length, 1)
  const [row] = rows
  const key = (await keyOfLetter(ctx, row!))!
  assert.equal((await openRaw(ctx, key, row!)).toString(), crlf(raw))
  assert.equal(openSummary(key, row!)?.subject, 'Дважды')
  assert.ok(!JSON.stringify(row).includes('Дважды'))
})

test('R21: while the store is away the mail server hears "451" and keeps the letter; offered again, and once more, it is one request', async () => {
  const { rows } = await ctx.app.store.pool.query('select current_database() as name')
  const admin = new Client({ host: await testCluster(), user: 'postgres', database: 'postgres' })
  await admin.connect()
  const raw = aLetter({ subject: 'Пока базы нет' })
  try {
    await admin.query(`alter database ${rows[0].name} allow_connections false`)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [rows[0].name])
    assert.match(await hand(raw), /^451/)
  } finally {
    await admin.query(`alter database ${rows[0].name} allow_connections true`)
    await admin.end()
  }
  assert.equal((await fresh()).length, 0)
  assert.match(await hand(raw), /^250/)
  assert.match(await hand(raw), /^250/)
  await post.mailIn.drain()
  assert.deepEqual(
    (await fresh()).map(({ state }) => state),
    ['request'],
  )
})

test('C16: an answer with our reference and a proved sender goes on the request; the copy to others is not heeded', async () => {
  const ticket = await aFormTicket('anna@example.org')
  const quoted = '\n\n27.11.2026, 12:00, Ведомство <help@agency.example>:\n> прежнее письмо\n> еще строка'
  const row = await take(aLetter({ from: 'anna@example.org', proof: 'pass', text: `Вот сведения.${quoted}`, more: 'Cc: boss@example.org' }), {
    to: [ticket.answerTo()],
  })
  assert.deepEqual([row.state, row.ticket_id, row.proved], ['message', ticket.ticketId, true])
  assert.equal((await said(ticket.number)).at(-1)?.text, 'Вот сведения.')
  const told = await db.selectFrom('notice').select('id').where('ticket_id', '=', ticket.ticketId).execute()
  assert.equal(told.length, 1)
})

test('C16: with our reference but an unproved sender it stands there with a warning and moves nothing', async () => {
  const ticket = await aFormTicket('boris@example.org')
  for (const [from, proof] of [
    ['boris@example.org', 'none'],
    ['boris@example.org', 'fail'],
    ['thief@example.net', 'pass'],
  ] as const) {
    const row = await take(aLetter({ from, proof }), { to: [ticket.answerTo('boris@example.org')] })
    assert.deepEqual([row.state, row.ticket_id, row.proved], ['message', ticket.ticketId, false])
  }
  const marks = await db.selectFrom('message').select('mail').where('ticket_id', '=', ticket.ticketId).orderBy('id').execute()
  assert.deepEqual(
    marks.map(({ mail }) => mail),
    [null, 'unproved', 'unproved', 'unproved'],
  )
})

test('C16: a forged reference, one of another request, a number alone and In-Reply-To make a new request that shows nothing', async () => {
  const [mine, other] = [await aFormTicket('vera@example.org'), await aFormTicket('gleb@example.org')]
  const forged = mine.answerTo().replace(/-[0-9a-f]{24}@/, `-${'0'.repeat(24)}@`)
  const moved = mine.answerTo().replace(mine.number, other.number)
  for (const to of [forged, moved, `help+${mine.number}@agency.example`, OWN]) {
    const row = await take(aLetter({ from: 'vera@example.org', proof: 'pass', subject: `Re: ${mine.number}`, more: 'In-Reply-To: <x@agency.example>' }), {
      to: [to],
    })
    assert.equal(row.state, 'request', to)
    assert.ok(![mine.ticketId, other.ticketId].includes(row.ticket_id!))
  }
  assert.equal((await said(mine.number)).length, 1)
})

test('C16: two references in one letter wait for a person', async () => {
  const [one, two] = [await aFormTicket('dina@example.org'), await aFormTicket('egor@example.org')]
  const row = await take(aLetter({ from: 'dina@example.org', proof: 'pass' }), { to: [one.answerTo(), two.answerTo()] })
  assert.deepEqual([row.state, row.reason], ['quarantine', 'two-references'])
})

test('MAIL-1: a proved answer reopens an answered request in time; later, or of a stranger, it is a new one that names it', async () => {
  const ticket = await aFormTicket('zoya@example.org')
  const operator = await aStaff(ctx)
  await takeTicket(operator.ctx, ticket.number)
  await resolveTicket(operator.at(ctx.now), ticket.number, { text: 'Код снова приходит, проверьте почту.' })
  const stranger = await take(aLetter({ from: 'thief@example.net', proof: 'pass', text: 'Верните в работу, пожалуйста.' }), { to: [ticket.answerTo()] })
  assert.deepEqual([stranger.state, (await ticketOf(ticket.ticketId)).status], ['message', 'resolved'])
  const proved = await take(aLetter({ from: 'zoya@example.org', proof: 'pass', text: 'Не помогло, код не приходит.' }), { to: [ticket.answerTo()] })
  assert.deepEqual([proved.state, (await ticketOf(ticket.ticketId)).status], ['message', 'in_progress'])
  assert.ok((await journalOf(ctx, ticket.ticketId)).includes('ticket.reopened'))
  await resolveTicket(operator.at(ctx.now), ticket.number, { text: 'Код снова приходит, проверьте почту.' })
  const late = post.at(later(fridayNoon, hours(24 * 40)))
  await db.updateTable('ticket').set({ status: 'closed', ended_at: late.now, reopen_by: fridayNoon }).where('id', '=', ticket.ticketId).execute()
  const over = await take(aLetter({ from: 'zoya@example.org', proof: 'pass', text: 'Опять не приходит код.' }), { to: [ticket.answerTo()] })
  post.at(fridayNoon)
  assert.equal(over.state, 'request')
  assert.notEqual(over.ticket_id, ticket.ticketId)
  assert.equal(await proofOfFirst(over.ticket_id), 'proved')
  assert.equal((await ticketOf(over.ticket_id)).citizen_id, (await ticketOf(ticket.ticketId)).citizen_id)
})

for (const [reason, more, from] of [
  ['auto-reply', 'Auto-Submitted: auto-replied', undefined],
  ['bulk', 'List-Id: <news.example.org>', undefined],
  ['bulk', 'Precedence: bulk', undefined],
  ['bounce', 'X-Other: 1', 'Mail Delivery <MAILER-DAEMON@example.org>'],
  ['own-loop', 'X-Other: 1', `Мы сами <${OWN}>`],
] as const)
  test(`MAIL-1: dropped with its reason and kept: ${reason}, ${more}`, async () => {
    const row = await take(aLetter({ more, ...(from && { from }) }))
    assert.deepEqual([row.state, row.reason, row.ticket_id], ['dropped', reason, null])
    assert.ok(row.raw)
  })

test("C17: a hundred letters in one stranger's name make no hundred requests, and none of our subjects holds their words", async () => {
  for (let i = 0; i < 30; i++) await hand(aLetter({ from: 'victim@example.org', subject: `КУПИ ${i}` }))
  await post.mailIn.drain()
  const rows = await fresh()
  assert.equal(rows.filter(({ state }) => state === 'request').length, 20)
  assert.equal(rows.filter(({ reason }) => reason === 'flood').length, 10)
})

test('MAIL-1: letters for others are refused, one address by one; what is too large too', async () => {
  await assert.rejects(hand(aLetter(), { to: ['boss@agency.example'] }), /no such box/)
  assert.match(await hand(aLetter({ text: 'a'.repeat(200_000) })), /^552/)
  assert.equal((await fresh()).length, 0)
})

test('MAIL-1: files of a letter are taken by the one rule; a refused one is named, and its name cannot lead anywhere', async () => {
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const part = (type: string, name: string, body: string) =>
    `--b\nContent-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${body}\n`
  const row = await take(
    `From: files@example.org\nSubject: Два файла\nMessage-ID: <files@example.org>\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nПосмотрите, пожалуйста, снимок.\n${part('image/png', '../../снимок.png', png)}${part('application/zip', '..\\evil.zip', 'UEsDBA==')}--b--\n`,
  )
  const { number } = await ticketOf(row.ticket_id)
  const [first] = await said(number)
  assert.deepEqual(first?.files, ['снимок.png'])
  assert.match(first!.text, /Не принято из письма: evil\.zip/)
})
