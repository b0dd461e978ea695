import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { FastifyRequest } from 'fastify'
import { loadConfig } from '../config.ts'
import { hostSite } from './host-site.ts'
import { isKiosk } from './kiosk.ts'

const settings = (env: Record<string, string>) => loadConfig([], { DATA_DIR: join(tmpdir(), 'no such folder'), ...env })
const from = (ip: string, cookies: Record<string, string> = {}) => ({ ip, cookies }) as unknown as FastifyRequest

test('C22: a shared computer is known by its address or network, of either kind, and nobody else is', () => {
  const shared = isKiosk(settings({ KIOSK_NETWORKS: '10.20.30.0/24, 192.0.2.7 2001:db8:1::/48' }))
  for (const ip of ['10.20.30.1', '10.20.30.255', '192.0.2.7', '2001:db8:1::5', '::ffff:10.20.30.4']) assert.ok(shared(from(ip)), ip)
  for (const ip of ['10.20.31.1', '192.0.2.8', '2001:db8:2::5', '127.0.0.1', '::ffff:10.20.31.4']) assert.ok(!shared(from(ip)), ip)
  assert.ok(!isKiosk(settings({}))(from('10.20.30.1', { kiosk: '' })))
})

test('C22: the key itself in the cookie is no mark', () => {
  const shared = isKiosk(settings({ KIOSK_KEY: 'office-hall-window-three' }))
  for (const kiosk of ['', '1', 'office-hall-window-three']) assert.ok(!shared(from('127.0.0.1', { kiosk })), kiosk)
})

test('C29: only a listed origin, to the letter, may stand around the chat; in a demonstration its own second name may', () => {
  const config = settings({ WIDGET_ORIGINS: 'https://help.gov.example, http://localhost:4000' })
  const named = (window: unknown, mode: 'setup' | 'demo' = 'setup') => hostSite({ config, mode }, { headers: {}, query: { window } })
  assert.equal(named('https://help.gov.example'), 'https://help.gov.example')
  assert.equal(named('http://localhost:4000'), 'http://localhost:4000')
  for (const stranger of [
    'https://help.gov.example/',
    'https://help.gov.example.evil.example',
    'http://help.gov.example',
    'https://gov.example',
    '1',
    '*',
    "'self'",
    '',
    undefined,
    ['https://help.gov.example'],
  ])
    assert.equal(named(stranger), null, String(stranger))
  assert.equal(hostSite({ config, mode: 'setup' }, { headers: { 'x-opora-host': 'https://help.gov.example' }, query: {} }), 'https://help.gov.example')
  assert.equal(named('http://127.0.0.1:8080'), null)
  assert.equal(named('http://127.0.0.1:8080', 'demo'), 'http://127.0.0.1:8080')
})

test('settings that name no origin or no network are told at once', () => {
  for (const origin of [
    'https://help.gov.example/chat',
    'help.gov.example',
    'http://help.gov.example',
    'https://Help.gov.example',
    '*',
    'https://a.example;script-src *',
  ])
    assert.throws(() => settings({ WIDGET_ORIGINS: origin }), /WIDGET_ORIGINS: may hold only origins/, origin)
  for (const network of ['10.20.30', '10.20.30.0/33', '10.20.30.0/-1', 'office', '2001:db8::/129', '10.20.30.0/24/8'])
    assert.throws(() => settings({ KIOSK_NETWORKS: network }), /KIOSK_NETWORKS/, network)
  assert.throws(() => settings({ KIOSK_KEY: 'short' }), /KIOSK_KEY/)
})
