import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPushEndpoint } from './is-push-endpoint.ts'

const hosts = ['fcm.googleapis.com', '*.push.apple.com', '127.0.0.1:9999']
for (const [endpoint, may] of [
  ['https://fcm.googleapis.com/fcm/send/abc', true],
  ['https://web.push.apple.com/abc', true],
  ['http://127.0.0.1:9999/abc', true],
  ['http://fcm.googleapis.com/fcm/send/abc', false],
  ['https://fcm.googleapis.com:8443/abc', false],
  ['https://fcm.googleapis.com@10.0.0.1/abc', false],
  ['https://user:pass@fcm.googleapis.com/abc', false],
  ['https://fcm.googleapis.com.evil.example/abc', false],
  ['https://push.apple.com/abc', false],
  ['https://evilpush.apple.com/abc', false],
  ['https://169.254.169.254/latest', false],
  ['http://127.0.0.1:5432/', false],
  ['file:///etc/passwd', false],
  ['nonsense', false],
  [`https://fcm.googleapis.com/${'a'.repeat(1000)}`, false],
] as const)
  test(`a push address ${endpoint.slice(0, 60)} may ${may ? '' : 'not '}be called`, () => assert.equal(isPushEndpoint(hosts, endpoint), may))
