import assert from 'node:assert/strict'
import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { removeOrphans } from './orphans.ts'
import { getOpened, putSealed } from './store.ts'
import { aDiskStore, anS3Store, inList } from './testing/stores.ts'
import { anId, testSealer } from './testing/test-sealer.ts'

const NOW = new Date('2026-04-30T09:00:00Z')
const WORDS = Buffer.from('Иван Петров, паспорт 4510 123456')

for (const [kind, aStore] of [
  ['disk', aDiskStore],
  ['S3', anS3Store],
] as const) {
  test(`ASVS 5.3.2: ${kind}: what is put comes back, lies under its id and does not show its words`, async (t) => {
    const { store, raw } = await aStore(t)
    const id = anId(NOW)
    const sealer = await testSealer(id)
    await putSealed(store, id, WORDS, sealer)
    assert.deepEqual(await getOpened(store, id, sealer), WORDS)
    assert.deepEqual(await raw.names(), [id])
    assert.match(id, /^[0-9a-f-]{36}$/)
    assert.equal((await raw.read(id)).includes('паспорт'), false)
    await store.remove(id)
    await store.remove(id)
    await assert.rejects(getOpened(store, id, sealer), { code: 'file.missing' })
  })

  test(`REL-20: ${kind}: any flipped byte, a cut and a file moved to another id are "damaged", never wrong bytes`, async (t) => {
    const { store, raw } = await aStore(t)
    const [id, other] = [anId(NOW, 1), anId(NOW, 2)]
    const sealer = await testSealer(id)
    await putSealed(store, id, WORDS, sealer)
    const sealed = await raw.read(id)
    for (const at of sealed.keys()) {
      const flipped = Buffer.from(sealed)
      flipped[at] = (flipped[at] as number) ^ 1
      await raw.write(id, flipped)
      await assert.rejects(getOpened(store, id, sealer), { code: 'file.damaged' })
    }
    for (const length of [0, 5, sealed.length - 1]) {
      await raw.write(id, sealed.subarray(0, length))
      await assert.rejects(getOpened(store, id, sealer), { code: 'file.damaged' })
    }
    await store.put(other, sealed)
    await assert.rejects(getOpened(store, other, await testSealer(other)), { code: 'file.damaged' })
  })

  test(`C11: ${kind}: nothing but an id becomes a name`, async (t) => {
    const { store, raw } = await aStore(t)
    for (const trick of [
      '../../etc/passwd',
      '',
      'a',
      `${anId(NOW)}x`,
      `../${anId(NOW).slice(3)}`,
      `${anId(NOW)}\n`,
      anId(NOW).toUpperCase().replace('7', 'G'),
    ]) {
      await assert.rejects(async () => store.put(trick, WORDS), /not a file id/)
      await assert.rejects(async () => store.get(trick), /not a file id/)
      await assert.rejects(async () => store.remove(trick), /not a file id/)
    }
    assert.deepEqual(await raw.names(), [])
  })

  test(`Orphans: ${kind}: a file without a row goes after the grace period, a young one and a known one stay`, async (t) => {
    const { store } = await aStore(t)
    const old = new Date(NOW.getTime() - 25 * 3_600_000)
    const [orphan, known, young, foreign] = [anId(old, 1), anId(old, 2), anId(new Date(NOW.getTime() - 3_600_000), 3), anId(old, 4).replace('-7000-', '-4000-')]
    for (const id of [orphan, known, young, foreign]) await store.put(id, WORDS)
    const asked: string[] = []
    const knownIds = async (ids: readonly string[]) => {
      asked.push(...ids)
      return new Set([known])
    }
    assert.equal(await removeOrphans(store, knownIds, { now: NOW }), 1)
    assert.deepEqual(asked.sort(), [orphan, known].sort())
    assert.deepEqual((await inList(store.list())).sort(), [known, young, foreign].sort())
    assert.deepEqual((await inList(store.list(known.slice(0, 8)))).sort(), [known, foreign].filter((id) => id.startsWith(known.slice(0, 8))).sort())
  })
}

test('REL-7: disk: below the watermark nothing is put and nothing is left', async (t) => {
  const { store, folder, raw } = await aDiskStore(t, { minFreeBytes: Number.MAX_SAFE_INTEGER })
  await assert.rejects(store.put(anId(NOW), WORDS), { code: 'storage.full' })
  assert.deepEqual(await raw.names(), [])
  const free = await store.free()
  assert.ok(free && free.freeBytes > 0 && free.freeBytes <= free.totalBytes)
  assert.equal(await store.reachable(), true)
  await rm(folder, { recursive: true })
  await writeFile(folder, 'a file where the folder was')
  assert.equal(await store.reachable(), false)
  await assert.rejects(store.put(anId(NOW), WORDS), { code: 'storage.unavailable' })
})

test('ASVS 5.3.2: disk: only the owner may read, and the folders spread by the random end of the id', async (t) => {
  const { store, folder } = await aDiskStore(t)
  const id = `${anId(NOW).slice(0, 32)}abcd`
  await store.put(id, WORDS)
  assert.equal((await stat(`${folder}/ab/cd/${id}`)).mode & 0o777, 0o600)
  assert.equal((await stat(folder)).mode & 0o777, 0o700)
})

test('REL-7: disk: what a killed put left is cleared after the grace period and never listed', async (t) => {
  const { store, folder } = await aDiskStore(t)
  await store.put(anId(NOW), WORDS)
  for (const [name, at] of [
    ['old', '2026-04-28'],
    ['new', '2026-04-30'],
  ] as const) {
    await writeFile(`${folder}/unfinished/${name}`, WORDS)
    await utimes(`${folder}/unfinished/${name}`, new Date(at), new Date(at))
  }
  assert.deepEqual(await inList(store.list()), [anId(NOW)])
  assert.equal(await removeOrphans(store, async (ids) => new Set(ids), { now: NOW }), 1)
  assert.deepEqual(await readdir(`${folder}/unfinished`), ['new'])
})

test('REL-26: S3: calls are signed; a store that fails or is away is "unavailable" and says so to readiness', async (t) => {
  const { store, s3 } = await anS3Store(t)
  const id = anId(NOW)
  await store.put(id, WORDS)
  assert.deepEqual(s3.calls, [`PUT /attachments/files/${id}`])
  assert.deepEqual([await store.free(), await store.reachable()], [null, true])
  s3.failWith(503)
  await assert.rejects(store.get(id), { code: 'storage.unavailable' })
  s3.failWith(507)
  await assert.rejects(store.put(id, WORDS), { code: 'storage.full' })
  await s3.stop()
  await assert.rejects(store.put(id, WORDS), { code: 'storage.unavailable' })
  assert.equal(await store.reachable(), false)
})

test('Idle memory: neither sharp, nor qpdf, nor the S3 client is loaded with the module', async () => {
  for (const file of await readdir(import.meta.dirname)) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file === 'pdf-worker.ts') continue
    const source = await readFile(`${import.meta.dirname}/${file}`, 'utf8')
    assert.doesNotMatch(source, /^import (?!type).*'(sharp|@neslinesli93\/qpdf-wasm|@aws-sdk\/client-s3)'/m, file)
  }
})
