import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ProviderOutcome } from '#contract/oidc'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { beginOidc, finishOidc } from '#platform/sign-in/oidc'
import { demandFreshProof, signedIn } from '../access.ts'
import { keepVisit, takeVisit, type Visit, visitMinutes } from '../oidc-cookie.ts'
import { accountOfSubject, providerOf, shownProvider } from '../queries/identities.ts'
import { waysIn } from '../queries/ways-in.ts'
import { channelsOffered, hasFactor, stepsAsked } from '../second-step.ts'
import { knownDevice } from './devices.ts'
import { asOwner, type Browser, type Entered, open } from './enter.ts'
import { limitAddress } from './failed-try.ts'
import { demandMayLink, link } from './link-identity.ts'
import { beginSession, unrepeated } from './sessions.ts'

type Provider = ReturnType<typeof providerOf>
const redirectUri = ({ app }: Ctx) => `${app.config.http.publicUrl}/oidc/callback`

/** Begins a visit to a provider: to sign in, or for somebody freshly proved to link the account. */
export async function startOidc(ctx: Ctx, providerId: string, purpose: 'sign-in' | 'link', browser: Browser, reply: FastifyReply): Promise<{ url: string }> {
  const owner = purpose === 'link' ? demandFreshProof(ctx) : null
  const provider = providerOf(ctx, providerId)
  if (owner) await demandMayLink(ctx, owner.id, provider.id)
  await limitAddress(ctx, browser.address)
  const { url, flow } = await beginOidc(ctx.app, provider, redirectUri(ctx))
  keepVisit(ctx.app, reply, {
    ...flow,
    provider: provider.id,
    issuer: provider.issuer,
    link: owner && { citizenId: owner.id, sessionId: owner.sessionId },
    lang: ctx.lang,
    until: ctx.now.getTime() + visitMinutes * 60_000,
  })
  return { url }
}

interface Brought {
  state: string
  code?: string
  iss?: string
  error?: string
}
export type Outcome = Omit<ProviderOutcome, 'ways' | 'channels'> & { entered: Entered | null }

/**
 * The browser is back. What it brings counts for the visit that this browser began, once, while the provider is still offered. A subject that
 * no account is linked with joins none, whatever address it comes with (C15).
 */
export async function finishVisit(ctx: Ctx, brought: Brought, browser: Browser, request: FastifyRequest, reply: FastifyReply): Promise<Outcome> {
  const visit = takeVisit(ctx.app, request, reply)
  if (!visit) throw new Refusal('gone', 'oidc.over')
  try {
    return await complete(ctx, visit, brought, browser)
  } catch (error) {
    // The provider sends everybody to one address: the language is the visit's.
    if (error instanceof Refusal) throw new Refusal(error.kind, error.code, { ...error.details, lang: visit.lang }, error.fields)
    throw error
  }
}

async function complete(ctx: Ctx, visit: Visit, brought: Brought, browser: Browser): Promise<Outcome> {
  if (visit.until <= ctx.now.getTime() || visit.state !== brought.state) throw new Refusal('gone', 'oidc.over')
  const provider = providerOf(ctx, visit.provider)
  if (provider.issuer !== visit.issuer) throw new Refusal('not-found', 'oidc.none')
  const outcome = (next: Outcome['next'], entered: Entered | null = null): Outcome => ({ next, provider: shownProvider(provider), lang: visit.lang, entered })
  if (brought.error || !brought.code) return outcome('cancelled')
  await limitAddress(ctx, browser.address)
  const { code, state, iss } = brought
  const subject = await finishOidc(ctx.app, provider, redirectUri(ctx), { code, state, ...(iss && { iss }) }, visit)
  if (visit.link) {
    demandSameSession(ctx, visit.link)
    await link(ctx, provider, subject)
    return outcome('linked')
  }
  const entered = await enterBySubject(ctx, provider, subject, browser)
  if (!entered) return outcome('unknown')
  return outcome(entered.answer.next === 'factor' ? 'factor' : 'signed-in', entered)
}

/** Whoever began to link is still the one who is signed in here. */
function demandSameSession(ctx: Ctx, { citizenId, sessionId }: NonNullable<Visit['link']>): void {
  const citizen = signedIn(ctx.actor)
  if (citizen.id !== citizenId || citizen.sessionId !== sessionId) throw new Refusal('gone', 'oidc.over')
}

async function enterBySubject(ctx: Ctx, provider: Provider, subject: string, browser: Browser): Promise<Entered | null> {
  const found = await accountOfSubject(ctx, provider, subject)
  if (!found) {
    await change(unrepeated(ctx), async (tx) => tx.record('account.sign-in-failed', {}, { step: 'oidc', provider: provider.id }))
    return null
  }
  const { citizenId } = found
  const person = await waysIn(ctx, citizenId)
  const device = await knownDevice(ctx, citizenId, browser.device)
  return change(asOwner(ctx, citizenId), async (tx) => {
    await demandStillLinked(tx, provider, found)
    if (!hasFactor(person)) return open(ctx, tx, person, browser, device, { level: 'full', factor: 'oidc' })
    const { id, token } = await beginSession(ctx, tx, {
      citizenId,
      key: person.key,
      level: 'half',
      factor: 'oidc',
      deviceId: device,
      about: browser.about,
      previous: browser.account,
    })
    tx.record('account.identity-proved', { subject: citizenId, object: citizenId }, { sessionId: id, provider: provider.id })
    const ways = stepsAsked(person, device !== null)
    return { answer: { next: 'factor', ways, channels: ways.includes('code') ? [...channelsOffered(person)] : [] }, token, deviceToken: null }
  })
}

/** Unlinked or closed while the provider was asked: then it opens nothing any more. */
async function demandStillLinked(tx: Tx, provider: Provider, { citizenId, lookup }: { citizenId: string; lookup: Buffer }): Promise<void> {
  const still = await tx.db
    .selectFrom('account_identity')
    .innerJoin('account', 'account.citizen_id', 'account_identity.citizen_id')
    .select('account.citizen_id')
    .where('account_identity.provider', '=', provider.id)
    .where('account_identity.subject_lookup', '=', lookup)
    .where('account.citizen_id', '=', citizenId)
    .where('account.state', '=', 'open')
    .forShare()
    .executeTakeFirst()
  if (!still) throw new Refusal('unauthenticated', 'sign-in.refused')
}
