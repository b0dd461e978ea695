import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { cancelToken } from '#domains/accounts/cancel-token'
import { ownerOfAccount } from '#domains/accounts/index'
import { sealNoticeSecret, tellOwner } from '#domains/accounts/tell-owner'
import { aKnownOwner, asOwner, systemAt } from '#domains/accounts/testing/recovering'
import { deadAddressesOf } from '#domains/citizens/index'
import { openSender } from '#domains/notifications/commands/sender'
import { takeReceipt } from '#domains/notifications/commands/take-receipt'
import { unsubscribe } from '#domains/notifications/commands/unsubscribe'
import { smppTransport } from '#domains/notifications/smpp/transport'
import { mailGateway } from '#domains/notifications/testing/mail-gateway'
import { smsc } from '#domains/notifications/testing/smsc'
import { mailTransport } from '#domains/notifications/transport'
import { unsubscribeToken } from '#domains/notifications/unsubscribe-token'
import { resolveTicket } from '#domains/tickets/commands/endings'
import { startTicket, takeTicket } from '#domains/tickets/commands/holder'
import { submitTicket } from '#domains/tickets/commands/submit'
import { deskTicket } from '#domains/tickets/queries/desk-ticket'
import { ticketForCitizen } from '#domains/tickets/queries/for-citizen'
import { change } from '#platform/change'
import { uuidv7 } from '#platform/ids'
import type { DataKey } from '#platform/vault/index'
import { testDatabase } from '#testing/database'
import { anIntake, aStaff, aTicket } from '#testing/factories'
import { testPlatform } from '#testing/platform'
import { people } from './people.ts'

const platform = await testPlatform(await testDatabase())
after(() => platform.store.close())
const ctx = systemAt(platform)
const { db } = platform.store
const channelsOf = async (ticketId: string, event: string) =>
  (await db.selectFrom('notice').select('channel').where('ticket_id', '=', ticketId).where('event', '=', event).orderBy('id').execute()).map(
    ({ channel }) => channel,
  )

test('SLA-7: a guest hears by mail, the owner of an account in the account too, and what was switched off stays out unless it is mandatory', async () => {
  const operator = await aStaff(ctx)
  const guest = await aTicket(ctx, {}, operator)
  assert.deepEqual(await channelsOf(guest.ticketId, 'request.registered'), ['email'])
  const owner = await aKnownOwner(ctx)
  const filed = await submitTicket(asOwner(ctx, owner), { intake: anIntake(), channel: 'form' })
  assert.deepEqual(await channelsOf(filed.ticketId, 'request.registered'), ['email', 'inapp'])
  await db
    .insertInto('notice_choice')
    .values({ citizen_id: owner.citizenId, channels: JSON.stringify({ requests: { email: false } }), changed_at: ctx.now })
    .execute()
  const holder = await aStaff(ctx)
  const later = await submitTicket(asOwner(ctx, owner), { intake: anIntake(), channel: 'form' })
  assert.deepEqual(await channelsOf(later.ticketId, 'request.registered'), ['inapp'])
  await takeTicket(holder.at(ctx.now), later.number)
  await startTicket(holder.at(ctx.now), later.number)
  assert.deepEqual(await channelsOf(later.ticketId, 'request.in_progress'), ['inapp'])
  await resolveTicket(holder.at(ctx.now), later.number, { text: 'Откройте раздел «Заявления»: номер стоит в первой строке.' })
  assert.deepEqual(await channelsOf(later.ticketId, 'request.resolved'), ['email', 'inapp'])
})

test('a refused address is dead for the record it was used for, and for nobody else; temporary trouble marks nothing', async () => {
  const email = 'shared@example.org'
  const one = await aTicket(ctx, { email })
  const other = await aTicket(ctx, { email })
  const notice = (made: typeof one) =>
    ({
      id: '',
      created_at: ctx.now,
      event: 'request.registered',
      audience: 'citizen',
      channel: 'email',
      person_id: made.citizenId,
      ticket_id: made.ticketId,
      facts: {},
      secret: null,
      attempts: 1,
      expires_at: null,
    }) as never
  const isDead = async (made: typeof one) => (await people.recipient(ctx, notice(made)))!.isDead
  const refused = { personId: one.citizenId, ticketId: one.ticketId, channel: 'email', code: '550' } as const
  await people.addressFailed(ctx, { ...refused, permanent: false })
  assert.equal(await isDead(one), false)
  await people.addressFailed(ctx, { ...refused, permanent: true })
  await people.addressFailed(ctx, { ...refused, permanent: true })
  assert.deepEqual([await isDead(one), await isDead(other)], [true, false])
  assert.deepEqual(
    (await deadAddressesOf(ctx, db, [one.citizenId])).map(({ kind, masked }) => [kind, masked]),
    [['email', 's***@example.org']],
  )
  const { value, code } = await db.selectFrom('dead_address').select(['value', 'code']).executeTakeFirstOrThrow()
  assert.ok(!value.includes('shared'))
  assert.equal(code, '550')
})

test('SLA-7: where letters do not arrive is said on the card at the desk and on the own page of a guest, masked, and of one request only', async () => {
  const made = await aTicket(ctx, { email: 'gone@example.org' })
  const { ctx: guest } = made.visitor
  const operator = await aStaff(ctx)
  const seen = async () => [
    (await ticketForCitizen(guest, made.number)).dead.map(({ masked }) => masked),
    (await deskTicket(operator.ctx, operator.ctx.actor as never, made.number, async () => [])).dead.map(({ masked }) => masked),
  ]
  assert.deepEqual(await seen(), [[], []])
  await people.addressFailed(ctx, { personId: made.citizenId, ticketId: made.ticketId, channel: 'email', code: '5.1.1', permanent: true })
  assert.deepEqual(await seen(), [['g***@example.org'], ['g***@example.org']])
})

test('RFC 8058: the sealed link ends optional mail of its kind for a guest and nothing else; a changed one opens nothing', async () => {
  const operator = await aStaff(ctx)
  const guest = await aTicket(ctx, {}, operator)
  const token = unsubscribeToken(platform.vault, guest.citizenId, 'requests')
  await assert.rejects(unsubscribe(ctx, `${token.slice(0, -4)}AAAA`), { code: 'unsubscribe.none' })
  assert.deepEqual(await unsubscribe(ctx, token), { group: 'requests' })
  await unsubscribe(ctx, token)
  await startTicket(operator.at(ctx.now), guest.number)
  assert.deepEqual(await channelsOf(guest.ticketId, 'request.in_progress'), [])
  await resolveTicket(operator.at(ctx.now), guest.number, { text: 'Номер стоит в первой строке раздела «Заявления».' })
  assert.deepEqual(await channelsOf(guest.ticketId, 'request.resolved'), ['email'])
})

test('LOGIN-4: news of an account whose text message is told lost by a late receipt go by mail with the link that stops it, though nothing of it was kept', async (t) => {
  const [operator, mail] = await Promise.all([smsc(), mailGateway()])
  t.after(() => Promise.all([operator.close(), mail.close()]))
  const real = { ...platform, config: { ...platform.config, mail: { ...platform.config.mail, smtpUrl: mail.url } } }
  const owner = await aKnownOwner(ctx)
  const recoveryId = uuidv7(ctx.now)
  const expiresAt = new Date(ctx.now.getTime() + 86_400_000)
  await db.deleteFrom('notice').execute()
  await change(ctx, async (tx) => {
    const facts = { at: ctx.now.toISOString(), cancelBy: expiresAt.toISOString(), recoveryId }
    const key = (await people.keyOf(ctx, owner.citizenId, 'citizen')) as DataKey
    const secret = sealNoticeSecret(platform.vault, key, owner.citizenId, { cancelToken: cancelToken(ctx, 'recovery', recoveryId) })
    tellOwner(tx, 'recovery.started', owner.citizenId, await ownerOfAccount(tx, owner.citizenId), facts, { secret, expiresAt })
    tx.record('account.tested', { subject: owner.citizenId, object: owner.citizenId })
  })
  const rows = (channel: 'sms' | 'email') => db.selectFrom('notice').selectAll().where('channel', '=', channel).orderBy('id', 'desc').execute()
  await db.updateTable('notice').set({ state: 'failed', secret: null }).where('channel', '=', 'email').execute()
  const onReceipt = (receipt: Parameters<typeof takeReceipt>[2]) => takeReceipt(ctx, people, receipt)
  const sms = smppTransport({ url: operator.url, from: 'Agency', onReceipt })
  t.after(() => sms.close())
  const sender = openSender({ platform: real, people, transport: mailTransport(real), sms, clock: () => ctx.now })
  await sender.drain()
  const [told] = await rows('sms')
  assert.deepEqual([told!.state, told!.secret], ['sent', null])
  await operator.receipt(operator.taken[0]!.messageId, 'UNDELIV')
  await sender.drain()
  const [copy] = await rows('email')
  assert.deepEqual([(await rows('sms'))[0]!.state, copy!.state, copy!.secret], ['failed', 'sent', null])
  assert.ok(mail.caught[0]!.text.includes(`/cancel/${cancelToken(ctx, 'recovery', recoveryId)}`))
})

test('LOGIN-4: what was drawn by lot is never made again', async () => {
  const { citizenId } = await aKnownOwner(ctx)
  const again = (event: string) =>
    people.secretAgain(ctx, { event, person_id: citizenId, audience: 'citizen', facts: { recoveryId: 'r', changeId: 'c' } } as never)
  assert.deepEqual([await again('auth.code'), await again('recovery.link')], [null, null])
  assert.ok(await again('recovery.started'))
})
