import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadConfig } from './load.ts'
import { readProviders } from './oidc-providers.ts'

const folder = mkdtempSync(join(tmpdir(), 'opora-oidc-'))
const secretFile = join(folder, 'secret')
writeFileSync(secretFile, 'made-up secret\n')
const region = { id: 'region', name: { ru: 'Регион', en: 'Region' }, issuer: 'https://id.region.example', clientId: 'opora', secretFile, ownerCountry: 'RU' }
const read = (list: unknown, profile: 'ru' | 'none' = 'ru') => readProviders(JSON.stringify(list), profile)

test('R13: a provider is read from JSON or from a file, with the secret from its own file', () => {
  const { secretFile: _, ...open } = region
  const wanted = [{ ...open, clientSecret: 'made-up secret', clientAuth: 'basic' }]
  assert.deepEqual(read([region]), { providers: wanted, problems: [] })
  const file = join(folder, 'providers.json')
  writeFileSync(file, JSON.stringify([region]))
  assert.deepEqual(readProviders(file, 'ru').providers, wanted)
  assert.deepEqual(readProviders(null, 'ru'), { providers: [], problems: [] })
})

test('R13: the Russian profile refuses a provider of a foreign owner at start and says why; another profile takes it', () => {
  const foreign = { ...region, ownerCountry: 'US' }
  assert.match(read([foreign]).problems[0]!.why, /^region: belongs to US: by 149-FZ, article 8/)
  assert.deepEqual(read([foreign]).providers, [])
  assert.equal(read([foreign], 'none').providers.length, 1)
  assert.throws(() => loadConfig([], { DATA_DIR: folder, OIDC_PROVIDERS: JSON.stringify([foreign]) }), /OIDC_PROVIDERS: region: belongs to US/)
  assert.equal(loadConfig([], { DATA_DIR: folder, OIDC_PROVIDERS: JSON.stringify([region]) }).oidc.providers.length, 1)
})

const bad: [string, unknown, RegExp][] = [
  ['no country', { ...region, ownerCountry: undefined }, /ownerCountry must be two letters/],
  ['an issuer in the open', { ...region, issuer: 'http://id.region.example' }, /issuer must be an address that begins with https/],
  ['an id that fits no address', { ...region, id: 'Регион' }, /id must be of lower-case letters/],
  ['no secret', { ...region, secretFile: join(folder, 'absent') }, /secretFile cannot be read/],
  ['one name only', { ...region, name: { ru: 'Регион' } }, /name must be there in ru and en/],
  ['nothing', null, /entry 1: id must be/],
]
for (const [name, entry, why] of bad)
  test(`R13: OIDC_PROVIDERS with ${name} is told with its entry`, () => {
    const { providers, problems } = read([entry])
    assert.deepEqual(providers, [])
    assert.ok(
      problems.some((one) => why.test(one.why)),
      JSON.stringify(problems),
    )
  })

test('R13: an entry that is switched off is none, one named twice is told, and what is no JSON is not quoted', () => {
  assert.deepEqual(read([{ ...region, enabled: false }]), { providers: [], problems: [] })
  assert.match(read([region, region]).problems[0]!.why, /names region twice/)
  assert.match(readProviders('[{"clientId": "made-up"', 'ru').problems[0]!.why, /^is neither a list in JSON nor a file with one$/)
  assert.match(readProviders(join(folder, 'absent.json'), 'ru').problems[0]!.why, /\(ENOENT\)$/)
})
