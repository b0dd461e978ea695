import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { uuidv7 } from '#platform/ids'
import { DataKeyCache } from './data-key.ts'
import { envKeys } from './env-keys.ts'
import { SealBroken } from './envelope.ts'
import { FakeStore } from './fake-store.ts'
import { fileKeys } from './file-keys.ts'
import { UnknownMasterKey } from './key-provider.ts'
import { randomBytes } from './primitives.ts'
import { rotateMaster } from './rotate-master.ts'
import { WrongMasterKey } from './service-keys.ts'
import { openVault, type Vault } from './vault.ts'

const folder = mkdtempSync(join(tmpdir(), 'vault-'))
after(() => rmSync(folder, { recursive: true }))
let files = 0
const newPath = () => join(folder, `keys-${++files}`, 'master.json')
const aKey = () => randomBytes(32).toString('base64')
const bodyOf = (id: string) => ({ table: 'message', column: 'body', id })

function aCitizen(store: FakeStore, vault: Vault, text: string) {
  const id = uuidv7()
  const { key, wrapped, keyId } = vault.newDataKey(id)
  store.citizens.push({ id, wrapped_key: wrapped, key_id: keyId })
  return { id, sealed: vault.seal(key, bodyOf(id), text), text }
}
const readAll = (store: FakeStore, vault: Vault, people: { id: string; sealed: Buffer; text: string }[]) => {
  for (const { id, sealed, text } of people) {
    const row = store.citizens.find((one) => one.id === id)!
    assert.equal(vault.open(vault.dataKey(id, row.wrapped_key!), bodyOf(id), sealed), text)
  }
}

test('the key file is made once, for its owner only, and read again at the next start', () => {
  const path = newPath()
  const first = fileKeys(path).active()
  assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.deepEqual(fileKeys(path).active(), first)
  assert.throws(() => fileKeys(newPath(), { mustExist: true }), /ENOENT/)
})

test('a key file that is cut short and a key of the wrong length are refused without a word of their content', () => {
  const path = newPath()
  fileKeys(path)
  const content = readFileSync(path, 'utf8')
  const secret = content.split('"')[5]!.slice(0, 30)
  const silent = (error: Error) => !`${error.message}${error.stack}${error.cause}`.includes(secret.slice(0, 8))
  writeFileSync(path, content.slice(0, 50))
  assert.throws(() => fileKeys(path), silent)
  writeFileSync(path, JSON.stringify({ keys: { 1: secret } }))
  assert.throws(
    () => fileKeys(path),
    (error: Error) => silent(error) && /32 bytes/.test(error.message),
  )
  assert.throws(
    () => envKeys(`1:${secret}`),
    (error: Error) => silent(error) && /32 bytes/.test(error.message),
  )
})

test('a vault opens again with the same keys, and not with others', async () => {
  const store = new FakeStore()
  const right = envKeys(aKey())
  const first = await openVault(store.query, right)
  const second = await openVault(store.query, right)
  assert.deepEqual(second.serviceKey('journal'), first.serviceKey('journal'))
  assert.deepEqual(second.lookup('phone', '+79000000001'), first.lookup('phone', '+79000000001'))
  await assert.rejects(openVault(store.query, envKeys(aKey())), WrongMasterKey)
  await assert.rejects(openVault(store.query, envKeys(`7:${aKey()}`)), UnknownMasterKey)
  const before = store.keys.length
  await assert.rejects(openVault(store.query, envKeys(aKey()), { serviceKeys: ['fresh'] }))
  assert.equal(store.keys.length, before, 'a refused start leaves nothing behind')
})

test('six processes that start on an empty database agree on every key', async () => {
  const store = new FakeStore()
  const provider = envKeys(aKey())
  const vaults = await Promise.all(Array.from({ length: 6 }, () => openVault(store.query, provider)))
  for (const vault of vaults) assert.deepEqual(vault.serviceKey('index'), vaults[0]!.serviceKey('index'))
})

test('no key stands in the database in clear', async () => {
  const store = new FakeStore()
  const vault = await openVault(store.query, envKeys(aKey()))
  const kept = Buffer.concat(store.keys.map(({ wrapped }) => wrapped))
  for (const name of ['number', 'index', 'journal', 'draft']) assert.ok(!kept.includes(vault.serviceKey(name).subarray(0, 8)))
})

test('values with no citizen open by their service key only, also after a new version of it', async () => {
  const vault = await openVault(new FakeStore().query, envKeys(aKey()))
  const place = { table: 'staff', column: 'totp', id: uuidv7() }
  const sealed = vault.sealService('staff', place, 'JBSWY3DP')
  assert.throws(() => vault.openService('draft', place, sealed), SealBroken)
  assert.throws(() => vault.openService('staff', { ...place, id: uuidv7() }, sealed), SealBroken)
  assert.equal(await vault.addKeyVersion('staff'), 2)
  assert.equal(vault.openService('staff', place, sealed), 'JBSWY3DP')
  assert.deepEqual(vault.keyVersions('staff'), [2, 1])
  assert.throws(() => vault.sealService('nobody', place, ''), /no service key/)
})

test('a wrapped key of one person does not open as that of another, and an erased key is not served from memory', async () => {
  const store = new FakeStore()
  const vault = await openVault(store.query, envKeys(aKey()))
  const anna = aCitizen(store, vault, 'Анна')
  const boris = aCitizen(store, vault, 'Борис')
  readAll(store, vault, [anna, boris])
  const keyOf = (id: string) => store.citizens.find((one) => one.id === id)!.wrapped_key!
  assert.throws(() => vault.dataKey(anna.id, keyOf(boris.id)), SealBroken)
  vault.forget(anna.id)
  assert.throws(() => vault.dataKey(anna.id, Buffer.alloc(0)), SealBroken)
})

test('the data key cache keeps its bound and throws out what was used longest ago', () => {
  const cache = new DataKeyCache(3)
  const wrapped = Buffer.from('w')
  const key = {} as never
  for (const id of ['a', 'b', 'c']) cache.put(id, wrapped, key)
  cache.get('a', wrapped)
  cache.put('d', wrapped, key)
  assert.equal(cache.size, 3)
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((id) => cache.get(id, wrapped) === key),
    [true, false, true, true],
  )
  assert.equal(cache.get('a', Buffer.from('x')), undefined)
})

test('the master key is rotated under load: everything opens, the old key is gone, other processes follow', async () => {
  const store = new FakeStore()
  const path = newPath()
  const vault = await openVault(store.query, fileKeys(path))
  const other = await openVault(store.query, fileKeys(path)) // another process: its own view of the file
  const people = Array.from({ length: 1203 }, (_, i) => aCitizen(store, vault, `текст ${i}`))
  const erased = aCitizen(store, vault, 'стерт')
  store.citizens.find(({ id }) => id === erased.id)!.wrapped_key = null
  const draftPlace = { table: 'draft', column: 'body', id: uuidv7() }
  const draft = vault.sealService('draft', draftPlace, 'черновик')
  let changes = 0
  store.before = (sql) => {
    if (!sql.startsWith('update citizen') || ++changes > 4) return
    people.push(aCitizen(store, other, `пришел при смене ${changes}`)) // registers while the rotation runs
    readAll(store, other, people.slice(-5))
  }
  const seen: number[] = []
  const result = await rotateMaster(store.query, fileKeys(path), { batch: 500, graceMs: 0 }, ({ dataKeys }) => seen.push(dataKeys))
  assert.equal(result.keyId, 2)
  assert.deepEqual(result.retired, [1])
  assert.deepEqual(seen, [500, 1000, 1203])
  assert.ok(store.keys.every(({ key_id }) => key_id === 2) && store.citizens.every((row) => row.wrapped_key === null || row.key_id === 2))
  assert.throws(() => fileKeys(path).byId(1), UnknownMasterKey)
  for (const process of [vault, other, await openVault(store.query, fileKeys(path))]) {
    readAll(store, process, people)
    assert.equal(process.openService('draft', draftPlace, draft), 'черновик')
  }
})

test('a rotation leaves alone a key that was erased meanwhile, and takes along one wrapped late by the old key', async () => {
  const store = new FakeStore()
  const path = newPath()
  const vault = await openVault(store.query, fileKeys(path))
  const [anna, boris] = [aCitizen(store, vault, 'Анна'), aCitizen(store, vault, 'Борис')]
  const late = uuidv7()
  const lateKey = vault.newDataKey(late) // its transaction is open since before the rotation
  let updates = 0
  let counts = 0
  store.before = (sql) => {
    if (sql.startsWith('update citizen') && ++updates === 1) store.citizens.find(({ id }) => id === anna.id)!.wrapped_key = null
    if (sql.startsWith('select name, version, wrapped from service_key where') && ++counts === 2) {
      store.citizens.push({ id: late, wrapped_key: lateKey.wrapped, key_id: lateKey.keyId })
    }
  }
  await rotateMaster(store.query, fileKeys(path), { graceMs: 0 })
  assert.equal(store.citizens.find(({ id }) => id === anna.id)!.wrapped_key, null)
  readAll(store, vault, [boris])
  assert.equal(store.citizens.find(({ id }) => id === late)!.key_id, 2)
})

test('a rotation that is broken off retires nothing and can be started again', async () => {
  const store = new FakeStore()
  const path = newPath()
  const vault = await openVault(store.query, fileKeys(path))
  const people = Array.from({ length: 30 }, (_, i) => aCitizen(store, vault, `текст ${i}`))
  let updates = 0
  store.before = (sql) => {
    if (sql.startsWith('update citizen') && ++updates === 2) throw new Error('connection lost')
  }
  await assert.rejects(rotateMaster(store.query, fileKeys(path), { batch: 10, graceMs: 0 }), /connection lost/)
  assert.deepEqual(fileKeys(path).ids(), [1, 2])
  readAll(store, vault, people)
  store.before = () => {}
  assert.deepEqual((await rotateMaster(store.query, fileKeys(path), { graceMs: 0 })).retired, [1, 2])
  readAll(store, vault, people)
})

test('a row that says one master key and is wrapped by another stops the retiring', async () => {
  const store = new FakeStore()
  const path = newPath()
  const vault = await openVault(store.query, fileKeys(path))
  aCitizen(store, vault, 'Анна')
  store.citizens[0]!.key_id = 2
  await assert.rejects(rotateMaster(store.query, fileKeys(path), { graceMs: 0 }), /still wrapped by an older master key/)
  assert.deepEqual(fileKeys(path).ids(), [1, 2])
})
