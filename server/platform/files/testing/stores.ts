import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type DiskSettings, diskStore } from '../disk-store.ts'
import { s3Store } from '../s3-store.ts'
import { fakeS3 } from './fake-s3.ts'

export async function inList<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

/** A store in a folder that goes with the test; `raw` reaches what lies on the disk. The machine's own fullness is left out of it. */
export async function aDiskStore(t: TestContext, settings: Partial<DiskSettings> = {}) {
  const parent = await mkdtemp(join(tmpdir(), 'opora-files-'))
  t.after(() => rm(parent, { recursive: true, force: true }))
  const folder = join(parent, 'files')
  const store = diskStore({ folder, minFreeBytes: 0, ...settings })
  const pathOf = (id: string) => join(folder, id.slice(32, 34), id.slice(34), id)
  const raw = {
    names: () => inList(store.list()),
    read: (id: string) => readFile(pathOf(id)),
    write: (id: string, bytes: Buffer) => writeFile(pathOf(id), bytes),
  }
  return { store, folder, raw }
}

/** A store on a fake S3 in memory that goes with the test. */
export async function anS3Store(t: TestContext) {
  const s3 = await fakeS3('attachments')
  t.after(s3.stop)
  const store = s3Store({
    endpoint: s3.endpoint,
    region: 'ru-1',
    bucket: 'attachments',
    prefix: 'files/',
    accessKeyId: 'KEY',
    secretAccessKey: 'SECRET',
    attempts: 1,
  })
  const raw = {
    names: async () => [...s3.objects.keys()].map((key) => key.slice('files/'.length)),
    read: async (id: string) => s3.objects.get(`files/${id}`) ?? Buffer.alloc(0),
    write: async (id: string, bytes: Buffer) => void s3.objects.set(`files/${id}`, bytes),
  }
  return { store, s3, raw }
}
