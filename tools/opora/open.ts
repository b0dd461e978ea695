import { loadConfig } from '#platform/config'
import { openLog } from '#platform/log'
import type { Platform } from '#platform/platform'
import { type Opened, openPlatform } from '../../server/open.ts'

/** Runs a command on the store: beside a running server through its database, else by starting the database for as long as the command takes. */
export async function withOpened<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const opened = await openPlatform(loadConfig([]), { log: openLog('silent'), onProgress: (line) => process.stderr.write(`${line}\n`), join: true })
  try {
    return await work(opened)
  } finally {
    await opened.close()
    await opened.stopDatabase()
  }
}
export const withPlatform = <T>(work: (platform: Platform) => Promise<T>): Promise<T> => withOpened(({ platform }) => work(platform))
