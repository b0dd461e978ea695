// One whole life of a request with canary people in it, mistakes and accidents included.
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { Gateway } from '../../server/domains/notifications/testing/mail-gateway.ts'
import { aPdf } from '../../server/platform/files/testing/samples.ts'
import { Browser, type Sending } from '../helpers/browser.ts'
import { pngOf } from '../helpers/intake.ts'
import type { TestServer } from '../helpers/server.ts'
import { type Employee, firstAdmin, invited, signIn } from '../helpers/staff.ts'
import type { Canary } from './canary.ts'
import { liveWithAccount } from './canary-account.ts'

export interface Lived {
  number: string
  fileId: string
  /** The attachment as its citizen reads it. */
  file: Buffer
  citizen: Browser
  guest: Browser
  staff: Employee
  /** Tokens and secrets of everybody who came in, by what they are. */
  secrets: Record<string, string>
  /** Statuses met on purpose. */
  met: Set<number>
}

const ok = async (browser: Browser, method: string, path: string, sending: Sending = {}, status = 200) => {
  const answer = await browser.send(method, path, sending)
  assert.equal(answer.status, status, `${method} ${path.slice(0, 40)}: ${JSON.stringify(answer.body)}`)
  return answer
}
const DAY = 86_400_000

export async function liveThrough(server: TestServer, gateway: Gateway, who: Canary): Promise<Lived> {
  const admin = await firstAdmin(server)
  const employee = await invited(admin, 'clerk', ['operator', 'specialist'], ['first_line', 'documents', 'technical'])
  const staff = { ...employee, browser: await signIn(employee) }
  const { citizen, number, fileId, file } = await filed(server, who)
  await atDesk(staff.browser, number, who)
  await ok(citizen, 'POST', `/api/tickets/${number}/messages`, { json: { text: `Отвечаю: ${who.answer}` } }, 201)
  const guest = await byCode(server, gateway, number)
  const account = await liveWithAccount(server, gateway, who)
  const met = await accidents(server, who, citizen, staff.browser, number)
  const tokenOf = (browser: Browser) => [...browser.cookies.values()][0]!
  const secrets = {
    'cookie of the citizen': tokenOf(citizen),
    'cookie of the guest': tokenOf(guest),
    'cookie of the employee': tokenOf(staff.browser),
    'cookie of the administrator': tokenOf(admin.browser),
    'secret of the authenticator': staff.secret,
    ...account.secrets,
  }
  return { number, fileId, file, citizen, guest, staff, secrets, met }
}

/** Draft, files, check, submission, more words. */
async function filed(server: TestServer, who: Canary) {
  const citizen = new Browser(server.url)
  const form = {
    topic: 'service.howto',
    kind: 'problem',
    subject: `Не открывается ${who.subject} в кабинете`,
    description: `Подробно: ${who.description} не работает со вчерашнего вечера.`,
    desiredOutcome: `Хочу ${who.outcome}`,
    name: `Анна ${who.surname}`,
    phone: who.phone,
    email: who.email,
    snils: who.snils,
  }
  await ok(citizen, 'PUT', '/api/draft', { json: { ...form, description: `Черновик ${who.unsent}` } })
  const page = Buffer.from(`BT /F1 12 Tf (${who.fileText}) Tj ET\n`.repeat(600))
  const files = [
    { name: `${who.fileName}.pdf`, bytes: aPdf({ content: page }) },
    { name: `${who.fileName}-2.png`, bytes: pngOf(who.fileName) },
  ]
  const uploaded = await ok(citizen, 'POST', '/api/draft/files', { files }, 201)
  assert.equal(uploaded.body.draft.files.length, 2)
  await ok(citizen, 'PUT', '/api/draft', { json: form })
  await ok(citizen, 'GET', '/api/draft/check')
  const { number } = (await ok(citizen, 'POST', '/api/draft/submission', { json: {} }, 201)).body
  await ok(citizen, 'POST', `/api/tickets/${number}/messages`, { json: { text: `Дополняю: ${who.added}` } }, 201)
  const fileId = uploaded.body.draft.files.find((f: { name: string }) => f.name.endsWith('.pdf')).id
  const { bytes } = await ok(citizen, 'GET', `/api/tickets/${number}/files/${fileId}`)
  await ok(citizen, 'GET', `/api/tickets/${number}/receipt.pdf`)
  return { citizen, number: number as string, fileId: fileId as string, file: bytes }
}

async function atDesk(desk: Browser, number: string, who: Canary): Promise<void> {
  const path = `/api/desk/tickets/${number}`
  for (const q of [who.description, who.surname.toUpperCase()]) {
    const { body } = await ok(desk, 'POST', '/api/desk/search', { json: { q } })
    assert.equal(body.items.length, 1, 'the words that were filed are found at the desk')
  }
  for (const q of [who.phone, who.email])
    assert.equal((await ok(desk, 'POST', '/api/desk/search', { json: { q, purpose: 'check_identity' } })).body.items.length, 1)
  await ok(desk, 'POST', `${path}/holder`, { json: {} })
  const { dueAt } = (await ok(desk, 'GET', path)).body.due
  const replyBy = new Date(Date.parse(dueAt) - DAY).toISOString().slice(0, 10)
  for (const [field, value] of [
    ['name', who.surname],
    ['phone', who.phone],
    ['email', who.email],
    ['snils', who.snils],
  ] as const) {
    const { body } = await ok(desk, 'POST', `${path}/reveals`, { json: { field, purpose: 'call_back', note: `Звоню: ${who.surname}` } })
    // A telephone is shown in groups.
    const shown = field === 'phone' ? body.value.replaceAll(/[^\d+]/g, '') : body.value
    assert.ok(shown.includes(value), `${field} was kept`)
  }
  await ok(desk, 'POST', `${path}/notes`, { json: { text: `Заметка ${who.note}` } })
  await ok(desk, 'POST', `${path}/replies`, { json: { text: `Ответ ${who.reply}` } })
  await ok(desk, 'POST', `${path}/questions`, { json: { text: `Уточните ${who.question}`, replyBy } })
}

/** Another browser opens the request with the code from the letter. */
async function byCode(server: TestServer, gateway: Gateway, number: string): Promise<Browser> {
  const guest = new Browser(server.url)
  const { body } = await ok(guest, 'POST', '/api/guest-access', { json: { number } }, 202)
  // Other letters carry a postcode and telephones; a code tried twice would be a try wasted.
  const tried = new Set<string>()
  for (let tries = 0; tries < 100; tries++, await pause(100)) {
    const codes = gateway.caught.flatMap((mail) => /(?<!\d)(?!000000)\d{6}(?![\d-])|(?<!\d)\d{3} \d{3}(?![\d-])/.exec(mail.text)?.[0] ?? [])
    for (const code of codes.filter((one) => !tried.has(one)).slice(-1)) {
      tried.add(code)
      const proof = await guest.send('POST', `/api/guest-access/${body.accessId}/proof`, { json: { code } })
      if (proof.status !== 200) continue
      await ok(guest, 'GET', `/api/tickets/${number}`)
      return guest
    }
  }
  throw new Error('no letter brought a code')
}

/** Everything that may go wrong with a person's words in it; the server's log has to tell of it without them. */
async function accidents(server: TestServer, who: Canary, citizen: Browser, desk: Browser, number: string): Promise<Set<number>> {
  const met = new Set<number>()
  const all = Object.values(who).join(' ')
  const q = encodeURIComponent(all)
  const words = { text: `Слова ${who.refused}` }
  const messages = `/api/tickets/${number}/messages`
  const go = async (browser: Browser, method: string, path: string, sending: Sending = {}) => {
    const { status } = await browser.send(method, path, sending)
    met.add(status)
  }
  await go(citizen, 'POST', '/api/tickets', { json: { topic: all.slice(0, 40), kind: all, subject: all, [who.surname]: all } })
  await go(citizen, 'POST', '/api/tickets', {
    json: {
      topic: 'access.signin',
      kind: 'problem',
      subject: who.surname.slice(0, 4),
      description: 'мало',
      email: who.email.replace('@', ' '),
      phone: `${who.phone}0`,
      snils: who.snils.replace(/\d$/, 'x'),
    },
  })
  await go(citizen, 'GET', `/api/tickets/${q}`)
  await go(citizen, 'GET', `/api/${q}?name=${q}`)
  await go(citizen, 'GET', `/${q}?email=${encodeURIComponent(who.email)}`)
  await go(citizen, 'POST', messages, { json: `{"text": "${who.refused}` })
  await go(citizen, 'POST', messages, {
    json: words,
    headers: { 'content-type': `text/${who.fileText}`, 'user-agent': who.email, referer: `${server.url}/?${q}` },
  })
  await go(citizen, 'POST', messages, { json: words, headers: { origin: `https://${who.fileText}.example` } })
  await go(citizen, 'POST', messages, { json: { text: all.repeat(2000) } })
  await go(citizen, 'POST', `/api/tickets/${number}/files`, { files: [{ name: `${who.fileName}.exe`, bytes: Buffer.from(`MZ ${all}`) }] })
  await go(desk, 'POST', '/api/staff/session', { json: { login: who.email, password: who.refused } })
  await go(desk, 'POST', '/api/desk/search', { json: { q: all.slice(0, 250), limit: who.fileText } })
  await go(desk, 'GET', `/api/desk/tickets?after=${q.slice(0, 150)}&view=${who.fileText}`)
  // A fault of ours in the middle of a change: the statement, its values and the database's own complaint are full of the request.
  await server.sql('alter table message add constraint broken check (false) not valid')
  await go(citizen, 'POST', messages, { json: words })
  await go(desk, 'POST', `/api/desk/tickets/${number}/notes`, { json: words })
  await server.sql('alter table message drop constraint broken')
  await server.sql('alter table contact rename to contact_away')
  await go(desk, 'POST', '/api/desk/search', { json: { q: who.email, purpose: 'write' } })
  await server.sql('alter table contact_away rename to contact')
  // The database away altogether.
  server.killDatabase()
  await Promise.all(
    [citizen.send('POST', messages, { json: words }), desk.send('POST', '/api/desk/search', { json: { q: who.surname } })].map((sent) =>
      sent.then((a) => met.add(a.status)),
    ),
  )
  for (let tries = 0; tries < 100 && !(await citizen.send('GET', '/api/health/ready')).headers.get('content-type')?.includes('json'); tries++) await pause(100)
  await citizen.insist('GET', `/api/tickets/${number}`)
  return met
}
