// The whole life of an account with a canary person in it: registration, factors, profile, requests, copies of the data, recovery, mistakes.
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { Gateway } from '../../server/domains/notifications/testing/mail-gateway.ts'
import { Browser, type Sending } from '../helpers/browser.ts'
import type { TestServer } from '../helpers/server.ts'
import { codeOf } from '../helpers/staff.ts'
import type { Canary } from './canary.ts'

const ok = async (browser: Browser, method: string, path: string, sending: Sending = {}, status = 200) => {
  const answer = await browser.send(method, path, sending)
  assert.equal(answer.status, status, `${method} ${path.slice(0, 40)}: ${JSON.stringify(answer.body)}`)
  return answer
}

/** The code in the newest letter to this address, told apart from those that came before. */
async function codeIn(gateway: Gateway, to: string, known: Set<string>): Promise<string> {
  for (let tries = 0; tries < 200; tries++, await pause(100)) {
    const letter = gateway.caught.findLast((mail) => mail.to === to && !known.has(mail.id) && /(?<!\d)\d{3} ?\d{3}(?![\d-])/.test(mail.text))
    if (!letter) continue
    known.add(letter.id)
    return /(?<![\d-])\d{3} ?\d{3}(?![\d-])/.exec(letter.text)![0].replace(' ', '')
  }
  throw new Error('no letter brought a code')
}

/** Tokens and secrets of the account, by what they are. */
export async function liveWithAccount(server: TestServer, gateway: Gateway, who: Canary): Promise<{ browser: Browser; secrets: Record<string, string> }> {
  const browser = new Browser(server.url)
  const known = new Set<string>()
  const begun = await ok(browser, 'POST', '/api/account/registrations', { json: { contact: who.ownerEmail } }, 202)
  const code = await codeIn(gateway, who.ownerEmail, known)
  await ok(browser, 'POST', `/api/account/registrations/${begun.body.id}/proof`, { json: { code } })
  const person = { surname: who.ownerSurname, name: who.ownerName, patronymic: who.ownerPatronymic, password: who.password }
  await ok(browser, 'POST', `/api/account/registrations/${begun.body.id}/account`, { json: person }, 201)
  await ok(
    browser,
    'POST',
    '/api/account/profile',
    { json: { birthDate: '17.05.1984', snils: who.ownerSnils, inn: who.ownerInn, passport: who.passport } },
    204,
  )
  for (const [field, value] of [
    ['name', who.ownerSurname],
    ['snils', who.ownerSnils],
    ['passport', who.passport.slice(4)],
  ] as const)
    assert.ok((await ok(browser, 'POST', '/api/account/profile/reveals', { json: { field } })).body.value.includes(value), `${field} was kept`)
  await changing(browser, who)
  const words = {
    topic: 'service.howto',
    kind: 'problem',
    subject: `Обращение ${who.ownerSubject}`,
    description: `Из аккаунта: ${who.ownerSubject} пропало из кабинета.`,
  }
  await ok(browser, 'POST', '/api/tickets', { json: words }, 201)
  const copy = (await ok(browser, 'GET', '/api/account/export.json')).bytes.toString()
  for (const value of [who.ownerEmail, who.ownerName, who.ownerSubject]) assert.ok(copy.includes(value), 'the copy of the data holds it')
  await ok(browser, 'GET', '/api/account/export.pdf')
  // A new factor closes changes of data and contacts for a while, so it comes last.
  const app = (await ok(browser, 'POST', '/api/account/factors/totp', {}, 201)).body
  await ok(browser, 'POST', `/api/account/factors/totp/${app.id}/confirmation`, { json: { code: codeOf(app.secret) } })
  const { codes } = (await ok(browser, 'POST', '/api/account/backup-codes', {}, 201)).body
  const { code: saved } = (await ok(browser, 'POST', '/api/account/recovery-code', {}, 201)).body
  const first = browser.cookies.get('account')!
  await mistakes(browser, who)
  await ok(browser, 'DELETE', '/api/account/session', {}, 204)
  await ok(browser, 'POST', '/api/account/session', { json: { login: who.ownerEmail, password: who.password } })
  await ok(browser, 'POST', '/api/account/session/totp', { json: { code: codeOf(app.secret, 30) } })
  await recovering(server, browser, who)
  return {
    browser,
    secrets: {
      'cookie of the account': browser.cookies.get('account')!,
      'ended token of the account': first,
      'token of the device': browser.cookies.get('device')!,
      'secret of the app': app.secret,
      'saved code': saved,
      ...Object.fromEntries((codes as string[]).map((one, i) => [`backup code ${i}`, one])),
    },
  }
}

/** What people get wrong, with everything of theirs in it. */
async function mistakes(browser: Browser, who: Canary): Promise<void> {
  const stranger = new Browser(browser.url)
  for (const json of [
    { login: who.ownerEmail, password: who.refused },
    { login: `${who.refused}@example.org`, password: who.password },
    { login: who.ownerSurname, password: who.passport, [who.ownerName]: who.ownerInn },
  ])
    await stranger.send('POST', '/api/account/session', { json, headers: { 'user-agent': `${who.ownerEmail} ${who.passport}` } })
  await browser.send('POST', '/api/account/profile', { json: { snils: `${who.ownerSnils}0`, passport: who.ownerSurname } })
  await browser.send('GET', `/api/account/events?page=${encodeURIComponent(who.ownerSurname)}`)
  await browser.send('POST', '/api/account/password-check', { json: { password: who.password } })
}

const offers = async (browser: Browser, path: string): Promise<boolean> => path in (await ok(browser, 'GET', '/api/openapi.json')).body.paths

/** A change of contacts, begun and left there: it holds what was typed. */
async function changing(browser: Browser, who: Canary): Promise<void> {
  if (await offers(browser, '/api/account/contact-changes')) await ok(browser, 'POST', '/api/account/contact-changes', { json: { value: who.ownerPhone } }, 201)
}

/** A recovery, begun by whoever knows the address. */
async function recovering(server: TestServer, browser: Browser, who: Canary): Promise<void> {
  if (await offers(browser, '/api/account/recoveries'))
    await ok(new Browser(server.url), 'POST', '/api/account/recoveries', { json: { contact: who.ownerEmail } }, 202)
}
