import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ConfigError, describeSettings, loadConfig, productionProblems } from './config.ts'

const problemsOf = (args: string[], env: Record<string, string>) => {
  try {
    loadConfig(args, env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map((one) => one.setting)
    throw error
  }
  return []
}

const nowhere = { DATA_DIR: join(tmpdir(), 'no such folder') }

/** Settings with which a production start is allowed; each test spoils one. */
const real = {
  ...nowhere,
  AGENCY_NAME_RU: 'Служба поддержки портала',
  AGENCY_NAME_EN: 'Portal Support Service',
  AGENCY_DOMAIN: 'podderzhka.gov.ru',
  AGENCY_PHONE_FREE: '8 800 302-17-46',
  AGENCY_PHONE_CITY: '+7 (495) 302-17-46',
  AGENCY_EMAIL: 'pomosch@podderzhka.gov.ru',
  AGENCY_ADDRESS_RU: '101000, Москва, улица Мясницкая, дом 26',
  AGENCY_ADDRESS_EN: '26 Myasnitskaya Street, Moscow, 101000',
  PUBLIC_URL: 'https://podderzhka.gov.ru/',
  SMTP_URL: 'smtps://robot:pass@mail.gov.ru',
  MASTER_KEY_FILE: '/etc/opora/master.keys',
  CLAMD: '/run/clamav/clamd.ctl',
}

test('without any setting the demo listens to this machine only', () => {
  const config = loadConfig([], nowhere)
  assert.equal(config.http.host, '127.0.0.1')
  assert.equal(config.http.publicUrl, 'http://localhost:8080')
  assert.deepEqual(config.start, { production: false, empty: false, dev: false })
  assert.deepEqual(config.process.roles, ['http', 'live', 'worker'])
})

test('every bad setting is named at once, in plain words, and no secret is repeated', () => {
  const env = { ...nowhere, PORT: '80a', ROLE: 'http,cook', AGENCY_ZONE: 'Moscow', DRAFT_DAYS: '0', SMTP_URL: 'mail.ru:s3cret', S3_KEY: 'x' }
  const named = ['--prod', 'PORT', 'ROLE', 'SMTP_URL', 'AGENCY_ZONE', 'DRAFT_DAYS', 'S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_KEY, S3_SECRET']
  assert.deepEqual(problemsOf(['--prod'], env).sort(), named.sort())
  assert.throws(
    () => loadConfig([], env),
    (error: Error) => /PORT: must be a whole number from 0 to 65535/.test(error.message) && !error.message.includes('s3cret'),
  )
})

test('the settings file is read, the environment wins over it, and a misspelt name in it is a problem', () => {
  const folder = mkdtempSync(join(tmpdir(), 'opora config '))
  try {
    writeFileSync(join(folder, 'opora.env'), '# ours\nPORT=9000\nAGENCY_NAME_RU="Служба «Опора»"\n\nexport HOST = 10.0.0.1\n')
    const config = loadConfig([], { DATA_DIR: folder, PORT: '9001', AGENCY_NAME_EN: '' })
    assert.deepEqual([config.http.port, config.agency.nameRu, config.http.host], [9001, 'Служба «Опора»', '10.0.0.1'])
    writeFileSync(join(folder, 'opora.env'), 'PROT=9000\n')
    assert.deepEqual(problemsOf([], { DATA_DIR: folder }), ['PROT'])
    writeFileSync(join(folder, 'opora.env'), 'PORT 9000\n')
    assert.throws(() => loadConfig([], { DATA_DIR: folder }), /line 1 is not of the form KEY=value/)
    assert.deepEqual(problemsOf([], { OPORA_CONFIG: join(folder, 'none.env') }), ['OPORA_CONFIG'])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('GEN-1: a production start with full, real values has no problem', () => {
  const config = loadConfig(['--production'], real)
  assert.deepEqual(productionProblems(config), [])
  assert.equal(config.http.host, '0.0.0.0')
  assert.equal(config.http.publicUrl, 'https://podderzhka.gov.ru')
  assert.equal(config.start.empty, true)
})

test('GEN-1: a production start with nothing set lists every missing value', () => {
  const missing = productionProblems(loadConfig([], { ...nowhere, NODE_ENV: 'production' })).map((one) => one.setting)
  const expected = ['NAME_RU', 'NAME_EN', 'DOMAIN', 'PHONE_FREE', 'PHONE_CITY', 'EMAIL', 'ADDRESS_RU', 'ADDRESS_EN'].map((name) => `AGENCY_${name}`)
  assert.deepEqual(missing, [...expected, 'PUBLIC_URL', 'PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM', 'MASTER_KEY_FILE', 'CLAMD'])
})

const spoilt: [string, Record<string, string>, string[]][] = [
  ['the number known from advertising', { AGENCY_PHONE_FREE: '8 (800) 555-35-35' }, ['AGENCY_PHONE_FREE']],
  ['the same number with +7', { AGENCY_PHONE_FREE: '+7 800 555 35 35' }, ['AGENCY_PHONE_FREE']],
  ['a number of zeros', { AGENCY_PHONE_CITY: '8 495 000-00-00' }, ['AGENCY_PHONE_CITY']],
  ['a masked address', { AGENCY_EMAIL: 's***@podderzhka.ru' }, ['AGENCY_EMAIL', 'MAIL_FROM']],
  ['an example domain', { AGENCY_DOMAIN: 'example.org' }, ['AGENCY_DOMAIN']],
  ['plain http', { PUBLIC_URL: 'http://podderzhka.gov.ru' }, ['PUBLIC_URL']],
  ['localhost', { PUBLIC_URL: 'https://localhost:8443' }, ['PUBLIC_URL']],
  ['keys beside the data', { MASTER_KEY_FILE: join(nowhere.DATA_DIR, 'keys') }, ['MASTER_KEY_FILE']],
]
for (const [what, change, settings] of spoilt)
  test(`GEN-1: a production start with ${what} is refused`, () => {
    assert.deepEqual(
      productionProblems(loadConfig(['--production'], { ...real, ...change })).map((one) => one.setting),
      settings,
    )
  })

test('GEN-1: a store with the demo world is no store for production', () => {
  assert.equal(productionProblems(loadConfig(['--production'], real), true).length, 1)
})

test('every default would be accepted if somebody wrote it down', () => {
  const written = Object.fromEntries(describeSettings().map(({ env, default: value }) => [env, value]))
  assert.deepEqual(loadConfig([], { ...written, DATA_DIR: nowhere.DATA_DIR, TRUST_PROXY: '' }), loadConfig([], nowhere))
})
