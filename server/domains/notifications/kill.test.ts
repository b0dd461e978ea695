import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { envKeys, randomBytes } from '#platform/vault/index'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { mailGateway } from './testing/mail-gateway.ts'
import { madeUpPeople, queue } from './testing/outbox.ts'

const KILLS = 5
const CONCURRENCY = 5

test('REL-3: senders killed with -9 between accept and mark: every notice arrives, doubles only around the kills and with one Message-ID', async () => {
  const gateway = await mailGateway()
  const masterKeys = `1:${randomBytes(32).toString('base64')}`
  const db = await testDatabase()
  const platform = await testPlatform(db, { keys: envKeys(masterKeys) })
  const { person } = madeUpPeople(platform)
  const ids: string[] = []
  for (let i = 0; i < 150; i++) ids.push(await queue(platform, new Date(), 'request.resolved', person()))

  const start = async () => {
    const child = fork(new URL('./testing/sender-process.ts', import.meta.url), [
      JSON.stringify({ connection: db.connection, masterKeys, env: { SMTP_URL: gateway.url }, leaseSeconds: 1, concurrency: CONCURRENCY }),
    ])
    await once(child, 'message')
    return child
  }
  for (let kill = 0; kill < KILLS; kill++) {
    const child = await start()
    const before = gateway.caught.length
    // Killed in the very moment when a mail was taken: the mark cannot have been written.
    while (gateway.caught.length < before + 8) await pause(1)
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const last = await start()
  const waiting = () => platform.store.db.selectFrom('notice').select('id').where('state', 'in', ['queued', 'sending']).execute()
  for (let tries = 0; tries < 300 && (await waiting()).length > 0; tries++) await pause(50)
  last.kill('SIGKILL')
  await once(last, 'exit')

  const sent = gateway.caught.map((mail) => mail.id)
  assert.deepEqual([...new Set(sent)].sort(), ids.sort())
  const doubles = sent.length - ids.length
  assert.ok(doubles <= KILLS * CONCURRENCY, `${doubles} doubles`)
  await platform.store.close()
  await gateway.close()
})
