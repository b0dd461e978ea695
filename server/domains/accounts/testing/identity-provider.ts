/// <reference path="./oidc-provider.d.ts" />
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Provider from 'oidc-provider'

export interface IdentityProvider {
  issuer: string
  /** An entry of OIDC_PROVIDERS. */
  entry: { name: Record<'ru' | 'en', string>; [key: string]: unknown }
  /** Who is signed in over there; everybody has the same mail, which is nobody's business here. Null: turns back. */
  person: string | null
  /** What a browser brings back from `url` at the provider. */
  visit: (url: string) => Promise<Record<string, string>>
  close: () => Promise<void>
}

const secret = randomBytes(24).toString('hex')

/** A real provider of identity on loopback, which knows one client: us. */
export async function identityProvider(redirectUri: string, mail: string): Promise<IdentityProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'opora', client_secret: secret, redirect_uris: [redirectUri], grant_types: ['authorization_code'], response_types: ['code'] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'one' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: { openid: ['sub', 'email', 'email_verified'] },
    conformIdTokenClaims: false,
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, email: mail, email_verified: true }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 60, Session: 60, Grant: 60 },
  })
  const answer = provider.callback()
  server.on('request', async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response)
    const { prompt, params } = await provider.interactionDetails(request, response)
    if (it.person === null) return provider.interactionFinished(request, response, { error: 'access_denied' })
    if (prompt.name === 'login') return provider.interactionFinished(request, response, { login: { accountId: it.person } })
    const grant = new provider.Grant({ accountId: it.person, clientId: params.client_id })
    grant.addOIDCScope('openid')
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true })
  })
  const secretFile = join(mkdtempSync(join(tmpdir(), 'opora-idp-')), 'secret')
  writeFileSync(secretFile, secret)
  const it: IdentityProvider = {
    issuer,
    entry: { id: 'region', name: { ru: 'Регион', en: 'Region' }, issuer, clientId: 'opora', secretFile, ownerCountry: 'RU' },
    person: 'somebody',
    visit: (url) => walk(url, redirectUri),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return it
}

/** Follows redirects with cookies, as a browser does, until it is sent back to us. */
async function walk(from: string, redirectUri: string): Promise<Record<string, string>> {
  const cookies = new Map<string, string>()
  let url = from
  for (let steps = 0; steps < 10; steps++) {
    if (url.startsWith(redirectUri)) return Object.fromEntries(new URL(url).searchParams)
    const response = await fetch(url, { redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
    for (const one of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (!location) throw new Error(`the provider answered ${response.status} ${await response.text()}`)
    url = new URL(location, url).href
  }
  throw new Error('the provider sends a browser round and round')
}
