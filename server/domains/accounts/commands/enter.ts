import type { SignInAnswer } from '#contract/accounts'
import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Level, Session, SignInFactor } from '../model.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import type { Entering } from '../queries/ways-in.ts'
import { type Channel, channelsOffered, type Step, stepsAsked } from '../second-step.ts'
import { tellOwner } from '../tell-owner.ts'
import { rememberDevice } from './devices.ts'
import { beginSession, raiseSession } from './sessions.ts'
import { forgiveTries } from './tries.ts'

/** What a browser comes with. */
export interface Browser {
  address: string
  /** What it says it is: `aboutBrowser`. */
  about: string
  /** Tokens of its cookies. */
  account: string | null
  device: string | null
}
/** What is answered after a step, and the cookies that go with it: null leaves them as they are. */
export interface Entered {
  answer: SignInAnswer
  token: string | null
  deviceToken: string | null
}

/** The same context, acting as the person who has just shown who they are. */
export const asOwner = (ctx: Ctx, citizenId: string): Ctx => ({
  ...ctx,
  actor: { kind: 'citizen', id: citizenId, sessionId: citizenId, visitorId: null, level: 'full', provedAt: ctx.now },
  idempotency: undefined,
})

const answerOf = (next: SignInAnswer['next'], ways: readonly Step[] = [], channels: readonly Channel[] = []): SignInAnswer => ({
  next,
  ways: [...ways],
  channels: ways.includes('code') ? [...channels] : [],
})

/** A right password: the session it opens, half or whole. */
export async function openByPassword(ctx: Ctx, tx: Tx, person: Entering, browser: Browser, deviceId: string | null): Promise<Entered> {
  const ways = stepsAsked(person, deviceId !== null)
  if (ways.length === 0) return open(ctx, tx, person, browser, deviceId, { level: 'full', factor: 'password' })
  const { citizenId, key } = person
  const { id, token } = await beginSession(ctx, tx, {
    citizenId,
    key,
    level: 'half',
    factor: 'password',
    deviceId,
    about: browser.about,
    previous: browser.account,
  })
  tx.record('account.password-proved', { subject: citizenId, object: citizenId }, { sessionId: id })
  return { answer: answerOf('factor', ways, channelsOffered(person)), token, deviceToken: null }
}

/** Signed in at once: by a passkey alone, a provider, or a password from a known browser. `isNew`: an account made this minute has no earlier device to be told of. */
export async function open(
  ctx: Ctx,
  tx: Tx,
  person: Pick<Entering, 'citizenId' | 'key'>,
  browser: Browser,
  known: string | null,
  { level, factor, isNew = false }: { level: Exclude<Level, 'half'>; factor: SignInFactor; isNew?: boolean },
): Promise<Entered> {
  const { citizenId, key } = person
  const device = await rememberDevice(ctx, tx, { citizenId, key, deviceId: known, token: browser.device, about: browser.about })
  const given = { citizenId, key, level, factor, deviceId: device.deviceId, about: browser.about, previous: browser.account }
  const { id, token } = await beginSession(ctx, tx, given)
  await signedIn(ctx, tx, citizenId, { sessionId: id, factor, known, deviceId: device.deviceId, isNew })
  return { answer: answerOf('signed-in'), token, deviceToken: device.token }
}

/** A step was right: a half session becomes a whole one; one that is whole is freshly proved. A backup code opens the way to a new factor only. */
export async function rise(ctx: Ctx, tx: Tx, person: Entering, session: Session, browser: Browser, factor: SignInFactor): Promise<Entered> {
  const { citizenId } = person
  if (session.level === 'full') {
    await raiseSession(ctx, tx, session, { level: 'full', factor })
    await forgiveTries(ctx, tx, citizenId, session.deviceId)
    tx.record('account.proved-again', { subject: citizenId, object: citizenId }, { sessionId: session.id, factor })
    return { answer: answerOf('signed-in'), token: null, deviceToken: null }
  }
  if (factor === 'backup_code') {
    const token = await raiseSession(ctx, tx, session, { level: 'enrol', factor })
    tx.record('account.signed-in', { subject: citizenId, object: citizenId }, { sessionId: session.id, factor, level: 'enrol' })
    return { answer: answerOf('enrol'), token, deviceToken: null }
  }
  return becomeFull(ctx, tx, person, session, browser, factor)
}

/** Everything that was asked was given. */
export async function becomeFull(
  ctx: Ctx,
  tx: Tx,
  person: Pick<Entering, 'citizenId' | 'key'>,
  session: Session,
  browser: Browser,
  factor: SignInFactor,
): Promise<Entered> {
  const { citizenId, key } = person
  const device = await rememberDevice(ctx, tx, { citizenId, key, deviceId: session.deviceId, token: browser.device, about: browser.about })
  const token = await raiseSession(ctx, tx, session, { level: 'full', factor, deviceId: device.deviceId })
  await signedIn(ctx, tx, citizenId, { sessionId: session.id, factor, known: session.deviceId, deviceId: device.deviceId, isNew: false })
  return { answer: answerOf('signed-in'), token, deviceToken: device.token }
}

interface SignIn {
  sessionId: string
  factor: SignInFactor
  /** The device as it was known before; null: news to its owner. */
  known: string | null
  deviceId: string
  isNew: boolean
}
async function signedIn(ctx: Ctx, tx: Tx, citizenId: string, { sessionId, factor, known, deviceId, isNew }: SignIn): Promise<void> {
  await forgiveTries(ctx, tx, citizenId, known)
  tx.record('account.signed-in', { subject: citizenId, object: citizenId }, { sessionId, factor, deviceId, newDevice: known === null })
  if (known !== null || isNew) return
  tellOwner(tx, 'auth.new_device', citizenId, await ownerOfAccount(tx, citizenId), { at: ctx.now.toISOString(), deviceId, region: 'unknown' })
}
