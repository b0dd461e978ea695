import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { randomBytes } from '#platform/vault/index'
import { anIntake, aTicket, days, hours, journalOf, later, minutes, noticesOf } from '#testing/factories'
import { askDeletion, takeDeletionBack } from '../../accounts/commands/deletion.ts'
import { sessionOf } from '../../accounts/queries/session.ts'
import { type AnAccount, anAccount } from '../../accounts/testing/an-account.ts'
import { myTicket } from '../queries/mine.ts'
import { anOffice, refuses } from '../testing/office.ts'
import { eraseAsAsked, eraseCitizen, eraseLeaving } from './erase.ts'
import { takeTicket } from './holder.ts'
import { joinRequest } from './join.ts'
import { submitTicket } from './submit.ts'

const office = await anOffice()
after(office.close)
const { ctx, officer, operator } = office
const { db } = ctx.app.store
const account = (id: string) => db.selectFrom('account').selectAll().where('citizen_id', '=', id).executeTakeFirstOrThrow()
const at = (now: Date): Ctx => ({ ...ctx, now })

/** An account with everything that one may have, an own and a joined request. */
async function lived(): Promise<{ owner: AnAccount; own: string; joined: string; records: string[] }> {
  const owner = await anAccount(ctx)
  const { citizenId: guestId, ...made } = await aTicket(ctx, { email: owner.email })
  await joinRequest(owner.as({ visitorId: made.visitor.id }), made.number)
  const { number } = await submitTicket(owner.as(), { intake: anIntake(), channel: 'form' })
  const [id, citizen_id, created_at] = [uuidv7(ctx.now), owner.id, ctx.now]
  await db
    .insertInto('account_factor')
    .values({ citizen_id, id, kind: 'passkey', secret: randomBytes(40), lookup: randomBytes(16), created_at, confirmed_at: ctx.now })
    .execute()
  await db
    .insertInto('account_device')
    .values({ citizen_id, id, token_hash: randomBytes(32), about: randomBytes(40), created_at, seen_at: ctx.now })
    .execute()
  await db
    .insertInto('backup_code')
    .values({ citizen_id, id, mac: randomBytes(32), created_at })
    .execute()
  await db
    .insertInto('account_identity')
    .values({ provider: 'agency', subject_lookup: randomBytes(16), citizen_id, linked_at: ctx.now })
    .execute()
  const until = later(ctx.now, hours(24))
  const code = {
    id,
    citizen_id,
    purpose: 'sign_in',
    about_id: id,
    channel: 'email',
    code_mac: randomBytes(32),
    attempts_left: 5,
    created_at,
    expires_at: until,
  }
  await db.insertInto('account_code').values(code).execute()
  await db
    .insertInto('account_recovery')
    .values({ id, citizen_id, started_by: 'citizen', state: 'finished', cancel_hash: randomBytes(32), created_at, expires_at: until, ended_at: ctx.now })
    .execute()
  const change = {
    kind: 'phone',
    new_value: randomBytes(40),
    new_lookup: randomBytes(16),
    requested_at: ctx.now,
    expires_at: until,
    cancel_hash: randomBytes(32),
  }
  await db
    .insertInto('contact_change')
    .values({ citizen_id, id, state: 'requested', ...change })
    .execute()
  const { lookup } = await db.selectFrom('contact').select('lookup').where('citizen_id', '=', owner.id).where('kind', '=', 'email').executeTakeFirstOrThrow()
  await db
    .insertInto('account_registration')
    .values({ id, session_id: made.visitor.id, kind: 'email', value: randomBytes(40), lookup, lang: 'ru', zone: 'UTC', created_at, expires_at: until })
    .execute()
  return { owner, own: number, joined: made.number, records: [owner.id, guestId] }
}

const kept = ['account_session', 'account_device', 'account_factor', 'backup_code', 'account_code', 'account_identity', 'contact'] as const
async function isGone({ owner, records }: Awaited<ReturnType<typeof lived>>): Promise<void> {
  for (const table of kept) assert.deepEqual(await db.selectFrom(table).select('citizen_id').where('citizen_id', 'in', records).execute(), [], table)
  const citizens = await db.selectFrom('citizen').select('wrapped_key').where('id', 'in', records).execute()
  assert.deepEqual(citizens, [{ wrapped_key: null }, { wrapped_key: null }])
  const row = await account(owner.id)
  assert.deepEqual([row.state, row.profile, row.password_hash, row.settings, row.delete_at], ['deleted', null, null, {}, null])
  const change = await db.selectFrom('contact_change').selectAll().where('citizen_id', '=', owner.id).executeTakeFirstOrThrow()
  assert.deepEqual([change.state, change.new_value.length, change.new_lookup.length, change.cancel_hash], ['cancelled', 0, 0, null])
  const recovery = await db.selectFrom('account_recovery').selectAll().where('citizen_id', '=', owner.id).executeTakeFirstOrThrow()
  assert.deepEqual([recovery.state, recovery.cancel_hash], ['finished', null])
  assert.deepEqual(await db.selectFrom('account_registration').select('id').where('id', '=', change.id).execute(), [])
}

test('R8: an account asked to be erased stays for fourteen days, then goes with the joined requests, keys, sessions and contacts', async () => {
  const life = await lived()
  const { owner, own, joined } = life
  const { token } = await owner.session()
  await takeTicket(operator.ctx, own)
  const { deleteAt } = await askDeletion(owner.as())
  assert.equal(deleteAt, later(ctx.now, days(14)).toISOString())
  const told = await db.selectFrom('notice').select(['event', 'channel']).where('person_id', '=', owner.id).where('ticket_id', 'is', null).execute()
  assert.deepEqual(told.map(({ channel }) => channel).sort(), ['email', 'inapp', 'sms'])
  await eraseLeaving(at(later(ctx.now, days(14) - minutes(1))))
  assert.equal((await account(owner.id)).state, 'open')
  assert.ok(await sessionOf(ctx.app, token, ctx.now))
  const then = later(ctx.now, days(14))
  await eraseLeaving(at(then))
  await eraseLeaving(at(then))
  await isGone(life)
  assert.equal(await sessionOf(ctx.app, token, ctx.now), null)
  for (const number of [own, joined]) await refuses(myTicket(owner.as({}, then), number), 'gone', 'citizen.erased')
  const rows = await db
    .selectFrom('ticket')
    .select(['status', 'ended_at'])
    .where('number', 'in', [Number(own), Number(joined)])
    .execute()
  assert.deepEqual(rows, [
    { status: 'withdrawn', ended_at: then },
    { status: 'withdrawn', ended_at: then },
  ])
  assert.ok((await journalOf(ctx, owner.id)).includes('account.deleted'))
})

test('R8: the contacts of an erased account are free for another one', async () => {
  const { owner } = await lived()
  await eraseCitizen(officer.ctx, owner.id, 'заявление гражданина')
  const next = await anAccount(ctx, { phone: owner.phone, email: owner.email })
  assert.equal((await account(next.id)).state, 'open')
})

test('R8: an officer who erases the person of a joined request erases the account with it', async () => {
  const life = await lived()
  await eraseCitizen(officer.ctx, life.records[1]!, 'заявление гражданина')
  await isGone(life)
  await refuses(eraseCitizen(officer.ctx, life.owner.id, 'заявление гражданина'), 'not-found', 'citizen.not-found')
})

test('R8: what was taken back is not erased, also when it is taken back at the last moment', async () => {
  const { owner } = await lived()
  await askDeletion(owner.as())
  await refuses(askDeletion(owner.as()), 'conflict', 'account.leaving-already')
  await takeDeletionBack(owner.as())
  await refuses(takeDeletionBack(owner.as()), 'conflict', 'account.not-leaving')
  await refuses(eraseAsAsked(at(later(ctx.now, days(15))), owner.id), 'conflict', 'account.not-leaving')
  await eraseLeaving(at(later(ctx.now, days(15))))
  assert.equal((await account(owner.id)).state, 'open')
  assert.deepEqual((await journalOf(ctx, owner.id)).slice(-2).sort(), ['account.deletion-asked', 'account.deletion-taken-back'])
  assert.deepEqual(await noticesOf(ctx, owner.id), [])
})

test('RECOV-4, 7.5.1: erasing needs a fresh proof, is closed while the account cools down, and waits while somebody recovers it', async () => {
  const { owner } = await lived()
  await refuses(askDeletion(owner.as({ provedAt: later(ctx.now, -minutes(6)) })), 'forbidden', 'step-up.needed')
  await refuses(askDeletion(owner.as({ level: 'enrol' })), 'forbidden', 'account.enrol-first')
  const set = (values: { cooling_until?: Date | null; failures_in_row?: number }) =>
    db.updateTable('account').set(values).where('citizen_id', '=', owner.id).execute()
  await set({ cooling_until: later(ctx.now, hours(1)) })
  await refuses(askDeletion(owner.as()), 'forbidden', 'account.cooling')
  await set({ cooling_until: null })
  await askDeletion(owner.as())
  const then = later(ctx.now, days(15))
  await set({ cooling_until: later(then, hours(1)), failures_in_row: 500 })
  await eraseLeaving(at(then))
  assert.equal((await account(owner.id)).state, 'open')
  await eraseLeaving(at(later(then, hours(2))))
  assert.equal((await account(owner.id)).state, 'deleted')
})

test('R8: a request joined while the person is erased goes too, or is not joined', async () => {
  for (let i = 0; i < 8; i++) {
    const owner = await anAccount(ctx)
    const made = await aTicket(ctx, { email: owner.email })
    await Promise.allSettled([joinRequest(owner.as({ visitorId: made.visitor.id }), made.number), eraseCitizen(officer.ctx, owner.id, 'заявление гражданина')])
    const row = await db.selectFrom('citizen').select(['belongs_to', 'wrapped_key']).where('id', '=', made.citizenId).executeTakeFirstOrThrow()
    assert.ok(row.belongs_to === null || row.wrapped_key === null, 'an erased account has a readable record')
  }
})
