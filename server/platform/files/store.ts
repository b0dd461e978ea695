import { FileError } from './file-error.ts'
import { FILE_ID } from './names.ts'

/**
 * Where sealed files lie. Ids are UUIDv7 made by the caller. Errors are FileError: 'storage.full', 'storage.unavailable', 'file.missing'.
 */
export interface FileStore {
  /** Resolves when the bytes survive a crash of the process and of the machine. The same id again replaces. */
  put(id: string, sealed: Buffer): Promise<void>
  get(id: string): Promise<Buffer>
  /** Removing what is not there is no error, so that a job may run twice. */
  remove(id: string): Promise<void>
  /** Ids that begin with `prefix`, in no order. */
  list(prefix?: string): AsyncIterable<string>
  /** Null where the store has no size of its own. */
  free(): Promise<{ freeBytes: number; totalBytes: number } | null>
  /** For readiness: whether the store answers. Never throws. */
  reachable(): Promise<boolean>
  /** Clears what an interrupted put left before `before`; gives the number. */
  removeUnfinished(before: Date): Promise<number>
}

/** Sealing bound by the caller to the file's key and place, so that bytes moved under another id do not open. */
export interface Sealer {
  seal(plain: Buffer): Buffer | Promise<Buffer>
  open(sealed: Buffer): Buffer | Promise<Buffer>
}

/** @throws Error: an id that is none is a mistake in our code, and a path made of it would be worse. */
export function checkedId(id: string): string {
  if (!FILE_ID.test(id)) throw new Error('not a file id')
  return id
}

export async function putSealed(store: FileStore, id: string, plain: Buffer, sealer: Sealer): Promise<void> {
  await store.put(checkedId(id), await sealer.seal(plain))
}

/** The plain bytes, or FileError: 'file.missing', or 'file.damaged' when a single bit differs from what was put. Never wrong bytes. */
export async function getOpened(store: FileStore, id: string, sealer: Sealer): Promise<Buffer> {
  const sealed = await store.get(checkedId(id))
  try {
    return await sealer.open(sealed)
  } catch (error) {
    throw new FileError('file.damaged', error)
  }
}
