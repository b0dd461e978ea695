import assert from 'node:assert/strict'
import test from 'node:test'
import { hashesWaiting, hashPassword, isOutdated, verifyPassword } from './password-hash.ts'
import { randomDigits, randomToken, sameBytes } from './primitives.ts'

const cheap = { memoryKib: 64, passes: 1 }

test('a password is known again, also typed on a keyboard that composes letters otherwise; another is not', async () => {
  const stored = await hashPassword('Ёжик и йод 7', cheap)
  assert.match(stored, /^\$argon2id\$v=19\$m=64,t=1,p=1\$/)
  assert.equal(await verifyPassword('Ёжик и йод 7'.normalize('NFD'), stored), true)
  assert.equal(await verifyPassword('Ежик и йод 7', stored), false)
  assert.notEqual(await hashPassword('Ёжик и йод 7', cheap), stored)
  assert.equal(isOutdated(stored, cheap), false)
  assert.equal(isOutdated(stored), true)
})

test('an unknown account is refused after the same work, a stored text that is no hash is an error', async () => {
  assert.equal(await verifyPassword('x', undefined, cheap), false)
  await assert.rejects(verifyPassword('x', 'plain-text'), /not Argon2id/)
  await assert.rejects(verifyPassword('x', ''), /not Argon2id/)
})

test('many hashes at once wait in turn and all come', async () => {
  const all = Promise.all(Array.from({ length: 20 }, (_, i) => hashPassword(String(i), cheap)))
  assert.ok(hashesWaiting() >= 16)
  assert.equal(new Set(await all).size, 20)
  assert.equal(hashesWaiting(), 0)
})

test('the known answer of RFC 9106 parameters is met by the stored form', async () => {
  // phc-winner-argon2: echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1
  const stored = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  assert.equal(await verifyPassword('password', stored), true)
  assert.equal(await verifyPassword('Password', stored), false)
})

test('tokens and codes are of their length and do not repeat; comparison is by content', () => {
  assert.equal(randomToken().length, 43)
  assert.equal(new Set(Array.from({ length: 10_000 }, () => randomToken(16))).size, 10_000)
  const codes = Array.from({ length: 2000 }, () => randomDigits(6))
  assert.ok(codes.every((code) => /^\d{6}$/.test(code)) && codes.some((code) => code.startsWith('0')))
  assert.equal(sameBytes('abc', Buffer.from('abc')), true)
  assert.equal(sameBytes('abc', 'abcd'), false)
})
