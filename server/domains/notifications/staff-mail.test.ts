import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setOwnMail } from '#domains/staff/commands/own-mail'
import { change } from '#platform/change'
import { type Ctx, systemCtx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import { testDatabase } from '#testing/database'
import { type AStaff, aStaff } from '#testing/factories'
import { testPlatform } from '#testing/platform'
import { mailStaff } from './commands.ts'

let now = new Date('2026-11-20T09:00:00Z')
let platform: Platform
let anna: AStaff
const ctx = (): Ctx => systemCtx(platform, now, 'T')
const MINUTE = 60_000
const pass = (minutes: number) => {
  now = new Date(now.getTime() + minutes * MINUTE)
}
const ring = (event: 'sla.warning' | 'sla.breached' | 'assignment.new') =>
  change(ctx(), async (tx) => {
    tx.record('ticket.tested', {})
    return tx.notify({
      event,
      audience: 'staff',
      personId: anna.id,
      channel: 'inapp',
      facts: { number: '26123456781', dueAt: now.toISOString(), timeLeft: 60, category: 'technical', priority: 'urgent' },
      lane: 2,
    })
  })
const mails = async () => {
  const rows = await platform.store.db
    .selectFrom('notice')
    .select(['event', 'facts'])
    .where('person_id', '=', anna.id)
    .where('channel', '=', 'email')
    .orderBy('id')
    .execute()
  return rows.map(({ event, facts }) => (event === 'staff.digest' ? `digest of ${(facts as { count: number }).count}` : event))
}

before(async () => {
  platform = await testPlatform(await testDatabase())
  anna = await aStaff(ctx(), ['operator'], ['first_line'])
})
after(() => platform.store.close())

test('notices to staff: nothing is mailed without an address, and what rang before it was given is not told again', async () => {
  await ring('sla.breached')
  assert.equal(await mailStaff(ctx()), 0)
  pass(1)
  await setOwnMail(anna.at(now), { email: 'anna@example.org', events: [] })
  assert.equal(await mailStaff(ctx()), 0)
})

test('notices to staff: a broken term is mailed in any case, warnings by choice while unread; one mail an hour, several in one list', async () => {
  pass(1)
  await ring('sla.warning')
  await ring('sla.breached')
  assert.equal(await mailStaff(ctx()), 1)
  assert.deepEqual(await mails(), ['sla.breached'])
  await setOwnMail(anna.at(now), { email: 'anna@example.org', events: ['sla.warning', 'assignment.new'] })
  pass(20)
  await ring('sla.warning')
  await ring('assignment.new')
  await ring('sla.breached')
  assert.equal(await mailStaff(ctx()), 0, 'not yet an hour')
  const read = await ring('assignment.new')
  await platform.store.db.updateTable('notice').set({ read_at: now }).where('id', '=', read).execute()
  pass(41)
  const both = await Promise.all([mailStaff(ctx()), mailStaff(ctx())])
  assert.equal(both[0] + both[1], 1, 'two processes send one')
  assert.deepEqual(await mails(), ['sla.breached', 'digest of 3'])
  pass(61)
  assert.equal(await mailStaff(ctx()), 0)
})

test('notices to staff: another address takes a fresh proof, and one address belongs to one employee', async () => {
  const stale = { ...anna.at(now), actor: { ...anna.at(now).actor, provedAt: new Date(now.getTime() - 10 * MINUTE) } } as Ctx
  await assert.rejects(setOwnMail(stale, { email: 'other@example.org', events: [] }), /step-up.needed/)
  await setOwnMail(stale, { email: 'anna@example.org', events: [] })
  const boris = await aStaff(ctx(), ['operator'], ['first_line'])
  await assert.rejects(setOwnMail(boris.at(now), { email: 'Anna@Example.org', events: [] }), /own-mail.taken/)
  await assert.rejects(setOwnMail(boris.at(now), { email: 'not an address', events: [] }), /own-mail.problems/)
})
