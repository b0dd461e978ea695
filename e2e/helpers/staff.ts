import { setTimeout as pause } from 'node:timers/promises'
import { generateSync } from 'otplib'
import type { Role, Team } from '../../contract/staff.ts'
import { Browser } from './browser.ts'
import type { TestServer } from './server.ts'

export interface Employee {
  id: string
  login: string
  /** Of the authenticator app, base32. */
  secret: string
  browser: Browser
  /** The 30 seconds whose code was used last: each is good once. */
  usedStep: number
}
export const password = 'тихая гавань за мысом'

const demand = <T extends { status: number; body: unknown }>(answer: T, ...expected: number[]): T => {
  if (!expected.includes(answer.status)) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return answer
}
const stepSeconds = 30
const stepNow = () => Math.floor(Date.now() / 1000 / stepSeconds)
/** What the authenticator app shows. A code counts once, so whoever has used this one takes the next: 30 seconds ahead. */
export const codeOf = (secret: string, secondsAhead = 0): string => generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + secondsAhead })

/** Goes the way of the one-time link: own password, then an authenticator app. Afterwards the browser is at the desk. */
async function enrol(url: string, token: string): Promise<Employee> {
  const browser = new Browser(url)
  demand(await browser.send('POST', '/api/staff/enrolment', { json: { token } }), 200)
  demand(await browser.send('POST', '/api/staff/enrolment/password', { json: { token, password } }), 200)
  const { id, secret } = demand(await browser.send('POST', '/api/staff/factors/totp'), 201).body
  const usedStep = stepNow()
  const { body } = demand(await browser.send('POST', `/api/staff/factors/totp/${id}/confirmation`, { json: { code: codeOf(secret) } }), 200)
  return { browser, secret, id: body.id, login: body.login, usedStep }
}

/** The first administrator, by the link that the first start printed. */
export async function firstAdmin(server: TestServer): Promise<Employee> {
  const token = /\/desk\/enrol#([\w-]{43})/.exec(server.output)?.[1]
  if (!token) throw new Error('the first start printed no link')
  return enrol(server.url, token)
}

/** Invited by an administrator and enrolled by their own hand. */
export async function invited(admin: Employee, login: string, roles: readonly Role[], teams: readonly Team[] = ['first_line', 'technical']): Promise<Employee> {
  const { body } = demand(await admin.browser.send('POST', '/api/staff', { json: { name: `Сотрудник ${login}`, login, roles, teams, lang: 'ru' } }), 201)
  return enrol(admin.browser.url, body.link.split('#')[1])
}

/** Password and a fresh code at the ordinary door. A code is taken up to one step ahead, so the wait for an unused one is short. */
export async function signIn(employee: Employee): Promise<Browser> {
  const step = Math.max(stepNow(), employee.usedStep + 1)
  while (stepNow() < step - 1) await pause(250)
  employee.usedStep = step
  const browser = new Browser(employee.browser.url)
  demand(await browser.send('POST', '/api/staff/session', { json: { login: employee.login, password } }), 200)
  demand(await browser.send('POST', '/api/staff/session/totp', { json: { code: generateSync({ secret: employee.secret, epoch: step * stepSeconds }) } }), 200)
  return browser
}
