import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { colleaguesOf, staffById, staffNames, supervisorsOf } from './index.ts'
import { codeAt, type Desk, desk, type Person, password } from './testing/desk.ts'

let it: Desk
let admin: Person
before(async () => {
  it = await desk()
  admin = await it.person('chief', ['admin', 'auditor'])
})
after(() => it.close())

const atDesk = async (person: Person) => {
  it.later(1)
  return it.enter(person)
}

test('ASVS 8.2.1: only administrators manage accounts', async () => {
  const operator = await atDesk(await it.person('plain'))
  assert.equal((await operator.send('GET', '/api/staff')).status, 403)
  assert.equal((await operator.send('POST', `/api/staff/${admin.id}/block`, { reason: 'because' })).status, 403)
  assert.equal((await operator.send('POST', `/api/staff/${admin.id}/invitation`, { reason: 'because' })).status, 403)
  assert.equal((await operator.send('PATCH', `/api/staff/${admin.id}`, { roles: ['operator'] })).status, 403)
})

test('ASVS 7.4.2: a block ends the sessions at the next request; unblocking opens the desk with the same factors', async () => {
  const person = await it.person('blocked')
  const browser = await atDesk(person)
  const boss = await atDesk(admin)
  const answer = await boss.send('POST', `/api/staff/${person.id}/block`, { reason: 'left the agency' })
  assert.equal(answer.body.state, 'blocked')
  assert.equal((await browser.send('GET', '/api/staff/session')).status, 401)
  assert.equal((await it.browser().send('POST', '/api/staff/session', { login: 'blocked', password })).status, 401)
  assert.equal((await boss.send('POST', `/api/staff/${person.id}/block`, { reason: 'once more' })).status, 409)
  assert.equal((await boss.send('DELETE', `/api/staff/${person.id}/block`)).body.state, 'active')
  assert.equal((await browser.send('GET', '/api/staff/session')).status, 401, 'an ended session stays ended')
  await atDesk(person)
  const journal = await it.platform.store.db
    .selectFrom('journal')
    .select(['event', 'actor_id', 'details'])
    .where('object_id', '=', person.id)
    .where('event', '=', 'staff.blocked')
    .executeTakeFirstOrThrow()
  assert.equal(journal.actor_id, admin.id)
  assert.ok(!JSON.stringify(journal.details).includes('left the agency'), 'free words lie sealed')
})

test('ASVS 7.4.3: changed roles end the sessions, a changed language does not', async () => {
  const person = await it.person('promoted')
  const browser = await atDesk(person)
  const boss = await atDesk(admin)
  assert.equal((await boss.send('PATCH', `/api/staff/${person.id}`, { lang: 'en' })).body.lang, 'en')
  assert.equal((await browser.send('GET', '/api/staff/session')).status, 200)
  const { body } = await boss.send('PATCH', `/api/staff/${person.id}`, { roles: ['supervisor', 'operator'], teams: ['technical'] })
  assert.deepEqual([body.roles, body.teams], [['supervisor', 'operator'], ['technical']])
  assert.equal((await browser.send('GET', '/api/staff/session')).status, 401)
  assert.deepEqual((await it.events(person.id)).slice(-2), ['staff.roles-changed', 'staff.teams-changed'])
})

test('C28: nobody blocks, resets or promotes oneself', async () => {
  const boss = await atDesk(admin)
  for (const [method, path, body] of [
    ['POST', '/block', { reason: 'oneself' }],
    ['POST', '/invitation', { reason: 'oneself' }],
    ['PATCH', '', { roles: ['admin', 'security_officer'] }],
  ] as const) {
    const answer = await boss.send(method, `/api/staff/${admin.id}${path}`, body)
    assert.deepEqual([answer.status, answer.body.code], [403, 'staff.not-oneself'])
  }
})

test('ASVS 6.3.2: two administrators who block each other at once leave one', async () => {
  const own = await desk()
  const [one, two] = [await own.person('one', ['admin']), await own.person('two', ['admin'])]
  const [first, second] = [await own.enter(one), await own.enter(two)]
  const answers = await Promise.all([
    first.send('POST', `/api/staff/${two.id}/block`, { reason: 'at once' }),
    second.send('POST', `/api/staff/${one.id}/block`, { reason: 'at once' }),
  ])
  assert.deepEqual(answers.map(({ status }) => status === 200).sort(), [false, true])
  const active = await own.platform.store.db.selectFrom('staff').select('id').where('state', '=', 'active').execute()
  assert.equal(active.length, 1)
  await own.close()
})

test('ASVS 6.4.4: a new invitation drops password, factors and sessions, and is told by its link only', async () => {
  const person = await it.person('lost')
  const browser = await atDesk(person)
  const boss = await atDesk(admin)
  const { status, body } = await boss.send('POST', `/api/staff/${person.id}/invitation`, { reason: 'lost the phone, came in person' })
  assert.equal(status, 200)
  assert.deepEqual([body.employee.state, body.employee.factors], ['invited', []])
  assert.equal((await browser.send('GET', '/api/staff/session')).status, 401)
  assert.equal((await it.browser().send('POST', '/api/staff/session', { login: 'lost', password })).status, 401)
  const again = it.browser()
  await again.send('POST', '/api/staff/enrolment/password', { token: body.link.split('#')[1], password: 'другие слова на память' })
  const begun = await again.send('POST', '/api/staff/factors/totp')
  assert.equal((await again.send('POST', `/api/staff/factors/totp/${begun.body.id}/confirmation`, { code: codeAt(begun.body.secret, it.now()) })).status, 200)
})

test('ASVS 7.5.1: giving rights wants a factor proved within five minutes', async () => {
  const person = await it.person('waiting')
  const boss = await atDesk(admin)
  it.later(6)
  for (const [method, path, body] of [
    ['PATCH', `/${person.id}`, { roles: ['admin'] }],
    ['POST', `/${person.id}/invitation`, { reason: 'any reason' }],
    ['POST', '', { name: 'Кто-то', login: 'someone', roles: ['admin'], teams: [], lang: 'ru' }],
  ] as const) {
    const answer = await boss.send(method, `/api/staff${path}`, body)
    assert.deepEqual([answer.status, answer.body.code], [403, 'step-up.needed'])
  }
  await boss.send('POST', '/api/staff/session/totp', { code: codeAt(admin.secret, it.now()) })
  assert.equal((await boss.send('PATCH', `/api/staff/${person.id}`, { roles: ['specialist'] })).status, 200)
})

test('ASVS 2.2.1: a login is taken once, in any case of letters, and has plain characters', async () => {
  const boss = await atDesk(admin)
  const body = { name: 'Тезка', login: 'CHIEF', roles: ['operator'], teams: [], lang: 'ru' }
  assert.equal((await boss.send('POST', '/api/staff', body)).body.code, 'staff.login-taken')
  const odd = await boss.send('POST', '/api/staff', { ...body, login: 'имя фамилия' })
  assert.deepEqual([odd.status, odd.body.fields], [400, [{ field: 'login', code: 'login.characters' }]])
})

test('the door of staff gives names, colleagues and one person', async () => {
  const { ctx } = it
  const left = await it.person('gone-away')
  const boss = await atDesk(admin)
  await boss.send('POST', `/api/staff/${left.id}/block`, { reason: 'retired' })
  const names = await staffNames(ctx(), [left.id, admin.id, '01930000-0000-7000-8000-000000000000'])
  assert.deepEqual(
    [...names].sort(),
    [
      [admin.id, 'Имя chief'],
      [left.id, 'Имя gone-away'],
    ].sort(),
  )
  const colleagues = await colleaguesOf(ctx())
  assert.ok(colleagues.some(({ id }) => id === admin.id) && colleagues.every(({ id }) => id !== left.id))
  assert.equal((await staffById(ctx(), left.id))?.state, 'blocked')
  assert.equal(await staffById(ctx(), '01930000-0000-7000-8000-000000000000'), null)
  const list = await boss.send('GET', '/api/staff')
  assert.deepEqual(list.body.find(({ id }: { id: string }) => id === admin.id).factors, ['totp'])
})

test('the door of staff: supervisors of the team are told of what is late; where it has none, all supervisors', async () => {
  const own = await desk()
  const [documents, everywhere] = [await own.person('documents', ['supervisor']), await own.person('first', ['supervisor', 'operator'])]
  await own.person('worker')
  await own.platform.store.db
    .updateTable('staff')
    .set({ teams: ['documents'] })
    .where('id', '=', documents.id)
    .execute()
  assert.deepEqual(await supervisorsOf(own.ctx(), 'documents'), [documents.id])
  assert.deepEqual(await supervisorsOf(own.ctx(), 'first_line'), [everywhere.id])
  assert.deepEqual(await supervisorsOf(own.ctx(), 'security'), [documents.id, everywhere.id].sort())
  await own.close()
})
