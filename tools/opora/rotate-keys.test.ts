import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { citizensWith } from '#domains/citizens/index'
import { eraseCitizen } from '#domains/tickets/index'
import type { Staff } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import { rotateMaster } from '#platform/vault/index'
import { testDatabase } from '#testing/database'
import { anIntake, as, ctxOf } from '#testing/factories'
import { keysInMemory, testPlatform } from '#testing/platform'
import { submitTicket } from '../../server/domains/tickets/commands/submit.ts'
import { ticketByNumber } from '../../server/domains/tickets/load.ts'
import { conversationOf } from '../../server/domains/tickets/queries/conversation.ts'
import { deskSearch } from '../../server/domains/tickets/queries/desk-search.ts'
import { rotateIndex } from './rotate-index.ts'
import { rotationWanted } from './rotate-keys.ts'

const supervisor: Staff = { kind: 'staff', id: '018f0000-0000-7000-8000-000000000001', roles: ['supervisor'], teams: ['first_line'], provedAt: new Date() }
const queryOf = (platform: Platform) => async (text: string, values: unknown[]) =>
  (await platform.store.pool.query(text, values)).rows as Record<string, unknown>[]

interface Filed {
  number: string
  citizenId: string
  word: string
  email: string
  phone: string
}

const letters = 'бвгджзклмн'
/** A word that stands in one request only. */
const lettersOf = (n: number): string => `сло${[...String(n * 7919)].map((digit) => `${letters[Number(digit)]}о`).join('')}`

/** Files requests, each with a word and contacts of its own, until told to stop. */
function filing(platform: Platform) {
  const filed: Filed[] = []
  let [stopped, made] = [false, 0]
  const one = async () => {
    const word = lettersOf(++made)
    const intake = anIntake({ description: `Нужно найти ${word} среди других обращений, больше нигде его нет.` })
    const { number, citizenId } = await submitTicket(as(ctxOf(platform), { kind: 'guest', id: null }), { intake, channel: 'form' })
    filed.push({ number, citizenId, word, email: intake.email!, phone: intake.phone! })
  }
  const line = async () => {
    while (!stopped) {
      await one()
      await pause(20)
    }
  }
  return {
    filed,
    one,
    start: () => {
      const lines = [line(), line()]
      return async () => {
        stopped = true
        await Promise.all(lines)
      }
    },
  }
}

const isFound = async (platform: Platform, { number, word }: Filed): Promise<boolean> =>
  (await deskSearch(as(ctxOf(platform), supervisor), supervisor, word, {})).items.some((item) => item.number.replaceAll('-', '') === number.replaceAll('-', ''))
const isKnown = async (platform: Platform, { citizenId, email }: Filed): Promise<boolean> =>
  (await citizensWith(ctxOf(platform), platform.store.db, 'email', email)).includes(citizenId)

test('PRIV-1: the key of searches is renewed while requests are filed and searched; nothing is lost for a moment', async () => {
  const [database, keys] = [await testDatabase(), keysInMemory()]
  const service = await testPlatform(database, { keys })
  const tool = await testPlatform(database, { keys })
  const { filed, one, start } = filing(service)
  for (let i = 0; i < 60; i++) await one()
  const erased = filed.shift()!
  await eraseCitizen(ctxOf(service), erased.citizenId, 'по заявлению')
  const reloading = setInterval(() => void service.vault.reload(), 40)
  const stop = start()
  let searching = true
  let searches = 0
  const missed: string[] = []
  const searched = (async () => {
    while (searching) {
      const wanted = filed[searches++ % filed.length]!
      if (!(await isFound(service, wanted)) || !(await isKnown(service, wanted))) missed.push(wanted.number)
    }
  })()
  const lines: string[] = []
  const summary = await rotateIndex({ platform: tool, query: queryOf(tool) }, { graceMs: 1500, batch: 7, onProgress: (line) => lines.push(line) }).finally(
    async () => {
      searching = false
      clearInterval(reloading)
      await Promise.all([searched, stop()])
    },
  )
  await service.vault.reload()
  assert.deepEqual(missed, [])
  assert.ok(searches > 20)
  assert.deepEqual([summary.version, summary.removed], [2, [1]])
  assert.ok(summary.messages >= 59 && summary.contacts >= 118)
  assert.deepEqual(service.vault.keyVersions('index'), [2])
  for (const one of filed) assert.ok((await isFound(service, one)) && (await isKnown(service, one)), one.number)
  assert.equal(await isFound(service, erased), false)
  assert.match(lines[0] ?? '', /version 2/)
  assert.deepEqual(await queryOf(tool)("select 1 from store_fact where name = 'index-rotation'", []), [])
  await Promise.all([service.store.close(), tool.store.close()])
})

test('PRIV-1: a rotation that was broken off goes on where it stood', async () => {
  const platform = await testPlatform(await testDatabase())
  const { filed, one } = filing(platform)
  for (let i = 0; i < 12; i++) await one()
  let batches = 0
  const broken = () => {
    if (++batches === 3) throw new Error('the power went')
  }
  await assert.rejects(rotateIndex({ platform, query: queryOf(platform) }, { graceMs: 0, batch: 4, onProgress: broken }), /power/)
  for (const one of filed) assert.ok(await isFound(platform, one))
  const { version, removed } = await rotateIndex({ platform, query: queryOf(platform) }, { graceMs: 0, batch: 4 })
  assert.deepEqual([version, removed], [2, [1]])
  for (const one of filed) assert.ok((await isFound(platform, one)) && (await isKnown(platform, one)))
  await platform.store.close()
})

test('PRIV-1: master keys are renewed while requests are filed and read, and everything opens afterwards', async () => {
  const [database, keys] = [await testDatabase(), keysInMemory()]
  const platform = await testPlatform(database, { keys })
  const { filed, one, start } = filing(platform)
  for (let i = 0; i < 20; i++) await one()
  const stop = start()
  const { keyId, retired, dataKeys } = await rotateMaster(queryOf(platform), keys, { batch: 5, graceMs: 200 }).finally(stop)
  assert.deepEqual([keyId, retired, keys.ids()], [2, [1], [2]])
  assert.ok(dataKeys >= 20)
  const fresh = await testPlatform(database, { keys })
  for (const { number, word } of filed) {
    const { ticket, key } = await ticketByNumber(ctxOf(fresh), number)
    assert.ok((await conversationOf(fresh.store.db, ticket, key)).intake.description.includes(word))
  }
  await Promise.all([platform.store.close(), fresh.store.close()])
})

test('what rotate-keys is asked is read, and wrong words are explained', () => {
  assert.deepEqual(rotationWanted([]), { index: false, useActive: false, graceMs: 60_000 })
  assert.deepEqual(rotationWanted(['--index', '--grace', '5']), { index: true, useActive: false, graceMs: 5000 })
  assert.throws(() => rotationWanted(['--index', '--use-active']), /belongs to the master key/)
  assert.throws(() => rotationWanted(['--grace', 'long']), /whole seconds/)
})
