import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { aPng } from '#platform/files/testing/samples'
import { publicNumber } from '#platform/public-number/index'
import { aTicket, aVisitor, journalOf, later, minutes, noticesOf, rowOf } from '#testing/factories'
import { ticketById, ticketByNumber } from '../load.ts'
import { deskTicket } from '../queries/desk-ticket.ts'
import { fileOf } from '../queries/file.ts'
import { ticketForCitizen } from '../queries/for-citizen.ts'
import { myTicket } from '../queries/mine.ts'
import { anOffice, refuses } from '../testing/office.ts'
import { addWords } from './add-words.ts'
import { saveDraft } from './draft.ts'
import { eraseCitizen, removeFilesOf } from './erase.ts'
import { ownedByCitizen, ownedByDraft, storeFile } from './files.ts'
import { askCode, proveCode } from './guest-access.ts'
import { withdraw } from './of-citizen.ts'
import { reveal } from './reveal.ts'
import { rescanQuarantined } from './upkeep.ts'
import { replyToCitizen, writeNote } from './words-of-staff.ts'

const office = await anOffice()
after(office.close)
const { ctx, operator, colleague, officer } = office
const { db } = ctx.app.store
const open = (who: typeof operator, number: string) => deskTicket(who.ctx, who.ctx.actor as never, number, async () => [])
async function codeOf(ticketId: string, citizenId: string): Promise<string> {
  const row = await db
    .selectFrom('notice')
    .select('secret')
    .where('ticket_id', '=', ticketId)
    .where('event', '=', 'auth.code')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const { key } = await ticketById(ctx, db, ticketId)
  return JSON.parse(key.openBytes({ table: 'notice', column: 'secret', id: citizenId }, row.secret!).toString()).code
}

test('FORM-15: every opening at the desk and every shown contact is written down, and the citizen sees when and in which role', async () => {
  const made = await aTicket(ctx, { name: 'Анна Цветкова', phone: '+7 000 444 55 66' }, operator)
  const seen = await open(operator, made.number)
  assert.equal(seen.contacts.name, 'А*** Ц***')
  assert.doesNotMatch(JSON.stringify(seen), /Цветкова|4445566/)
  assert.equal(
    (await reveal(operator.ctx, operator.ctx.actor as never, made.number, { field: 'phone', purpose: 'call_back', note: 'просил перезвонить Цветковой' }))
      .value,
    '+7 000 444-55-66',
  )
  await refuses(reveal(colleague.ctx, colleague.ctx.actor as never, made.number, { field: 'phone', purpose: 'other' }), 'forbidden', 'ticket.not-yours')
  await refuses(
    open(officer.id ? { ...officer, ctx: { ...officer.ctx, actor: { ...officer.ctx.actor, roles: ['technician'] } as never } } : officer, made.number),
    'not-found',
  )
  assert.deepEqual(await journalOf(ctx, made.ticketId), ['ticket.registered', 'ticket.assigned', 'ticket.read', 'ticket.revealed', 'ticket.read-refused'])
  const views = (await ticketForCitizen(made.visitor.ctx, made.number)).views
  assert.deepEqual(
    views.map(({ role }) => role),
    ['operator', 'operator'],
  )
})

test('FORM-15: hundreds of openings hide neither the beginning of the history nor the last changes', async () => {
  const made = await aTicket(ctx, {}, operator)
  await open(operator, made.number)
  await sql`insert into journal select (jsonb_populate_record(j, jsonb_build_object('id', uuidv7()))).* from journal j, generate_series(1, 900)
    where object_id = ${made.ticketId} and event = 'ticket.read'`.execute(db)
  await replyToCitizen(operator.ctx, made.number, { text: 'Проверим и ответим' })
  const { history, views } = await ticketForCitizen(made.visitor.ctx, made.number)
  assert.deepEqual([history[0]?.event, history.at(-1)?.event], ['ticket.registered', 'ticket.started'])
  assert.equal(views.length, 1)
  const { journal } = await open(operator, made.number)
  const counts = Object.entries(Object.groupBy(journal, (line) => line.event)).map(([event, lines]) => [event, lines?.length])
  assert.deepEqual(Object.fromEntries(counts), { 'ticket.registered': 1, 'ticket.assigned': 1, 'ticket.started': 1, 'ticket.read': 200 })
})

test('C9: files of internal notes and what staff have not sent are nobody else’s, whatever id is asked for', async () => {
  const made = await aTicket(ctx, {}, operator)
  const { ticket, key } = await ticketById(ctx, db, made.ticketId)
  const upload = async () => {
    const stored = await storeFile(operator.ctx, ownedByCitizen(ticket.citizen_id, ticket.id, key), operator.id, { name: 'a.png', bytes: aPng() })
    assert.ok('id' in stored)
    return stored.id
  }
  const [loose, noted, sent] = [await upload(), await upload(), await upload()]
  await writeNote(operator.ctx, made.number, { text: 'Внутреннее', fileIds: [noted] })
  await replyToCitizen(operator.ctx, made.number, { text: 'Смотрите вложение', fileIds: [sent] })
  const asCitizen = async (id: string) => fileOf(made.visitor.ctx, await myTicket(made.visitor.ctx, made.number), id)
  assert.ok((await asCitizen(sent)).bytes.length > 0)
  await refuses(asCitizen(loose), 'not-found')
  await refuses(asCitizen(noted), 'not-found')
  await refuses(replyToCitizen(operator.ctx, made.number, { text: 'Еще раз', fileIds: [sent] }), 'unprocessable', 'file.unknown')
})

test('C4, FORM-7: a file goes into a message once, and only by the hands that uploaded it, on the request it was uploaded for', async () => {
  const [one, other] = [await aTicket(ctx), await aTicket(ctx)]
  const { ticket, key } = await ticketById(ctx, db, one.ticketId)
  const stored = await storeFile(one.visitor.ctx, ownedByCitizen(ticket.citizen_id, ticket.id, key), one.visitor.id, { name: 'a.png', bytes: aPng() })
  assert.ok('id' in stored)
  await refuses(addWords(other.visitor.ctx, other.number, { text: 'чужое', fileIds: [stored.id] }), 'unprocessable', 'file.unknown')
  await addWords(one.visitor.ctx, one.number, { text: 'свое', fileIds: [stored.id] })
  await refuses(addWords(one.visitor.ctx, one.number, { text: 'дважды', fileIds: [stored.id] }), 'unprocessable', 'file.unknown')
  await refuses(fileOf(other.visitor.ctx, await myTicket(other.visitor.ctx, other.number), stored.id), 'not-found')
})

test('FORM-8: parallel uploads pass the number of files no more than one after another would', async () => {
  const visitor = await aVisitor(ctx)
  const tries = await Promise.allSettled(
    Array.from({ length: 16 }, () => storeFile(visitor.ctx, ownedByDraft(visitor.ctx, visitor.id), visitor.id, { name: 'a.png', bytes: aPng() })),
  )
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, ctx.app.config.files.perRequest)
})

test('FORM-11, C24: the code sent to the contact opens the request once: of fifty right ones at once one is taken', async () => {
  const made = await aTicket(ctx)
  const browser = await aVisitor(ctx)
  const { accessId } = await askCode(browser.ctx, browser.id, made.number)
  const code = await codeOf(made.ticketId, made.citizenId)
  const tries = await Promise.allSettled(
    Array.from({ length: 50 }, () => proveCode(browser.ctx, browser.id, accessId, ` ${code.slice(0, 3)} ${code.slice(3)}`)),
  )
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.equal((await ticketForCitizen(browser.ctx, made.number)).number.replaceAll('-', ''), made.number)
  await refuses(myTicket({ ...browser.ctx, now: later(ctx.now, minutes(ctx.app.config.signIn.guestSessionMinutes)) }, made.number), 'not-found')
})

test('C24: five wrong codes end it, also for the right one; a newer code ends the older; another browser cannot use it', async () => {
  const made = await aTicket(ctx)
  const browser = await aVisitor(ctx)
  const first = await askCode(browser.ctx, browser.id, made.number)
  const old = await codeOf(made.ticketId, made.citizenId)
  const haste = await refuses(askCode(browser.ctx, browser.id, made.number), 'too-many', 'guest.resend-wait')
  assert.equal(haste.details?.['retryAfterSeconds'], 60)
  const second = await askCode({ ...browser.ctx, now: later(ctx.now, minutes(1)) }, browser.id, made.number)
  const code = await codeOf(made.ticketId, made.citizenId)
  await refuses(proveCode(browser.ctx, browser.id, first.accessId, old), 'unprocessable', 'code.expired')
  const stranger = await aVisitor(ctx)
  await refuses(proveCode(stranger.ctx, stranger.id, second.accessId, code), 'unprocessable', 'code.expired')
  const wrong = code === '000000' ? '111111' : '000000'
  for (let left = 4; left > 0; left--) await refuses(proveCode(browser.ctx, browser.id, second.accessId, wrong), 'unprocessable', 'code.wrong')
  await refuses(proveCode(browser.ctx, browser.id, second.accessId, wrong), 'unprocessable', 'code.too-many')
  await refuses(proveCode(browser.ctx, browser.id, second.accessId, code), 'unprocessable', 'code.expired')
})

test('C17, C18: three codes an hour go to one request, whoever asks, and every asker gets the same answer', async () => {
  const made = await aTicket(ctx)
  const answers = await Promise.all(
    Array.from({ length: 30 }, async () => {
      const browser = await aVisitor(ctx)
      return Object.keys(await askCode(browser.ctx, browser.id, made.number))
    }),
  )
  assert.equal(new Set(answers.map(String)).size, 1)
  assert.equal((await noticesOf(ctx, made.ticketId)).filter((event) => event === 'auth.code').length, 3)
})

test('C19: haste is answered the same for a number that is nobody’s', async () => {
  const browser = await aVisitor(ctx)
  const nobodys = publicNumber(2031, 77, ctx.app.vault.serviceKey('number'))
  await askCode(browser.ctx, browser.id, nobodys)
  await refuses(askCode(browser.ctx, browser.id, nobodys), 'too-many', 'guest.resend-wait')
})

test('C17: five codes an hour go to one address, however many requests name it', async () => {
  const email = 'flooded@example.org'
  const made = await Promise.all(Array.from({ length: 8 }, () => aTicket(ctx, { email })))
  for (const { number } of made) {
    const browser = await aVisitor(ctx)
    await askCode(browser.ctx, browser.id, number)
  }
  const codes = await Promise.all(made.map(async ({ ticketId }) => (await noticesOf(ctx, ticketId)).filter((event) => event === 'auth.code').length))
  assert.equal(
    codes.reduce((sum, n) => sum + n, 0),
    5,
  )
})

test('C17, ASVS 2.4.1: what is refused for its number or size leaves nothing on the disk', async () => {
  const visitor = await aVisitor(ctx)
  const put = () => storeFile(visitor.ctx, ownedByDraft(visitor.ctx, visitor.id), visitor.id, { name: 'a.png', bytes: aPng() })
  for (let i = 0; i < ctx.app.config.files.perRequest; i++) await put()
  const onDisk = async () => (await Array.fromAsync(ctx.app.files.list())).length
  const before = await onDisk()
  await refuses(put(), 'too-many', 'file.too-many')
  await Promise.allSettled(Array.from({ length: 8 }, put))
  assert.equal(await onDisk(), before)
})

test('ASVS 5.4.3: a damaged file in the row of those that wait for the scanner keeps no other one shut', async () => {
  const visitor = await aVisitor(ctx)
  const put = async () => {
    const stored = await storeFile(visitor.ctx, ownedByDraft(visitor.ctx, visitor.id), visitor.id, { name: 'a.png', bytes: aPng() })
    assert.ok('id' in stored)
    await db.updateTable('attachment').set({ scan: 'quarantined' }).where('id', '=', stored.id).execute()
    return stored.id
  }
  const [damaged, good] = [await put(), await put()]
  await ctx.app.files.put(damaged, Buffer.from('not what was sealed'))
  await rescanQuarantined(ctx)
  const scanOf = async (id: string) => (await db.selectFrom('attachment').select('scan').where('id', '=', id).executeTakeFirstOrThrow()).scan
  assert.deepEqual([await scanOf(damaged), await scanOf(good)], ['quarantined', 'not_scanned'])
})

test('PRIV-1: an erased person is gone: words, contacts, mails, files, codes, drafts; requests have ended, others are untouched', async () => {
  const made = await aTicket(ctx, {}, operator)
  const other = await aTicket(ctx, {}, operator)
  const { ticket, key } = await ticketById(ctx, db, made.ticketId)
  const stored = await storeFile(made.visitor.ctx, ownedByCitizen(ticket.citizen_id, ticket.id, key), made.visitor.id, { name: 'a.png', bytes: aPng() })
  assert.ok('id' in stored)
  await addWords(made.visitor.ctx, made.number, { text: 'вложение', fileIds: [stored.id] })
  await saveDraft(made.visitor.ctx, made.visitor.id, { name: 'Мария' })
  const browser = await aVisitor(ctx)
  const { accessId } = await askCode(browser.ctx, browser.id, made.number)
  const code = await codeOf(made.ticketId, made.citizenId)
  await eraseCitizen(officer.ctx, made.citizenId, 'заявление гражданина')
  await removeFilesOf(ctx, made.citizenId)
  const of = async (table: 'contact' | 'guest_grant' | 'guest_access') =>
    (await db.selectFrom(table).selectAll().where('citizen_id', '=', made.citizenId).execute()).length
  assert.deepEqual([await of('contact'), await of('guest_grant'), await of('guest_access')], [0, 0, 0])
  assert.equal((await db.selectFrom('message').select('id').where('citizen_id', '=', made.citizenId).where('stems', 'is not', null).execute()).length, 0)
  assert.equal((await db.selectFrom('attachment').select('id').where('owner_id', '=', made.citizenId).execute()).length, 0)
  assert.equal((await db.selectFrom('draft').select('session_id').where('session_id', '=', made.visitor.id).execute()).length, 0)
  assert.deepEqual(
    [...new Set((await db.selectFrom('notice').select('state').where('person_id', '=', made.citizenId).execute()).map(({ state }) => state))],
    ['skipped'],
  )
  assert.equal((await rowOf(ctx, made.ticketId)).status, 'withdrawn')
  await refuses(proveCode(browser.ctx, browser.id, accessId, code), 'unprocessable', 'code.expired')
  await refuses(open(operator, made.number), 'gone', 'citizen.erased')
  await refuses(ticketForCitizen(made.visitor.ctx, made.number), 'not-found', 'ticket.not-found')
  await refuses(eraseCitizen(officer.ctx, made.citizenId, 'еще раз'), 'not-found')
  await open(operator, other.number)
  assert.equal((await journalOf(ctx, made.ticketId)).at(-1), 'ticket.withdrawn')
})

test('PRIV-1: what was begun before an erasure and comes after it writes nothing, on requests that had ended too', async () => {
  const made = await aTicket(ctx, {}, operator)
  await withdraw(made.visitor.ctx, made.number)
  const seen = ticketByNumber(ctx, made.number)
  await seen
  await eraseCitizen(officer.ctx, made.citizenId, 'заявление гражданина')
  await refuses(writeNote(operator.ctx, made.number, { text: 'Звонила Мария' }, seen), 'gone', 'citizen.erased')
  const said = await db.selectFrom('message').select('kind').where('ticket_id', '=', made.ticketId).execute()
  assert.deepEqual(said, [{ kind: 'intake' }])
})

test('FORM-14, C27: neither the journal nor queued notices nor answers of keys hold a word of what people wrote', async () => {
  const canary = 'Канарейкина'
  const made = await aTicket(
    ctx,
    {
      name: canary,
      subject: `${canary} спрашивает`,
      description: `${canary} просит выписку, ${canary}.`,
      email: 'kanareika@example.org',
      phone: '+7 000 919 29 39',
    },
    operator,
  )
  await replyToCitizen({ ...operator.ctx, idempotency: { scope: operator.id, key: 'POST canary reply key', bodyMac: Buffer.from('x') } }, made.number, {
    text: `Уважаемая ${canary}`,
  })
  await addWords(made.visitor.ctx, made.number, { text: `Это ${canary}` })
  await reveal(operator.ctx, operator.ctx.actor as never, made.number, { field: 'email', purpose: 'write', note: canary })
  for (const table of ['journal', 'notice', 'idempotency', 'ticket', 'contact', 'message', 'guest_session'] as const) {
    const rows = await db.selectFrom(table).selectAll().execute()
    const text = JSON.stringify(rows, (_, value) => (value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value))
    assert.doesNotMatch(text, /Канарейкина|kanareika|9192939|919 29 39/i, table)
    assert.ok(!text.includes(Buffer.from(canary).toString('latin1')), table)
  }
})
