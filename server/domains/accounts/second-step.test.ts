import assert from 'node:assert/strict'
import { test } from 'node:test'
import { channelsOffered, proofsOffered, stepsAsked, type WaysIn } from './second-step.ts'

const bare: WaysIn = { factors: [], backupCodesLeft: 0, smsFactor: false, channels: ['sms', 'email'], passwordIsLong: true }

test('LOGIN-1: without a factor a known browser needs a long password alone, anything else a code to a contact', () => {
  assert.deepEqual(stepsAsked(bare, true), [])
  assert.deepEqual(stepsAsked(bare, false), ['code'])
  assert.deepEqual(stepsAsked({ ...bare, passwordIsLong: false }, true), ['code'])
  assert.deepEqual(channelsOffered(bare), ['sms', 'email'])
})

test('C23: with a factor the second step is asked on every browser, and mail never takes its place', () => {
  const app: WaysIn = { ...bare, factors: ['totp'], backupCodesLeft: 3 }
  for (const known of [true, false]) assert.deepEqual(stepsAsked(app, known), ['totp', 'backup_code'])
  assert.deepEqual(channelsOffered(app), [])
  assert.deepEqual(stepsAsked({ ...app, backupCodesLeft: 0, factors: ['passkey', 'totp'] }, true), ['passkey', 'totp'])
})

test('LOGIN-1: text messages stand in for the app where their owner has switched them on', () => {
  const sms: WaysIn = { ...bare, factors: ['totp'], smsFactor: true }
  assert.deepEqual(stepsAsked(sms, true), ['totp', 'code'])
  assert.deepEqual(channelsOffered(sms), ['sms'])
  assert.deepEqual(stepsAsked({ ...bare, smsFactor: true }, true), ['code'])
  assert.deepEqual(stepsAsked({ ...bare, smsFactor: true, channels: ['email'] }, true), [], 'no telephone, no such factor')
})

test('ASVS 7.5.1: before a sensitive change the password or a factor is proved again; a backup code is not spent on it', () => {
  assert.deepEqual(proofsOffered(bare, true), ['password', 'code'])
  assert.deepEqual(proofsOffered({ ...bare, factors: ['totp'], backupCodesLeft: 4 }, true), ['totp', 'password'])
  assert.deepEqual(proofsOffered(bare, false), ['code'])
})
