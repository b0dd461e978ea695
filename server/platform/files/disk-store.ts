import { mkdir, open, opendir, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { FileError } from './file-error.ts'
import { FILE_ID } from './names.ts'
import { checkedId, type FileStore } from './store.ts'

export type DiskSettings = {
  folder: string
  /** Below this many free bytes nothing is put. Default: a tenth of the disk, so that the database beside it keeps room to work. */
  minFreeBytes?: number
}

const UNFINISHED = 'unfinished'

/** Files at folder/ab/cd/<id>, owner only. */
export function diskStore({ folder, minFreeBytes }: DiskSettings): FileStore {
  // the end of a UUIDv7 is random, its beginning is the time: folders by the beginning would take 49 days of files each
  const pathOf = (id: string) => join(folder, checkedId(id).slice(32, 34), id.slice(34, 36), id)
  const unfinished = join(folder, UNFINISHED)
  const lasting = new Set<string>()
  let attempt = 0

  async function free() {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const { bavail, blocks, bsize } = await statfs(folder)
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
  }

  /** A new folder survives a power cut only when the folders above it are synced too: once per folder and process. */
  async function makeLasting(inner: string) {
    if (lasting.has(inner)) return
    for (const above of [dirname(inner), folder, dirname(folder)]) await syncFolder(above)
    lasting.add(inner)
  }

  return {
    free: () => free().catch(refused),

    async put(id, sealed) {
      const path = pathOf(id)
      const draft = join(unfinished, `${id}.${process.pid}.${attempt++}`)
      try {
        const { freeBytes, totalBytes } = await free()
        if (freeBytes - sealed.length < (minFreeBytes ?? totalBytes / 10)) throw new FileError('storage.full')
        await mkdir(unfinished, { recursive: true, mode: 0o700 })
        await writeDurably(draft, sealed)
        await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        await rename(draft, path)
        await syncFolder(dirname(path))
        await makeLasting(dirname(path))
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined)
        throw refused(error)
      }
    },

    get: (id) => readFile(pathOf(id)).catch(refused),

    remove: (id) => rm(pathOf(id), { force: true }).catch(refused),

    async *list(prefix = '') {
      for (const outer of await foldersIn(folder)) {
        for (const inner of await foldersIn(join(folder, outer))) {
          for await (const entry of await opendir(join(folder, outer, inner))) {
            if (entry.isFile() && FILE_ID.test(entry.name) && entry.name.startsWith(prefix)) yield entry.name
          }
        }
      }
    },

    reachable: () =>
      free().then(
        () => true,
        () => false,
      ),

    async removeUnfinished(before) {
      let removed = 0
      for (const name of await readdir(unfinished).catch(() => [])) {
        const written = await stat(join(unfinished, name)).catch(() => null)
        if (!written || written.mtime >= before) continue
        await rm(join(unfinished, name), { force: true })
        removed++
      }
      return removed
    },
  }
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function foldersIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory() && /^[0-9a-f]{2}$/.test(entry.name)).map((entry) => entry.name)
}

function refused(error: unknown): never {
  if (error instanceof FileError) throw error
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') throw new FileError('file.missing', error)
  throw new FileError(code === 'ENOSPC' || code === 'EDQUOT' ? 'storage.full' : 'storage.unavailable', error)
}
