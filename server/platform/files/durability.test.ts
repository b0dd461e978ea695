import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { diskStore } from './disk-store.ts'
import { aDiskStore, inList } from './testing/stores.ts'
import { anId } from './testing/test-sealer.ts'

const run = promisify(execFile)

test('Done-when 5: after kill -9 every acknowledged file is there whole, and no half file is listed', async (t) => {
  const { store, folder } = await aDiskStore(t)
  const acknowledged: string[] = []
  for (const enough of [3, 10, 25]) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/put-forever.ts'), folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', (part) => {
      said += part
      if (said.split('\n').length > enough) child.kill('SIGKILL')
    })
    await once(child, 'close')
    assert.equal(child.signalCode, 'SIGKILL')
    acknowledged.push(...said.split('\n').slice(0, -1))
  }
  assert.ok(acknowledged.length >= 38)
  for (const id of acknowledged) assert.equal((await store.get(id)).length, 200_000)
  for (const id of await inList(store.list())) {
    const bytes = await store.get(id)
    assert.ok(bytes.length === 200_000 && bytes.every((byte) => byte === bytes[0]), id)
  }
})

/** A disk of 1 MiB in memory, or the reason why this user may not mount one. */
async function aSmallDisk(folder: string): Promise<string | null> {
  await mkdir(folder, { recursive: true })
  return run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).then(
    () => null,
    () => 'only root may mount a small disk',
  )
}

test('REL-7: on a full disk a put is refused as full, leaves no partial file, and earlier files stay readable', async (t) => {
  const { folder } = await aDiskStore(t)
  const missing = await aSmallDisk(folder)
  if (missing) return t.skip(missing)
  try {
    // a watermark below zero, so that the disk itself says no
    const store = diskStore({ folder, minFreeBytes: -1e9 })
    const ids = [0, 1, 2, 3, 4, 5].map((number) => anId(new Date(0), number))
    const outcomes = await Promise.allSettled(ids.map((id) => store.put(id, Buffer.alloc(300_000, 1))))
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    assert.ok(refused.length >= 3)
    for (const { reason } of refused) assert.equal(reason.code, 'storage.full')
    assert.deepEqual(await readdir(join(folder, 'unfinished')), [])
    for (const id of await inList(store.list())) assert.equal((await store.get(id)).length, 300_000)
    assert.equal((await inList(store.list())).length, 6 - refused.length)
    await assert.rejects(diskStore({ folder }).put(ids[0] as string, Buffer.alloc(1_000_000)), { code: 'storage.full' })
  } finally {
    await run('umount', [folder])
  }
})
