import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { citizensWith } from '#domains/citizens/index'
import { testDatabase } from '#testing/database'
import { ctxOf, later, minutes } from '#testing/factories'
import { testPlatform } from '#testing/platform'
import { refuses } from '../tickets/testing/office.ts'
import { fillProfile, revealProfile } from './commands/profile.ts'
import { changeSettings } from './commands/settings.ts'
import { profileProblems } from './profile-problems.ts'
import { profileView } from './profile-view.ts'
import { knownPerson } from './queries/known-person.ts'
import { anAccount } from './testing/an-account.ts'

const ctx = ctxOf(await testPlatform(await testDatabase()))
const { db } = ctx.app.store
after(() => ctx.app.store.close())
const typed = { birthDate: '03.02.1980', snils: '112-233-445 95', inn: '500100732259', passport: '4510 123456' }
const normal = { birthDate: '1980-02-03', snils: '11223344595', inn: '500100732259', passport: '4510123456' }

test('K12: what is typed into a profile is read in any usual form; every mistake is told by its field', () => {
  assert.deepEqual(profileProblems(typed, null, '2026-11-27'), { problems: [], normal })
  const wrong = { birthDate: '30.02.1980', snils: '112-233-445 96', inn: '7707083893', passport: '12 34' }
  const { problems, normal: none } = profileProblems(wrong, null, '2026-11-27')
  assert.deepEqual(
    problems.map(({ field, code, details }) => [field, code, details?.['reason']]),
    [
      ['birthDate', 'birthDate.invalid', 'DATE_INVALID'],
      ['snils', 'snils.invalid', 'SNILS_CHECKSUM'],
      ['inn', 'inn.invalid', 'INN_LENGTH'],
      ['passport', 'passport.invalid', 'PASSPORT_NUMBER_LENGTH'],
    ],
  )
  assert.deepEqual(none, {})
  assert.doesNotMatch(JSON.stringify(problems), /1122|7707|1980/)
})

test('8.2.3: the account’s page holds no value in full: a masked one ends in its last digits', () => {
  const view = profileView({ surname: 'Озерова', name: 'Вера', ...normal })
  assert.deepEqual(view, { name: 'О••• В•••', birthDate: '••.••.••80', snils: '•••••••••95', inn: '••••••••••59', passport: '••••••••56' })
  assert.deepEqual(profileView(null), { name: null, birthDate: null, snils: null, inn: null, passport: null })
})

test('DATA-6: empty fields are filled once, what stands is never overwritten, and nothing lies open', async () => {
  const owner = await anAccount(ctx)
  await fillProfile(owner.as(), { snils: typed.snils })
  await fillProfile(owner.as(), { snils: typed.snils, inn: typed.inn })
  const refusal = await refuses(fillProfile(owner.as(), { snils: '123-456-789 64', passport: typed.passport }), 'unprocessable', 'profile.filled')
  assert.equal(refusal.fields?.[0]?.field, 'snils')
  const { profile } = (await knownPerson(ctx, owner.id))!
  assert.deepEqual(profile, { ...owner.profile, snils: normal.snils, inn: normal.inn })
  await refuses(fillProfile(owner.as(), {}), 'unprocessable', 'profile.empty')
  await refuses(fillProfile(owner.as({ level: 'enrol' }), typed), 'forbidden', 'account.enrol-first')
  const rows = await ctx.app.store.pool.query('select details::text from journal where object_id = $1', [owner.id])
  assert.deepEqual(
    rows.rows.map((row) => row.details),
    ['{"fields": ["snils"]}', '{"fields": ["snils", "inn"]}'],
  )
})

test('DATA-6: of twenty parallel fillings with different numbers one holds', async () => {
  const owner = await anAccount(ctx)
  const passports = Array.from({ length: 20 }, (_, i) => `45101234${String(10 + i)}`)
  const done = await Promise.allSettled(passports.map((passport) => fillProfile(owner.as(), { passport })))
  assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('REG-9: the desk’s exact look-up finds the person by SNILS and INN, and not by parts', async () => {
  const owner = await anAccount(ctx)
  await fillProfile(owner.as(), { snils: '001-001-998 00', inn: '366605029919' })
  assert.deepEqual(await citizensWith(ctx, db, 'snils', '00100199800'), [owner.id])
  assert.deepEqual(await citizensWith(ctx, db, 'inn', '366605029919'), [owner.id])
  assert.deepEqual(await citizensWith(ctx, db, 'inn', '36660502991'), [])
})

test('7.5.1, FORM-15: a value is shown after a fresh proof only, and the look is written down without it', async () => {
  const owner = await anAccount(ctx, { profile: normal })
  const stale = owner.as({ provedAt: ctx.now }, later(ctx.now, minutes(6)))
  await refuses(revealProfile(stale, 'passport'), 'forbidden', 'step-up.needed')
  for (const [field, value] of [
    ['name', 'Озерова Вера Ильинична'],
    ['birthDate', '03.02.1980'],
    ['snils', '112-233-445 95'],
    ['inn', '500100732259'],
    ['passport', '4510 123456'],
  ] as const)
    assert.deepEqual(await revealProfile(owner.as(), field), { value })
  const rows = await db.selectFrom('journal').select(['event', 'details']).where('object_id', '=', owner.id).orderBy('id').execute()
  assert.equal(rows.length, 5)
  assert.deepEqual(rows[4], { event: 'account.profile-revealed', details: { field: 'passport' } })
})

test('RECOV-4: while the account cools down its data cannot be filled', async () => {
  const owner = await anAccount(ctx)
  await db
    .updateTable('account')
    .set({ cooling_until: later(ctx.now, minutes(1)) })
    .where('citizen_id', '=', owner.id)
    .execute()
  await refuses(fillProfile(owner.as(), typed), 'forbidden', 'account.cooling')
  await fillProfile(owner.as({}, later(ctx.now, minutes(2))), typed)
})

test('language, time zone and reminders are changed one by one; a zone that nobody knows is refused', async () => {
  const owner = await anAccount(ctx)
  await changeSettings(owner.as(), { lang: 'en' })
  await changeSettings(owner.as(), { zone: 'Asia/Tomsk', reminders: false })
  await refuses(changeSettings(owner.as(), { zone: 'Mars/North' }), 'unprocessable', 'zone.unknown')
  const row = await db
    .selectFrom('citizen')
    .innerJoin('account', 'account.citizen_id', 'citizen.id')
    .select(['lang', 'zone', 'settings'])
    .where('id', '=', owner.id)
    .executeTakeFirst()
  assert.deepEqual(row, { lang: 'en', zone: 'Asia/Tomsk', settings: { reminders: false } })
})
