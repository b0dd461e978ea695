import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { stopByLink } from '../commands/cancel-link.ts'
import { changeContact } from '../commands/change-contact.ts'
import { unlockAccount } from '../commands/desk-account.ts'
import { approveRecovery, startRecoveryFor } from '../commands/desk-recovery.ts'
import { finishRecovery } from '../commands/finish-recovery.ts'
import { matchIdentity } from '../commands/match-identity.ts'
import { proveRecovery } from '../commands/prove-recovery.ts'
import { openRecoveryLink } from '../commands/recovery-link.ts'
import { sendRecoveryCode, startRecovery } from '../commands/start-recovery.ts'
import { expireRecoveries, settleContactChanges } from '../commands/sweep.ts'
import { wrongFor } from './bank.ts'
import { aBrowser, aKnownOwner, at, employee, type Known, keptOf, type Letter, lettersOf, requests, systemAt } from './recovering.ts'

export const platform = await testPlatform(await testDatabase(), { env: { CODES_PER_ADDRESS_PER_HOUR: '100000' } })
const ctx = systemAt(platform)
const tickets = requests()
const stolen = 'пароль чужого человека навсегда'

/** What somebody who wants into another's account, and the employees they talk to, can do. Each names the hour's browser or request by a number. */
type Step =
  | { do: 'start'; browser: number; by: 'mail' | 'phone' }
  | { do: 'again'; browser: number; by: 'sms' | 'email' | 'none' }
  | { do: 'guess'; browser: number; kind: 'email' | 'phone' | 'saved_code' | 'totp' | 'backup_code' }
  | { do: 'read'; browser: number; kind: 'email' | 'phone' }
  | { do: 'link'; browser: number }
  | { do: 'password'; browser: number }
  | { do: 'match'; wrong: boolean }
  | { do: 'operator' }
  | { do: 'clerk' }
  | { do: 'approve'; by: 'starter' | 'supervisor' }
  | { do: 'unlock' }
  | { do: 'contact'; browser: number }
  | { do: 'sweep' }
  | { do: 'wait'; hours: number }
const browserOf = fc.integer({ min: 0, max: 2 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('start' as const), browser: browserOf, by: fc.constantFrom('mail' as const, 'phone' as const) }),
  fc.record({ do: fc.constant('again' as const), browser: browserOf, by: fc.constantFrom('sms' as const, 'email' as const, 'none' as const) }),
  fc.record({
    do: fc.constant('guess' as const),
    browser: browserOf,
    kind: fc.constantFrom('email', 'phone', 'saved_code', 'totp', 'backup_code'),
  }) as fc.Arbitrary<Step>,
  { weight: 3, arbitrary: fc.record({ do: fc.constant('read' as const), browser: browserOf, kind: fc.constantFrom('email' as const, 'phone' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('link' as const), browser: browserOf }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('password' as const), browser: browserOf }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('match' as const), wrong: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constant({ do: 'operator' as const }) },
  fc.constant({ do: 'clerk' as const }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('approve' as const), by: fc.constantFrom('starter' as const, 'supervisor' as const) }) },
  fc.constant({ do: 'unlock' as const }),
  fc.record({ do: fc.constant('contact' as const), browser: browserOf }),
  fc.constant({ do: 'sweep' as const }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(0.1, 1.1, 6, 12, 20, 24, 30) }) },
)

interface World {
  owner: Known
  /** Whose letters the thief can read. */
  reads: 'nothing' | 'mail'
  hour: number
  browsers: Ctx[]
  recoveries: (string | undefined)[]
  number: string
  operator: Ctx
  supervisor: Ctx
}

async function aWorld(reads: World['reads']): Promise<World> {
  const browsers = await Promise.all([aBrowser(ctx), aBrowser(ctx), aBrowser(ctx)])
  const both = employee(ctx, 'operator')
  const operator = { ...both, actor: { ...both.actor, roles: ['operator', 'supervisor'] } } as Ctx
  const owner = await aKnownOwner(ctx)
  return { owner, reads, hour: 0, browsers, recoveries: [], number: tickets.add().number, operator, supervisor: employee(ctx, 'supervisor') }
}

const read = async ({ owner }: World, fits: (letter: Letter) => boolean) => (await lettersOf(platform, owner.citizenId)).findLast(fits)

async function take(world: World, one: Step): Promise<void> {
  const now = (who: Ctx) => at({ ...who, now: ctx.now }, world.hour)
  const browser = 'browser' in one ? now(world.browsers[one.browser]!) : ctx
  const id = ('browser' in one ? world.recoveries[one.browser] : undefined) ?? '01900000-0000-7000-8000-000000000000'
  const address = '10.3.2.1'
  const reason = 'звонок'
  switch (one.do) {
    case 'start':
      world.recoveries[one.browser] = (
        await startRecovery(browser, tickets, { contact: one.by === 'mail' ? world.owner.mail : world.owner.phone, address, deviceHash: null })
      ).id
      return
    case 'again':
      await sendRecoveryCode(browser, id, { ...(one.by !== 'none' && { channel: one.by }), address })
      return
    case 'guess': {
      const sent = await read(world, ({ event }) => event === 'auth.code')
      await proveRecovery(browser, id, { kind: one.kind, code: wrongFor(sent?.secret['code'] ?? '000000') })
      return
    }
    case 'read': {
      if (world.reads !== 'mail') return
      const sent = await read(world, ({ event, channel }) => event === 'auth.code' && channel === 'email')
      if (sent) await proveRecovery(browser, id, { kind: one.kind, code: sent.secret['code']! })
      return
    }
    case 'link': {
      if (world.reads !== 'mail') return
      const sent = await read(world, ({ event }) => event === 'recovery.link')
      if (sent) world.recoveries[one.browser] = (await openRecoveryLink(browser, sent.secret['linkToken']!)).id
      return
    }
    case 'password':
      await finishRecovery(browser, id, stolen)
      return
    case 'match':
      await matchIdentity(now(world.operator), tickets, world.number, one.wrong ? { ...world.owner.said, name: 'Иная' } : world.owner.said)
      return
    case 'operator':
      await startRecoveryFor(now(world.operator), tickets, { number: world.number, reason, way: 'contacts' })
      return
    case 'clerk':
      // No passport was seen: the clerk is only talked to.
      await startRecoveryFor(now(employee(ctx, 'mfc_clerk')), tickets, { number: world.number, reason, way: 'office' })
      return
    case 'approve': {
      const by = one.by === 'starter' ? world.operator : world.supervisor
      const rows = await platform.store.db
        .selectFrom('account_recovery')
        .select('id')
        .where('citizen_id', '=', world.owner.citizenId)
        .where('state', '=', 'open')
        .execute()
      for (const row of rows) await approveRecovery(now(by), tickets, { id: row.id, reason }).catch(unlessRefused)
      return
    }
    case 'unlock':
      await unlockAccount(now(world.operator), tickets, { number: world.number, reason })
      return
    case 'contact':
      await changeContact(browser, { value: 'thief@example.org' })
      return
    case 'sweep':
      await expireRecoveries(now(ctx))
      await settleContactChanges(now(ctx))
      return
    case 'wait':
      world.hour += one.hours
  }
}
function unlessRefused(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
}
const tried = (world: World, one: Step) => take(world, one).catch(unlessRefused)

/** Some steps at the same time, then the next. */
const story = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 5, maxLength: 22 })
export interface Runs {
  numRuns: number
  interruptAfterTimeLimit: number
}

/** Who knows name, INN and passport, and reads nothing. */
export async function knowledgeAlone(runs: Runs): Promise<void> {
  await fc.assert(
    fc.asyncProperty(story, async (rounds) => {
      const world = await aWorld('nothing')
      const kept = await keptOf(platform, world.owner)
      for (const round of rounds) {
        await Promise.all(round.map((one) => tried(world, one)))
        assert.equal(await keptOf(platform, world.owner), kept)
      }
    }),
    runs,
  )
}

/** Who knows all that and reads the mailbox as well. */
export async function knowledgeAndMail(runs: Runs): Promise<void> {
  let reached = 0
  // The way that does lead in, and anything before, between and after it.
  const way: Step[] = [
    { do: 'match', wrong: false },
    { do: 'operator' },
    { do: 'link', browser: 0 },
    { do: 'approve', by: 'supervisor' },
    { do: 'wait', hours: 24 },
    { do: 'password', browser: 0 },
  ]
  const woven = fc
    .tuple(fc.array(fc.array(step, { maxLength: 2 }), { minLength: way.length, maxLength: way.length }), fc.boolean())
    .map(([between, keep]) => way.flatMap((one, i) => [...(keep ? [] : between[i]!.map((other) => [other])), [one]]))
  await fc.assert(
    fc.asyncProperty(fc.oneof(woven, story), async (rounds) => {
      const world = await aWorld('mail')
      const kept = await keptOf(platform, world.owner)
      for (const round of rounds) {
        await Promise.all(round.map((one) => tried(world, one)))
        if ((await keptOf(platform, world.owner)) === kept) continue
        reached++
        await wasAllowed(world)
        return
      }
    }),
    runs,
  )
  assert.ok(reached > 0, 'the way that leads in was taken at least once')
}

/** What must have gone before when the password of somebody was changed with the mailbox and the knowledge. */
async function wasAllowed({ owner, hour }: World): Promise<void> {
  const { db } = platform.store
  const row = await db
    .selectFrom('account_recovery')
    .selectAll()
    .where('citizen_id', '=', owner.citizenId)
    .where('state', '=', 'finished')
    .executeTakeFirstOrThrow()
  const end = at(ctx, hour).now
  assert.ok(row.known_since && end.getTime() - row.known_since.getTime() >= 24 * 3_600_000, 'a day after an employee confirmed what was said')
  assert.deepEqual(row.proofs.toSorted(), ['email', 'knowledge'])
  assert.ok(row.approved_by && row.approved_by !== row.started_by_id, 'another employee agreed')
  const told = (await lettersOf(platform, owner.citizenId)).filter(({ event, at: when }) => event === 'recovery.started' && when <= row.known_since!)
  for (const channel of ['sms', 'email'])
    assert.ok(
      told.some((letter) => letter.channel === channel),
      `${channel} was told by then`,
    )
  const contacts = await db.selectFrom('contact').select('id').where('citizen_id', '=', owner.citizenId).where('sign_in_since', 'is not', null).execute()
  assert.equal(contacts.length, 2)
}

/** The link that every contact got, at each point of the way that leads in. */
export async function stoppedAnywhere(): Promise<void> {
  const way: Step[] = [
    { do: 'match', wrong: false },
    { do: 'operator' },
    { do: 'link', browser: 0 },
    { do: 'approve', by: 'supervisor' },
    { do: 'wait', hours: 24 },
  ]
  for (let point = 2; point <= way.length; point++) {
    const world = await aWorld('mail')
    const kept = await keptOf(platform, world.owner)
    for (const one of way.slice(0, point)) await take(world, one)
    const told = await read(world, ({ event, channel }) => event === 'recovery.started' && channel === 'sms')
    await stopByLink(at(ctx, world.hour), told!.secret['cancelToken']!)
    for (const one of [...way.slice(point), { do: 'password' as const, browser: 0 }]) await tried(world, one)
    assert.equal(await keptOf(platform, world.owner), kept, `stopped after step ${point}`)
  }
}
