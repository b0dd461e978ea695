import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { ChatMessage } from '#contract/chat'
import type { Ctx, Staff } from '#platform/ctx'
import { fridayNoon, hours, later, minutes } from '#testing/factories'
import { type AnAccount, anAccount } from '../accounts/testing/an-account.ts'
import { acceptChat, answerChat, askSignIn, endDeskChat } from './commands/at-desk.ts'
import { callOperator, endChat } from './commands/of-citizen.ts'
import { openChat } from './commands/open.ts'
import { requestByCitizen } from './commands/request.ts'
import { sendChat } from './commands/send.ts'
import { confirmSignIn, joinChat } from './commands/sign-in.ts'
import { myChat } from './load.ts'
import { deskChat } from './queries/desk.ts'
import { chatForCitizen } from './queries/for-citizen.ts'
import { messagesOf } from './queries/messages.ts'
import { myChats } from './queries/mine.ts'
import { at, chatStage, refused } from './testing/stage.ts'

const { ctx, guest, onLine, heard, close } = await chatStage()
after(close)
const { db } = ctx.app.store
const noon = (n: number) => later(fridayNoon, minutes(n))
/** The owner in the browser of a guest; `n` minutes after noon. */
const in_ = (owner: AnAccount, browser: Ctx, n = 1, over = {}) => owner.as({ visitorId: browser.actor.id!, ...over }, noon(n))
const eventsOf = (messages: ChatMessage[]) => messages.flatMap(({ event }) => event ?? [])
const seen = (asker: Ctx, id: string) => deskChat(asker, asker.actor as Staff, id)

/** A guest's talk that an operator holds. */
async function held() {
  const [browser, operator] = [await guest(), await onLine()]
  const { id } = await openChat(browser, { text: 'где мое заявление на выписку' })
  await callOperator(browser, id)
  await acceptChat(operator.ctx, id)
  return { browser, operator, id }
}

test('K11: an operator sees nothing of an account in a guest’s talk, whatever address the guest gives, and all of it after signing in inside the talk', async () => {
  const owner = await anAccount(ctx)
  const { browser, operator, id } = await held()
  await openChat(owner.as(), { text: 'мой прежний чат' })
  const before = await seen(operator.ctx, id)
  assert.deepEqual(
    [before.citizen.account, before.citizen.name, before.citizen.level, before.citizen.openRequests, before.citizen.provedAt],
    [false, null, null, [], null],
  )
  await askSignIn(operator.at(noon(1)), id)
  const asked = await chatForCitizen(browser, await myChat(browser, id))
  assert.deepEqual([asked.signIn, asked.can.join], ['sign-in', false])
  const mine = in_(owner, browser, 2)
  assert.equal((await chatForCitizen(mine, await myChat(mine, id))).can.join, true)
  await joinChat(mine, id)

  const joined = await seen(operator.at(noon(3)), id)
  assert.equal(joined.citizen.account, true)
  assert.match(joined.citizen.name ?? '', /^О\*\*\*/)
  assert.equal(joined.citizen.provedAt, noon(2).toISOString())
  const messages = await heard(mine, id)
  const said = messages.find(({ event }) => event === 'signed-in')
  assert.deepEqual([said?.details['level'], said?.at], ['1', noon(2).toISOString()])
  assert.equal(joined.joinedSeq, said?.seq, 'what stands before was said as a guest')
  await sendChat(mine, id, { text: 'теперь я вошел' })
  await answerChat(operator.at(noon(4)), id, { text: 'Вижу ваше заявление.' })
})

test('K11: the browser alone opens a joined talk no more, by no way; its owner does from any browser', async () => {
  const owner = await anAccount(ctx)
  const { browser, id } = await held()
  await joinChat(in_(owner, browser), id)
  await assert.rejects(myChat(at(browser, noon(2)), id), refused('chat.not-found'))
  await assert.rejects(sendChat(at(browser, noon(2)), id, { text: 'я еще тут' }), refused('chat.not-found'))
  await assert.rejects(endChat(at(browser, noon(2)), id, {}), refused('chat.not-found'))
  assert.deepEqual((await myChats(at(browser, noon(2)), {})).items, [])
  assert.equal((await myChats(owner.as({ visitorId: null }), {})).items.length, 1)
  assert.equal(
    (await messagesOf(ctx, await myChat(owner.as({ visitorId: null }), id), 'citizen', { after: 0 })).messages[1]?.text,
    'где мое заявление на выписку',
  )
})

test('C22: nobody takes a talk that was not begun in his browser, nor one that is over a day old', async () => {
  const [owner, thief] = [await anAccount(ctx), await anAccount(ctx)]
  const { browser, id } = await held()
  const elsewhere = await guest()
  await assert.rejects(joinChat(in_(thief, elsewhere), id), refused('chat.not-found'))
  await assert.rejects(joinChat(thief.as({ visitorId: null }), id), refused('chat.not-found'))
  await assert.rejects(joinChat(owner.as({ visitorId: browser.actor.id! }, later(fridayNoon, hours(25))), id), refused('chat.not-found'))
  await joinChat(in_(owner, browser), id)
  // The same browser, the next person who signs in: the talk is the first one's.
  await assert.rejects(joinChat(in_(thief, browser, 2), id), refused('chat.not-found'))
  await assert.rejects(myChat(in_(thief, browser, 2), id), refused('chat.not-found'))
})

test('R15: of two accounts at once in one browser one gets the talk; the same account twice changes nothing', async () => {
  const [one, other] = [await anAccount(ctx), await anAccount(ctx)]
  const { browser, id } = await held()
  const tries = await Promise.allSettled([one, other, one, other, one].map((account) => joinChat(in_(account, browser), id)))
  const row = await db
    .selectFrom('chat')
    .innerJoin('citizen', 'citizen.id', 'chat.citizen_id')
    .select(['joined_to', 'belongs_to'])
    .where('chat.id', '=', id)
    .executeTakeFirstOrThrow()
  assert.equal(row.joined_to, row.belongs_to)
  const winner = row.joined_to === one.id ? one : other
  assert.ok(tries.some(({ status }) => status === 'fulfilled'))
  assert.equal(eventsOf(await heard(in_(winner, browser), id)).filter((event) => event === 'signed-in').length, 1)
  await joinChat(in_(winner, browser, 2), id)
  assert.equal(eventsOf(await heard(in_(winner, browser), id)).filter((event) => event === 'signed-in').length, 1)
  const journal = await db.selectFrom('journal').select('event').where('object_id', '=', winner.id).where('event', '=', 'account.chat-joined').execute()
  assert.equal(journal.length, 1)
})

test('C15: a talk with contacts of which the account has proved none is not joined, one with a contact of the account is', async () => {
  const owner = await anAccount(ctx)
  const browser = await guest()
  const strange = await openChat(browser, { text: 'не сохраняется анкета на сайте' })
  await requestByCitizen(browser, strange.id, { email: 'somebody@example.org' })
  await assert.rejects(joinChat(in_(owner, browser), strange.id), refused('chat.cannot-join'))
  const own = await openChat(browser, { text: 'не сохраняется анкета на сайте' })
  await requestByCitizen(browser, own.id, { email: owner.email })
  await joinChat(in_(owner, browser), own.id)
  assert.deepEqual(
    (await myChats(owner.as({ visitorId: null }), {})).items.map(({ id }) => id),
    [own.id],
  )
})

test('K11: a session of a backup code joins nothing, and what somebody else said in this browser before does not come along', async () => {
  const owner = await anAccount(ctx)
  const browser = await guest()
  await openChat(browser, { text: 'чужой вопрос с общего компьютера' })
  const { id } = await openChat(at(browser, later(fridayNoon, hours(30))), { text: 'мой вопрос о выписке' })
  const mine = (level: 'enrol' | 'full') => owner.as({ visitorId: browser.actor.id!, level }, later(fridayNoon, hours(31)))
  await assert.rejects(joinChat(mine('enrol'), id), refused('account.enrol-first'))
  assert.equal((await chatForCitizen(mine('enrol'), await myChat(mine('enrol'), id))).can.join, false)
  await joinChat(mine('full'), id)
  assert.deepEqual(
    (await myChats(owner.as({ visitorId: null }), {})).items.map((line) => line.question),
    ['мой вопрос о выписке'],
  )
})

test('K11: a fresh proof counts only by a second factor, after it was asked for, and once', async () => {
  const [owner, operator] = [await anAccount(ctx), await onLine()]
  const { id: sessionId } = await owner.session('full')
  const mine = (n: number) => {
    const asker = owner.as({}, noon(n))
    return { ...asker, actor: { ...asker.actor, sessionId } as Ctx['actor'] }
  }
  const proved = (by: string, n: number) =>
    db
      .updateTable('account_session')
      .set({ proved_at: noon(n), proved_by: by })
      .where('id', '=', sessionId)
      .execute()
  const { id } = await openChat(mine(0), { text: 'хочу сменить телефон' })
  await callOperator(mine(0), id)
  await acceptChat(operator.ctx, id)
  await proved('totp', 1)
  await assert.rejects(confirmSignIn(mine(1), id), refused('chat.not-from-here'), 'nobody has asked')
  await askSignIn(operator.at(noon(2)), id)
  assert.equal((await chatForCitizen(mine(2), await myChat(mine(2), id))).signIn, 'step-up')
  await assert.rejects(confirmSignIn(mine(3), id), refused('step-up.needed'), 'proved before it was asked')
  await proved('password', 3)
  await assert.rejects(confirmSignIn(mine(3), id), refused('step-up.needed'), 'a password is no second factor')
  await assert.rejects(confirmSignIn((await anAccount(ctx)).as({}, noon(3)), id), refused('chat.not-found'))
  await proved('passkey', 4)
  await confirmSignIn(mine(4), id)
  assert.equal((await seen(operator.at(noon(5)), id)).citizen.provedAt, noon(4).toISOString())
  await assert.rejects(confirmSignIn(mine(5), id), refused('chat.not-from-here'))
  const last = (await heard(mine(5), id)).at(-1)
  assert.deepEqual([last?.event, last?.details['strong']], ['signed-in', true])
})

test('K11: who does not hold the talk asks for nothing; the summary of a joined talk goes to the account', async () => {
  const owner = await anAccount(ctx)
  const { browser, operator, id } = await held()
  await assert.rejects(askSignIn((await onLine()).ctx, id), refused('chat.not-yours'))
  await joinChat(in_(owner, browser), id)
  await endDeskChat(operator.at(noon(3)), id, { result: 'solved', solution: 'Выписка готова' })
  const told = await db.selectFrom('notice').select('person_id').where('event', '=', 'chat.summary').where('person_id', '=', owner.id).execute()
  assert.ok(told.length > 0)
})

test('K11: the assistant offers a guest to sign in where the matter needs the account, and nobody who is signed in', async () => {
  const [browser, owner] = [await guest(), await anAccount(ctx)]
  const offers = async (asker: Ctx, text: string) => {
    const { id } = await openChat(asker, { text })
    return (await heard(asker, id)).flatMap(({ options }) => options).some(({ does }) => does === 'sign-in')
  }
  assert.equal(await offers(browser, 'где мое заявление'), true)
  assert.equal(await offers(browser, 'не приходит код для входа'), false)
  assert.equal(await offers(owner.as(), 'где мое заявление'), false)
})
