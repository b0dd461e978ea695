import type { FastifyReply } from 'fastify'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { maskEmail, maskPhone, personName } from '#platform/identifiers/index'
import { uuidv7 } from '#platform/ids'
import { type FieldProblem, Refusal } from '#platform/refusal'
import { hashPassword } from '#platform/vault/index'
import { type ContactKind, placeOfRegistration } from '../model.ts'
import type { Profile } from '../profile.ts'
import { accountWith, type ContactRead, contactKey, isContact, readContact } from '../queries/account-by-contact.ts'
import { passwordContext } from '../queries/password-context.ts'
import { type Code, demandCode, limitCodes, type SentCode, sendCode } from './codes.ts'
import { createAccount } from './create-account.ts'
import { asOwner, type Browser, type Entered, open } from './enter.ts'
import { limitAddress } from './failed-try.ts'
import { demandGoodPassword, isLongPassword } from './new-password.ts'
import { unrepeated } from './sessions.ts'
import { ensureVisitor } from './visitor.ts'

interface Registration extends ContactRead {
  id: string
  lang: 'ru' | 'en'
  zone: string
  proved: boolean
}
const codeFor = (id: string, kind: ContactKind): Code => ({
  purpose: 'register',
  aboutId: id,
  citizenId: null,
  to: { channel: kind === 'phone' ? 'sms' : 'email', registrationId: id },
})

/** A code goes to the contact, whoever has it: nothing is looked up before it was entered, so nothing can be told apart (C19). */
export async function register(ctx: Ctx, typed: string, browser: Browser, reply: FastifyReply): Promise<SentCode> {
  const contact = readContact(ctx, typed, { forCodes: true })
  if (!isContact(contact)) throw new Refusal('unprocessable', 'account.problems', undefined, [contactProblem(contact)])
  await limitCodes(ctx, { address: browser.address, contact: contactKey(ctx, typed) })
  const sessionId = await ensureVisitor(ctx, reply)
  const id = uuidv7(ctx.now)
  return change(unrepeated(ctx), async (tx) => {
    await tx.db
      .insertInto('account_registration')
      .values({
        id,
        session_id: sessionId,
        kind: contact.kind,
        value: ctx.app.vault.sealService('draft', placeOfRegistration(id), contact.value),
        lookup: ctx.app.vault.lookup(contact.kind, contact.normal),
        lang: ctx.lang,
        zone: ctx.app.config.agency.zone,
        created_at: ctx.now,
        expires_at: new Date(ctx.now.getTime() + ctx.app.config.account.registrationHours * 3_600_000),
      })
      .execute()
    return { ...(await sendCode(ctx, tx, codeFor(id, contact.kind))), id }
  })
}
const contactProblem = ({ kind, reason }: { kind: ContactKind; reason: string }) => ({ field: 'contact', code: `${kind}.invalid`, details: { reason } })

/** Only the browser that began may go on: an entered code is of no use to whoever began a registration with somebody else's contact (C15). */
async function ownRegistration(ctx: Ctx, id: string): Promise<Registration> {
  const sessionId = ctx.actor.kind === 'guest' ? ctx.actor.id : ctx.actor.kind === 'citizen' ? ctx.actor.visitorId : null
  const row = sessionId
    ? await ctx.app.store.db
        .selectFrom('account_registration')
        .select(['id', 'value', 'lang', 'zone', 'proved_at'])
        .where('id', '=', id)
        .where('session_id', '=', sessionId)
        .where('finished_at', 'is', null)
        .where('expires_at', '>', ctx.now)
        .executeTakeFirst()
    : undefined
  if (!row) throw new Refusal('gone', 'registration.over')
  const contact = readContact(ctx, ctx.app.vault.openService('draft', placeOfRegistration(id), row.value))
  if (!isContact(contact)) throw new Refusal('gone', 'registration.over')
  return { ...contact, id, lang: row.lang === 'en' ? 'en' : 'ru', zone: row.zone, proved: row.proved_at !== null }
}

export async function resendRegistrationCode(ctx: Ctx, id: string, browser: Browser): Promise<SentCode> {
  const { kind, value } = await ownRegistration(ctx, id)
  await limitCodes(ctx, { address: browser.address, contact: contactKey(ctx, value) })
  return change(unrepeated(ctx), async (tx) => {
    return { ...(await sendCode(ctx, tx, codeFor(id, kind))), id }
  })
}

/** Who entered the code has shown that the contact is theirs, and is told whether it has an account. */
export async function proveRegistration(ctx: Ctx, id: string, code: string): Promise<{ next: 'details' | 'has-account'; contact: string }> {
  const registration = await ownRegistration(ctx, id)
  if (!registration.proved) {
    await demandCode(ctx, { aboutId: id, purpose: 'register', code })
    await change(unrepeated(ctx), async (tx) => {
      await tx.db.updateTable('account_registration').set({ proved_at: ctx.now }).where('id', '=', id).execute()
      tx.record('account.registration-proved', { object: id })
    })
  }
  const { kind, value } = registration
  return { next: (await accountWith(ctx, registration)) ? 'has-account' : 'details', contact: kind === 'phone' ? maskPhone(value) : maskEmail(value) }
}

export interface Details {
  surname: string
  name: string
  patronymic?: string
  password: string
}
/** Makes the account and signs in here. The account exists from the proof of its contact on: none was ever made for a contact that was not shown (C15). */
export async function finishRegistration(ctx: Ctx, id: string, details: Details, browser: Browser): Promise<Entered> {
  await limitAddress(ctx, browser.address)
  const registration = await ownRegistration(ctx, id)
  if (!registration.proved) throw new Refusal('conflict', 'registration.not-proved')
  if (await accountWith(ctx, registration)) throw new Refusal('conflict', 'account.exists')
  const profile = profileOf(details)
  demandGoodPassword(details.password, passwordContext(ctx, { withFactor: false, contacts: [registration.value], profile }))
  const hash = await hashPassword(details.password)
  return change(unrepeated(ctx), async (tx) => {
    const own = tx.db.updateTable('account_registration').set({ finished_at: ctx.now }).where('id', '=', id).where('finished_at', 'is', null)
    if ((await own.executeTakeFirst()).numUpdatedRows !== 1n) throw new Refusal('gone', 'registration.over')
    const { citizenId, key } = await createAccount(ctx, tx, {
      contact: registration,
      profile,
      password: { hash, isLong: isLongPassword(ctx, details.password) },
      lang: registration.lang,
      zone: registration.zone,
      provedAt: ctx.now,
    })
    tx.record('account.registered', { subject: citizenId, object: citizenId }, { kind: registration.kind })
    return open(asOwner(ctx, citizenId), tx, { citizenId, key }, browser, null, { level: 'full', factor: 'code', isNew: true })
  })
}

/** Refuses with every name that is none. */
function profileOf({ surname, name, patronymic }: Details): Profile {
  const problems: FieldProblem[] = []
  const read = (field: keyof Details, typed: string): string => {
    const found = personName(typed, { latin: true })
    if (found.ok) return found.value
    problems.push({ field, code: 'name.invalid', details: { reason: found.code } })
    return ''
  }
  const profile: Profile = {
    surname: read('surname', surname),
    name: read('name', name),
    ...(patronymic?.trim() && { patronymic: read('patronymic', patronymic) }),
  }
  if (problems.length > 0) throw new Refusal('unprocessable', 'account.problems', undefined, problems)
  return profile
}
