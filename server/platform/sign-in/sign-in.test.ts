import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cpuMs } from '#testing/cpu-ms'
import { addressGroup } from './address-group.ts'
import { commonPasswords } from './common-passwords.ts'
import { inLatinKeys } from './keyboard.ts'
import { listedCount } from './listed-passwords.ts'
import { passwordProblems } from './password-problems.ts'
import { codeTyped, totpStep } from './totp-step.ts'

const length = { min: 15, max: 128 }
const agency = ['Ведомство «Образец»', 'Sample Agency', 'gosportal']
const codes = (password: string, login = 'i.petrova') => passwordProblems(password, { logins: [login], agency, length }).map(({ code }) => code)

test('ASVS 6.2.1: 15 to 128 characters of any kind, counted as people count', () => {
  assert.deepEqual(codes('сорок две лампы'), [])
  assert.deepEqual(codes('сорок дв лампы'), ['password.too-short'])
  assert.deepEqual(codes('🦊🐢🦉🐝🦔🐳🦎🐙🦩🦚🐿🦦🦥🐓🦜'), [])
  assert.deepEqual(codes('ночь улица фонарь аптека '.repeat(6).slice(0, 128)), [])
  assert.deepEqual(codes(`${'ночь улица фонарь аптека '.repeat(6).slice(0, 128)}!`), ['password.too-long'])
  assert.deepEqual(passwordProblems('abc', { logins: ['nn'], agency, length })[0], {
    field: 'password',
    code: 'password.too-short',
    details: { min: 15, length: 3 },
  })
})

test('ASVS 6.2.5: no mix of kinds of characters is demanded', () => {
  for (const password of ['stork walks on blue roof', 'STORKWALKSONBLUEROOF', '73619482650174395', 'ёжик в тумане ищет дом'])
    assert.deepEqual(codes(password), [], password)
})

test('ASVS 6.2.4: much used passwords, also with digits and marks around, repeats and keyboard rows', () => {
  for (const password of [
    'PasswordPassword',
    'MyPassword2026!!!',
    'password.password',
    '123456789012345',
    'aaaaaaaaaaaaaaaa',
    'qwertyuiopasdfgh',
    'йцукенгшщзхъфыва',
    'abcabcabcabcabcabc',
    'Пароль-Пароль-2026',
    'gfhjkmgfhjkm1234',
    'abcdefghijklmnop',
    '1q2w3e4r5t6y7u8i',
    '000000000000000',
    'Administrator_2026',
    '123password123456',
  ])
    assert.ok(codes(password).includes('password.common'), password)
  assert.ok([...commonPasswords].every((one) => one === one.toLowerCase() && one.length > 5))
})

test('ASVS 6.2.4, 6.2.12: leaked passwords, in Russian letters and on the other layout too; the list has more than a hundred thousand', () => {
  assert.ok(listedCount() > 100_000, String(listedCount()))
  for (const password of ['PolniyPizdec0211', 'motherfucker1234', 'ghjcnjgfhjkm2026', 'простопароль2026', 'sonyericsson!!!!', 'qwaszxerdfcv 1999'])
    assert.ok(
      codes(password).some((code) => code === 'password.breached' || code === 'password.common'),
      password,
    )
  assert.deepEqual(codes('PolniyPizdec0211'), ['password.breached'])
  assert.deepEqual(codes('ghjcnjgfhjkm2026'), ['password.breached'])
  assert.equal(inLatinKeys('простопароль'), 'ghjcnjgfhjkm')
})

test('LOGIN-2: what is put together of listed words, years, runs and repeats is weak; unconnected words and random signs are not', () => {
  for (const password of ['umbrella1234umbrella', 'солнышко2026солнышко', 'privet dragon 1985'])
    assert.deepEqual(codes(password), ['password.common'], password)
  for (const password of ['lampa okno derevo 7', 'моя собака живет в доме', 'k9#vQ2m!x7Lp-Wd4', 'correct mule battery staple'])
    assert.deepEqual(codes(password), [], password)
  const weak = passwordProblems('Круглова Круглова 1', { logins: [], agency, length, names: ['Круглова'] })
  assert.deepEqual(
    weak.map(({ code }) => code),
    ['password.common', 'password.contains-name'],
  )
})

test('ASVS 6.2.5: where an agency still demands a mix, what is missing is told; else none is', () => {
  const mix = (password: string, composition: boolean) => passwordProblems(password, { logins: [], agency, length, composition })
  assert.deepEqual(mix('лампа окно дерево семь', true), [{ field: 'password', code: 'password.composition', details: { missing: ['upper', 'digit'] } }])
  assert.deepEqual(mix('Лампа окно дерево 7', true), [])
  assert.deepEqual(mix('лампа окно дерево семь', false), [])
})

test('ASVS 6.2.9: a password of any length is looked at in a moment', async () => {
  assert.ok((await cpuMs(() => codes('x7f kd92лдж qpz 1m снег v8b '.repeat(40)))) < 400)
})

test('ASVS 6.2.11: neither the login nor the names of the agency', () => {
  assert.deepEqual(codes('мой логин I.Petrova тут'), ['password.contains-login'])
  assert.deepEqual(codes('sample-agency по утрам'), ['password.contains-agency'])
  assert.deepEqual(codes('наше ведомство образец, вот'), ['password.contains-agency'])
  assert.deepEqual(codes('утро на gosportal без кофе'), ['password.contains-agency'])
})

test('ASVS 6.5.5: a code is right in its step and one to either side, and knows its step', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' // RFC 6238, "12345678901234567890"
  const at = (seconds: number) => new Date(seconds * 1000)
  assert.equal(totpStep(secret, '287082', at(59)), 1)
  assert.equal(totpStep(secret, '081804', at(1111111109)), 37037036)
  assert.equal(totpStep(secret, '081804', at(1111111109 + 30)), 37037036)
  assert.equal(totpStep(secret, '081804', at(1111111109 - 30)), 37037036)
  assert.equal(totpStep(secret, '081804', at(1111111109 + 61)), null)
  assert.equal(totpStep(secret, '081804', at(1111111109 - 61)), null)
  assert.equal(codeTyped(' 081 804 '), '081804')
  for (const text of ['', '12345', '1234567', '12345a', '٠٨١٨٠٤']) assert.equal(codeTyped(text), null)
})

test('C25: one household of IPv6 is one address, a mapped IPv4 the same as itself', () => {
  assert.equal(addressGroup('::ffff:192.0.2.7'), '192.0.2.7')
  assert.equal(addressGroup('192.0.2.7'), '192.0.2.7')
  assert.equal(addressGroup('2001:DB8:1:2:3:4:5:6'), '2001:db8:1:2::/64')
  assert.equal(addressGroup('2001:db8:1:2::9'), '2001:db8:1:2::/64')
  assert.equal(addressGroup('2001:db8::9'), '2001:db8:0:0::/64')
  assert.equal(addressGroup('fe80::1%eth0'), 'fe80:0:0:0::/64')
  assert.equal(addressGroup('::1'), '0:0:0:0::/64')
})
