import type { Configuration } from 'openid-client'
import type { OidcProvider } from '../config/oidc-providers.ts'
import { bare } from '../log.ts'
import type { Platform } from '../platform.ts'
import { Refusal } from '../refusal.ts'

/** What one visit to a provider is known by; kept by the browser, sealed, until it comes back. */
export interface OidcFlow {
  state: string
  nonce: string
  /** PKCE. */
  verifier: string
}
/** What the browser brings back from the provider. */
export interface OidcAnswer {
  code: string
  state: string
  /** Which provider answers, where it says so (RFC 9207). */
  iss?: string
}

/** Loaded where a provider is asked: the start does not wait for it. */
const library = () => import('openid-client')

const SECONDS = 5
const FOREIGN = 'oidc.foreign-host'
/** What a provider says about itself is asked again after this. */
const FRESH_MS = 600_000
const known = new WeakMap<OidcProvider, { at: number; about: Promise<Configuration> }>()

/** Where to send the browser, and what to keep until it comes back. Refused with 'oidc.away' when the provider does not answer. */
export async function beginOidc(app: Platform, provider: OidcProvider, redirectUri: string): Promise<{ url: string; flow: OidcFlow }> {
  const [client, about] = await Promise.all([library(), aboutOf(app, provider)])
  const flow = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
  const url = client.buildAuthorizationUrl(about, {
    redirect_uri: redirectUri,
    // Who it is, and nothing else: no name, no mail (C15).
    scope: 'openid',
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
  })
  if (url.host !== new URL(provider.issuer).host) throw away(app, Object.assign(new Error('foreign host'), { code: FOREIGN }))
  return { url: url.href, flow }
}

/**
 * Who it is at the provider, once the code, the state, the nonce, the issuer, the audience and the signature are right. Refused with
 * 'oidc.away', or with 'oidc.refused' for anything that is not in order: why is for the log alone.
 */
export async function finishOidc(app: Platform, provider: OidcProvider, redirectUri: string, answer: OidcAnswer, flow: OidcFlow): Promise<string> {
  const [client, about] = await Promise.all([library(), aboutOf(app, provider)])
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer)) if (value !== undefined) url.searchParams.set(name, value)
  try {
    const tokens = await client.authorizationCodeGrant(about, url, {
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      pkceCodeVerifier: flow.verifier,
      idTokenExpected: true,
    })
    return tokens.claims()!.sub
  } catch (error) {
    if (isAway(error)) throw away(app, error)
    app.log.warn({ part: 'oidc', ...bare(error) }, 'an answer of a provider was refused')
    throw new Refusal('unauthenticated', 'oidc.refused')
  }
}

async function aboutOf(app: Platform, provider: OidcProvider): Promise<Configuration> {
  const now = app.monotonicMs()
  let entry = known.get(provider)
  if (!entry || now - entry.at > FRESH_MS) {
    entry = { at: now, about: discover(provider) }
    known.set(provider, entry)
  }
  try {
    return await entry.about
  } catch (error) {
    if (known.get(provider) === entry) known.delete(provider)
    throw away(app, error)
  }
}

async function discover({ issuer, clientId, clientSecret, clientAuth }: OidcProvider): Promise<Configuration> {
  const client = await library()
  const server = new URL(issuer)
  const auth = clientAuth === 'post' ? client.ClientSecretPost(clientSecret) : client.ClientSecretBasic(clientSecret)
  return client.discovery(server, clientId, undefined, auth, {
    timeout: SECONDS,
    // The signature is checked although the token comes from the provider itself; http is for a provider on this very machine (settings).
    execute: [client.enableNonRepudiationChecks, ...(server.protocol === 'http:' ? [client.allowInsecureRequests] : [])],
    // What a provider says about itself must not send us, or a code, to another host.
    [client.customFetch]: (url, options) => {
      if (new URL(url).host !== server.host) throw Object.assign(new Error('foreign host'), { code: FOREIGN })
      return fetch(url, { ...(options as RequestInit), redirect: 'error' })
    },
  })
}

/** No answer, or a broken one: not the person's fault. The library wraps what it does not know. */
function isAway(error: unknown): boolean {
  const { code, status, name, message, cause } = error as { code?: string; status?: number; name?: string; message?: string; cause?: unknown }
  if (code === 'OAUTH_TIMEOUT' || code === FOREIGN || (status ?? 0) >= 500 || (name === 'TypeError' && message === 'fetch failed')) return true
  return cause instanceof Error && isAway(cause)
}

function away(app: Platform, error: unknown): Refusal {
  app.log.warn({ part: 'oidc', ...bare(error) }, 'a provider of identity does not answer as it should')
  return new Refusal('conflict', 'oidc.away')
}
