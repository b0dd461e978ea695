import { readFileSync } from 'node:fs'
import type { Problem } from './settings.ts'

/** An outside provider of identity that people may sign in with (OpenID Connect). */
export interface OidcProvider {
  /** Stands in addresses and in the store: lower-case letters, digits, hyphens. */
  id: string
  name: { ru: string; en: string }
  /** We talk to this host and no other. */
  issuer: string
  clientId: string
  clientSecret: string
  /** How the secret is shown to the provider: in the header (the standard's default) or in the body. */
  clientAuth: 'basic' | 'post'
  /** Two letters: whose provider it is. The law of some countries allows their own only (R13). */
  ownerCountry: string
}

const SETTING = 'OIDC_PROVIDERS'
const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host)
const word = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

/**
 * The providers of OIDC_PROVIDERS: JSON, or the path of a file that holds it: a list of
 * `{ id, name: { ru, en }, issuer, clientId, secretFile, ownerCountry }`, and `clientAuth: "post"` and `enabled: false` where wanted.
 * A secret is read from its own file. With the profile `ru` a provider of another country is refused (149-FZ, article 8).
 */
export function readProviders(value: string | null, profile: 'ru' | 'none'): { providers: readonly OidcProvider[]; problems: Problem[] } {
  if (value === null) return { providers: [], problems: [] }
  const problem = (why: string) => ({ providers: [], problems: [{ setting: SETTING, why }] })
  let list: unknown
  try {
    list = JSON.parse(/^\s*\[/.test(value) ? value : readFileSync(value, 'utf8'))
  } catch (error) {
    // A parser quotes what it read; the code of a file that is absent is enough.
    return problem(`is neither a list in JSON nor a file with one${(error as { code?: string }).code ? ` (${(error as { code: string }).code})` : ''}`)
  }
  if (!Array.isArray(list)) return problem('must be a list of providers')
  const read = list.map((one, index) => readOne((one ?? {}) as Record<string, unknown>, index, profile))
  const enabled = read.flatMap(({ provider }) => provider ?? [])
  const twice = enabled.filter(({ id }, index) => enabled.findIndex((other) => other.id === id) !== index)
  return {
    providers: enabled,
    problems: [...read.flatMap(({ problems }) => problems), ...twice.map(({ id }) => ({ setting: SETTING, why: `names ${id} twice` }))],
  }
}

function readOne(one: Record<string, unknown>, index: number, profile: 'ru' | 'none'): { provider?: OidcProvider; problems: Problem[] } {
  const { id, issuer, clientId, ownerCountry, secretFile, clientAuth = 'basic', enabled = true } = one
  const name = (one['name'] ?? {}) as Record<string, unknown>
  const called = word(id) ? id : `entry ${index + 1}`
  const wrong: [boolean, string][] = [
    [!word(id) || !/^[a-z][a-z0-9-]{0,30}$/.test(id), 'id must be of lower-case letters, digits and hyphens'],
    [!word(name['ru']) || !word(name['en']), 'name must be there in ru and en'],
    [!isIssuer(issuer), 'issuer must be an address that begins with https://'],
    [!word(clientId), 'clientId is not set'],
    [!word(ownerCountry) || !/^[A-Z]{2}$/.test(ownerCountry), 'ownerCountry must be two letters such as RU'],
    [clientAuth !== 'basic' && clientAuth !== 'post', 'clientAuth must be basic or post'],
    [
      profile === 'ru' && word(ownerCountry) && ownerCountry !== 'RU',
      `belongs to ${String(ownerCountry)}: by 149-FZ, article 8, people in Russia sign in by means of Russian owners only (COUNTRY_PROFILE=ru)`,
    ],
  ]
  const problems = wrong.filter(([is]) => is).map(([, why]) => ({ setting: SETTING, why: `${called}: ${why}` }))
  if (problems.length > 0) return { problems }
  const clientSecret = secretIn(secretFile)
  if (clientSecret === null) return { problems: [{ setting: SETTING, why: `${called}: secretFile cannot be read or is empty` }] }
  if (enabled !== true) return { problems: [] }
  const { ru, en } = name as OidcProvider['name']
  return { provider: { id, name: { ru, en }, issuer, clientId, clientSecret, clientAuth, ownerCountry } as OidcProvider, problems: [] }
}

function isIssuer(value: unknown): boolean {
  if (!word(value) || !URL.canParse(value)) return false
  const { protocol, hostname, search, hash, username } = new URL(value)
  return (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) && !search && !hash && !username
}

function secretIn(path: unknown): string | null {
  try {
    return readFileSync(String(path), 'utf8').trim() || null
  } catch {
    return null
  }
}
