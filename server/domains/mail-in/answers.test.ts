import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { bounced, complained, mailTransport, openSender, type People, type Refused } from '#domains/notifications/index'
import { mailGateway } from '#domains/notifications/testing/mail-gateway'
import { startTicket, takeTicket } from '#domains/tickets/commands/holder'
import { askCitizen, replyToCitizen } from '#domains/tickets/commands/words-of-staff'
import { personForNotice, replyAddress } from '#domains/tickets/index'
import { ticketForCitizen } from '#domains/tickets/queries/for-citizen'
import { aStaff, aTicket } from '#testing/factories'
import { aLetter, aPost } from './testing/letters.ts'

const gateway = await mailGateway()
const refused: Refused[] = []
const post = await aPost(
  { SMTP_URL: gateway.url, PUBLIC_URL: 'https://portal.example', MAIL_IN_IDENTIFIED_ONLY: 'yes' },
  {},
  { bounced: (one, bounce) => bounced(one, people, bounce), complained },
)
const { ctx, take } = post
const people: People = {
  recipient: async (one, notice) => personForNotice(one, notice),
  keyOf: async () => null,
  mailOf: async () => [],
  mayReadTicket: async () => true,
  secretAgain: async () => null,
  addressFailed: async (_, one) => void refused.push(one),
}
const sender = openSender({ platform: ctx.app, people, transport: mailTransport(ctx.app), clock: () => ctx.now })
after(async () => {
  await sender.stop()
  await post.close()
  await gateway.close()
})
const sent = async () => {
  const before = gateway.caught.length
  await sender.drain()
  // Lines of a letter end as mail wants it.
  return gateway.caught
    .slice(before)
    .map((mail) => ({ ...mail, text: mail.text.replaceAll('\r\n', '\n'), replyTo: mail.headers.find(({ key }) => key === 'reply-to')?.value ?? '' }))
}

test('MAIL-1: who wrote a letter is answered by one: the words, the signature, the quotation; the reply lands on the request', async () => {
  const from = 'olga@example.org'
  const row = await take(aLetter({ from, proof: 'pass', text: 'Третий день не приходит код.\nСмотрите http://evil.example/x' }))
  const [confirmed] = await sent()
  const { number } = await ctx.app.store.db.selectFrom('ticket').select('number').where('id', '=', row.ticket_id).executeTakeFirstOrThrow()
  assert.match(confirmed!.text, /подано с подтвержденной личностью/)
  assert.match(confirmed!.text, /можно ответить/)
  const operator = await aStaff(ctx)
  await takeTicket(operator.ctx, String(number))
  await replyToCitizen(operator.ctx, String(number), { text: 'Проверьте папку «Спам».\nНовый код: https://portal.example/help или https://evil.example.' })
  const mails = await sent()
  assert.equal(mails.length, 1, 'one change, one letter')
  const [mail] = mails
  assert.match(mail!.text, /Проверьте папку «Спам»\.\nНовый код: https:\/\/portal\.example\/help или \[ссылка убрана\]/)
  assert.match(mail!.text, /С уважением,\nВедомство «Образец»/)
  assert.match(mail!.text, /Вы писали:\n> Третий день не приходит код\.\n> Смотрите \[ссылка убрана\]/)
  assert.doesNotMatch(mail!.html + mail!.text, /evil\.example/)
  assert.match(mail!.html, /«Спам»\.<br>Новый код/)
  const reply = await take(
    aLetter({
      from,
      proof: 'pass',
      text: `Спасибо, нашла.\n\n${mail!.text
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n')}`,
    }),
    { to: [/<?([^<>\s]+@[^<>\s]+?)>?$/.exec(mail!.replyTo)![1]!] },
  )
  assert.deepEqual([reply.state, reply.ticket_id, reply.proved], ['message', row.ticket_id, true])
})

test('C20: whose address nobody has proved gets no words of an answer by mail, but the way to the page', async () => {
  const made = await aTicket(ctx, {}, await aStaff(ctx))
  const operator = await aStaff(ctx, ['supervisor'])
  await sent()
  await askCitizen(operator.ctx, made.number, { text: 'Пришлите номер заявления полностью, пожалуйста.', replyBy: '2026-12-01' })
  const [mail] = await sent()
  assert.match(mail!.subject, /Нужны сведения/)
  assert.doesNotMatch(mail!.text, /С уважением/)
  assert.match(mail!.replyTo, /help\+r\d{11}-[0-9a-f]{24}@agency\.example/)
})

test('MAIL-1: a letter of ours that came back tells whose address is dead, once it names a notice that we sent', async () => {
  const made = await aTicket(ctx)
  const [mail] = await sent()
  const report = (id: string, n: number) =>
    `From: MAILER-DAEMON@example.org\nSubject: Undelivered\nMessage-ID: <dsn${n}@example.org>\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nNot delivered.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; x@example.org\nAction: failed\nStatus: 5.1.1\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <${id}@agency.example>\nSubject: x\n\nx\n--b--\n`
  const stranger = await take(report('00000000-0000-7000-8000-000000000000', 1), { from: '' })
  assert.deepEqual([stranger.reason, refused.length], ['bounce', 0])
  const ours = await take(report(mail!.id, 2), { from: '' })
  assert.deepEqual([ours.state, ours.reason], ['dropped', 'bounce'])
  assert.deepEqual(
    refused.map(({ ticketId, channel, code, permanent }) => [ticketId, channel, code, permanent]),
    [[made.ticketId, 'email', '5.1.1', true]],
  )
})

test('SLA-7: whoever complains of a letter of ours as spam gets no optional mail any more, and a complaint that names no letter of ours changes nothing', async () => {
  const made = await aTicket(ctx)
  const [mail] = await sent()
  const report = (id: string, type: string, n: number) =>
    `From: fbl@mail.example.org\nSubject: FW: x\nMessage-ID: <arf${n}@example.org>\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\n\nA report.\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: ${type}\nUser-Agent: fbl/1\nVersion: 1\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <${id}@agency.example>\nSubject: x\n\nx\n--b--\n`
  const chosen = async () =>
    (await ctx.app.store.db.selectFrom('notice_choice').select('channels').where('citizen_id', '=', made.citizenId).executeTakeFirst())?.channels
  await take(report('00000000-0000-7000-8000-000000000000', 'abuse', 1))
  await take(report(mail!.id, 'not-spam', 2))
  assert.equal(await chosen(), undefined)
  const row = await take(report(mail!.id, 'abuse', 3))
  assert.deepEqual([row.state, row.reason], ['dropped', 'bounce'])
  const no = { email: false }
  assert.deepEqual(await chosen(), { requests: no, talks: no, visits: no, services: no, outages: no, account: no })
  const operator = await aStaff(ctx)
  await takeTicket(operator.ctx, made.number)
  await startTicket(operator.ctx, made.number)
  assert.deepEqual(await sent(), [])
})

test('MAIL-1: what came by mail says on the page of the request whether its sender was proved; what was written there says nothing', async () => {
  const made = await aTicket(ctx, { email: 'vera@example.org' })
  const to = [replyAddress(ctx, { id: made.ticketId, number: Number(made.number) }, 'vera@example.org')!]
  for (const proof of ['pass', 'none'] as const) await take(aLetter({ from: 'vera@example.org', proof, text: `Письмо ${proof}.` }), { to })
  const { messages } = await ticketForCitizen(made.visitor.ctx, made.number)
  assert.deepEqual(
    messages.map(({ mail }) => mail),
    [null, 'proved', 'unproved'],
  )
})
