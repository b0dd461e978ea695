import type { Intake } from '#contract/tickets'
import { type Ctx, type SignedIn, visitorOf } from '#platform/ctx'
import { errorCode } from '#platform/http/error-code'
import { randomToken, sha256 } from '#platform/vault/index'
import { addWords } from '../domains/tickets/commands/add-words.ts'
import { ownedByDraft, storeFile } from '../domains/tickets/commands/files.ts'
import { askCode, proveCode } from '../domains/tickets/commands/guest-access.ts'
import { joinRequest } from '../domains/tickets/commands/join.ts'
import { confirmAnswer, objectToTerm, rate, reopen, withdraw } from '../domains/tickets/commands/of-citizen.ts'
import { submitTicket } from '../domains/tickets/commands/submit.ts'
import type { Case } from './cast.ts'
import type { Acting, CitizenAct, Player } from './player.ts'
import { sampleFile } from './sample-files.ts'
import { answerOn, anywayIn, requestOn } from './words.ts'

const later = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000)

/** The browser of this person, stored as a visit to the site would; whoever has an account is signed in. */
export async function browserOf(player: Player, { sessionId, person }: Pick<Case, 'sessionId' | 'person'>, at: Date): Promise<Ctx> {
  const expires = new Date(at.getTime() + player.app.config.intake.draftDays * 86_400_000)
  await player.app.store.db
    .insertInto('guest_session')
    .values({ id: sessionId, token_hash: sha256(randomToken()), created_at: at, expires_at: expires })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ expires_at: expires }))
    .execute()
  return player.as(accountOf(player, person, sessionId, at) ?? { kind: 'guest', id: sessionId }, at)
}
const accountOf = ({ accounts }: Player, person: Case['person'], visitorId: string, at: Date): SignedIn | null => {
  const id = accounts.get(person)
  return id ? { kind: 'citizen', id, sessionId: visitorId, visitorId, level: 'full', provedAt: at } : null
}

/** Opens the request as the site does: as its owner, or by the code that came in the mail. */
async function opened(player: Player, request: Case, at: Date): Promise<Ctx> {
  const ctx = await browserOf(player, request, at)
  return ctx.actor.kind === 'citizen' ? { ...ctx, now: later(at, 50) } : byCode(player, ctx, request, at)
}

async function byCode(player: Player, ctx: Ctx, request: Case, at: Date): Promise<Ctx> {
  const { accessId } = await askCode(ctx, request.sessionId, request.number)
  await player.post(later(at, 2))
  const code = player.codeFor(request.person.email)
  if (!code) throw new Error('the code has not come')
  await proveCode({ ...ctx, now: later(at, 30) }, request.sessionId, accessId, code)
  return { ...ctx, now: later(at, 50) }
}

/** What people type though nobody asked: it is masked before anything is stored. */
const secrets = ['Мой пароль: Lesnaya-Polyana-47, если нужно проверить.', 'Карта для выплаты 4000 0000 0000 0002.']
const mentionsFile = /прилаг|прикла|приложил|снимок экрана|attached|screenshot/iu
const failed = ['tech.auth', 'tech.upload', 'tech.performance']

function intakeOf(player: Player, request: Case, at: Date): Intake {
  const { person, topic, kind, twin } = request
  const { random } = player
  const words = twin?.words ?? requestOn(random, topic, person)
  request.words = words
  const careless = person.lang === 'ru' && person.sex !== null && random() < 0.04
  return {
    topic,
    kind,
    ...words,
    ...(careless && { description: `${words.description} ${secrets[Math.floor(random() * secrets.length)]}` }),
    ...(failed.includes(topic) && random() < 0.7 && { errorCode: errorCode(), errorAt: later(at, -900).toISOString() }),
    ...(topic.startsWith('service.') && random() < 0.3 && { relatedNumber: `З-${at.getUTCFullYear()}-${String(100000 + Math.floor(random() * 899999))}` }),
    name: person.name,
    phone: person.phone,
    email: person.email,
    lang: person.lang,
    zone: person.zone,
  }
}

/** How it reaches the agency: the person's own browser, an employee who writes down what was said, or the mailbox. */
async function filing(player: Player, request: Case, at: Date): Promise<Ctx> {
  if (request.channel === 'form' || request.channel === 'app') return browserOf(player, request, at)
  if (request.channel === 'email') return player.as({ kind: 'system', id: null }, at)
  return player.staff(request.channel === 'office' ? 'clerk' : 'operator', at)
}

export const file: Acting = async (player, request, at) => {
  const ctx = await filing(player, request, at)
  const intake = intakeOf(player, request, at)
  const fileIds: string[] = []
  if (visitorOf(ctx.actor) && !request.twin && mentionsFile.test(intake.description)) {
    const stored = await storeFile(ctx, ownedByDraft(ctx, request.sessionId), request.sessionId, await sampleFile(request.topic, request.person.lang))
    if (!('id' in stored)) throw new Error(`a sample file was refused: ${stored.code}`)
    fileIds.push(stored.id)
  }
  const { number, ticketId } = await submitTicket(ctx, { intake: { ...intake, ...(fileIds.length > 0 && { fileIds }) }, channel: request.channel })
  Object.assign(request, { number, ticketId, filedAt: at })
  // What was said on the telephone or written in a letter becomes the account's once its owner has entered the code.
  if (player.accounts.has(request.person) && ctx.actor.kind !== 'citizen') {
    await player.post(later(at, 1))
    const own = await browserOf(player, request, later(at, 60))
    await joinRequest(await byCode(player, own, request, own.now), number)
  }
}

const as =
  (act: (ctx: Ctx, player: Player, request: Case) => Promise<unknown>): Acting =>
  async (player, request, at) =>
    act(await opened(player, request, at), player, request)

export const actsOfCitizens: Record<CitizenAct, Acting> = {
  answer: as((ctx, { random }, { number, topic, person }) => addWords(ctx, number, { text: answerOn(random, topic, person.lang, 'words') })),
  words: as((ctx, { random }, { number, person }) => addWords(ctx, number, { text: anywayIn(random, person.lang, 'more') })),
  confirm: as((ctx, _, { number }) => confirmAnswer(ctx, number)),
  rate: as((ctx, { random }, { number, person }) => {
    const score = 3 + Math.floor(random() * 3)
    return rate(ctx, number, score, random() < 0.7 ? anywayIn(random, person.lang, 'thanks') : undefined)
  }),
  withdraw: as((ctx, _, { number }) => withdraw(ctx, number)),
  reopen: as((ctx, { random }, { number, person }) => reopen(ctx, number, anywayIn(random, person.lang, 'reopen'))),
  object: as((ctx, { random }, { number, person }) => objectToTerm(ctx, number, anywayIn(random, person.lang, 'objection'))),
}
