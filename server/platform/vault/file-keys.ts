import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { MasterKey } from './data-key.ts'
import { type KeyProvider, newest, readKeys, UnknownMasterKey } from './key-provider.ts'
import { randomBytes, randomToken } from './primitives.ts'

type KeyFile = { keys: Map<number, Buffer>; stamp: string }

/**
 * Master keys in a JSON file, mode 0600, written whole or not at all; made with one key at the first start.
 * Each look at the active key asks the file's state first, so that all processes on the machine wrap by the new key as soon as it is there.
 * `mustExist` refuses to make a new file (where the database has data already, a new key would be of no use).
 */
export function fileKeys(path: string, options: { mustExist?: boolean } = {}): KeyProvider {
  if (!options.mustExist) createOnce(path)
  let file = read(path)
  let active: MasterKey = newest(file.keys, path)
  const refresh = () => {
    if (stampOf(path) === file.stamp) return
    file = read(path)
    active = newest(file.keys, path)
  }
  return {
    active() {
      refresh()
      return active
    },
    ids() {
      refresh()
      return [...file.keys.keys()].sort((a, b) => a - b)
    },
    byId(id) {
      if (!file.keys.has(id)) refresh()
      const key = file.keys.get(id)
      if (key === undefined) throw new UnknownMasterKey(id, path)
      return key
    },
    async add() {
      return locked(path, () => {
        const { keys } = read(path)
        const id = newest(keys, path).id + 1
        replace(path, new Map([...keys, [id, randomBytes(32)]]))
        return id
      })
    },
    async retire(id) {
      await locked(path, () => {
        const { keys } = read(path)
        if (newest(keys, path).id === id) throw new Error(`master key ${id} is the active one and cannot be retired`)
        keys.delete(id)
        replace(path, keys)
      })
    },
  }
}

const stampOf = (path: string): string => {
  const state = statSync(path, { bigint: true })
  return `${state.ino}:${state.mtimeNs}:${state.size}`
}

function read(path: string): KeyFile {
  const stamp = stampOf(path)
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new Error(`the master key file ${path} cannot be read as JSON`) // without the cause: it may quote the content
  }
  const keys = (parsed as { keys?: Record<string, unknown> } | null)?.keys
  if (typeof keys !== 'object' || keys === null) throw new Error(`the master key file ${path} has no "keys"`)
  return { keys: readKeys(Object.entries(keys), path), stamp }
}

function writeBeside(path: string, keys: ReadonlyMap<number, Buffer>): string {
  const draft = `${path}.${randomToken(6)}.tmp`
  const text = `${JSON.stringify({ keys: Object.fromEntries([...keys].map(([id, key]) => [id, key.toString('base64')])) }, null, 2)}\n`
  const handle = openSync(draft, 'wx', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  return draft
}

/** A key that has wrapped something must survive a power cut, so the folder's entry is written through too. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return // folders cannot be opened there
  const handle = openSync(dirname(path), 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function replace(path: string, keys: ReadonlyMap<number, Buffer>): void {
  renameSync(writeBeside(path, keys), path)
  syncFolder(path)
}

/** Several processes may start at once: a hard link succeeds for exactly one of them, the others take what it made. */
function createOnce(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })) return
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const draft = writeBeside(path, new Map([[1, randomBytes(32)]]))
  try {
    linkSync(draft, path)
    syncFolder(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
}

/** One writer at a time; what happens inside is synchronous and short, so a lock that is there means another one or a crash. */
function locked<T>(path: string, write: () => T): T {
  const lock = `${path}.lock`
  try {
    closeSync(openSync(lock, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new Error(`another process is changing the master keys; if none is, remove ${lock}`)
    throw error
  }
  try {
    return write()
  } finally {
    rmSync(lock, { force: true })
  }
}
