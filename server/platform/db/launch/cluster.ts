import { spawn } from 'node:child_process'
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { dirname } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { Place } from './place.ts'
import type { SystemUser } from './user.ts'

/** PostgreSQL gets nothing of our environment: no locale that changes the cluster, no PG* variables, no secrets. */
export const spawnOptions = (user: SystemUser | null) => ({
  cwd: '/',
  env: { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', TZ: 'UTC' },
  ...(user ? { uid: user.uid, gid: user.gid } : {}),
})

/** macOS before 15 has no C.UTF-8; there the letters' classes come from a locale that it has. */
const localeOptions = process.platform === 'darwin' ? ['--lc-ctype=en_US.UTF-8'] : []

function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/**
 * Makes the cluster if there is none. initdb writes beside the final place and the folder is renamed at the end, so that an
 * interrupted initdb never looks finished. With `throwaway` nothing is flushed to the disk: for tests.
 */
export async function ensureCluster(
  binaries: Binaries,
  place: Place,
  user: SystemUser | null,
  throwaway = false,
  onProgress: (line: string) => void = () => {},
): Promise<void> {
  if (existsSync(place.cluster)) return
  onProgress('Making the database (once) ...')
  const unfinished = `${place.cluster}.tmp`
  rmSync(unfinished, { recursive: true, force: true })
  const options = [
    `--pgdata=${unfinished}`,
    '--username=postgres',
    '--encoding=UTF8',
    // Without these a machine with no LANG gets SQL_ASCII, where Russian search silently finds nothing. The built-in provider
    // also keeps its sort order when the system's libc is upgraded, so no index breaks.
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    ...localeOptions,
    '--data-checksums',
    '--auth-local=trust',
    '--auth-host=reject',
    '--no-instructions',
    ...(throwaway ? ['--no-sync'] : []),
  ]
  const child = spawn(binaries.initdb, options, { ...spawnOptions(user), stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const code = await new Promise<number | null>((done) => {
    child.on('error', (error) => {
      output += error.message
      done(1)
    })
    child.on('close', done)
  })
  if (code !== 0) throw new Error(`PostgreSQL could not make its data folder:\n${output.trim()}`)
  // The socket's folder is closed to everybody else and there is no other way in, so the socket itself asks nothing.
  writeFileSync(
    `${unfinished}/pg_hba.conf`,
    '# Only the Unix socket, whose folder only this user may enter.\nlocal all all trust\nlocal replication all trust\n',
  )
  renameSync(unfinished, place.cluster)
  if (!throwaway) syncFolder(dirname(place.cluster))
}

/** Options of the server, all on its command line, so that the version of the code decides them and not the age of the cluster. */
export function serverOptions(place: Place, sharedBuffersMebibytes: number, throwaway = false): string[] {
  const mebibytes = Math.round(totalmem() / 1024 / 1024)
  const settings: Record<string, string | number> = {
    listen_addresses: '',
    unix_socket_directories: place.socket,
    unix_socket_permissions: '0700',
    max_connections: 60,
    // A quarter of a small machine at most; the rest is the system's own cache.
    shared_buffers: `${Math.max(16, Math.min(sharedBuffersMebibytes, Math.round(mebibytes / 4)))}MB`,
    effective_cache_size: `${Math.max(64, Math.round(mebibytes / 2))}MB`,
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    // An acknowledged request must survive a power cut.
    fsync: throwaway ? 'off' : 'on',
    full_page_writes: throwaway ? 'off' : 'on',
    synchronous_commit: throwaway ? 'off' : 'on',
    wal_level: 'replica',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    // Short statements: compiling them, or sharing them among processes, costs more than it saves, and shared memory is scarce in containers.
    jit: 'off',
    max_parallel_workers_per_gather: 0,
    max_parallel_maintenance_workers: 0,
    io_method: 'sync',
    autovacuum_naptime: '30s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A failed statement is the caller's to report. Here it could carry a person's words: statements, parameters and details stay out of the log.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_statement: 'none',
    log_checkpoints: 'off',
    cluster_name: 'opora',
  }
  return ['-D', place.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
