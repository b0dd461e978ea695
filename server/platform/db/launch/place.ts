import { createHash, randomUUID } from 'node:crypto'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { reachableBy, type SystemUser } from './user.ts'

/** Where everything of one cluster lies. */
export interface Place {
  /** Folder of ours in which the parts below lie. */
  folder: string
  /** The cluster, made by initdb. */
  cluster: string
  /** Folder of the Unix socket, closed to everybody but the database's user. */
  socket: string
  /** What PostgreSQL has to say. */
  log: string
}

/** sockaddr_un takes 107 bytes on Linux, 103 on macOS; `/.s.PGSQL.5432` is 14 of them. */
const longestSocketFolder = 103 - 14

/** Makes the data folder. As root it lets others pass (not list), because the database inside runs as another user. */
export function ensureDataDir(dataDir: string): void {
  if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
}

const shortName = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 12)

function privateFolder(path: string, user: SystemUser | null): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const stat = lstatSync(path)
  // In a folder that everybody may write to, somebody else could have put a folder or a link of this name there before us.
  if (!stat.isDirectory() || ![process.getuid?.(), user?.uid].includes(stat.uid))
    throw new Error(`${path} belongs to somebody else; remove it and start again.`)
  if (user) chownSync(path, user.uid, user.gid)
  chmodSync(path, 0o700)
}

/**
 * A folder in /var/lib/opora for the cluster of `home`. Its random name stands in a note in `home`: whoever removes the data
 * folder to begin anew gets a new database too, and not an old one whose keys are gone.
 */
function placeElsewhere(home: string, log: (line: string) => void): string {
  const note = join(home, 'DATABASE-IS-ELSEWHERE.txt')
  const known = existsSync(note) ? /^\/.+$/m.exec(readFileSync(note, 'utf8'))?.[0] : undefined
  if (known) return known
  const folder = join('/var/lib/opora', randomUUID())
  mkdirSync(dirname(folder), { recursive: true, mode: 0o711 })
  writeFileSync(note, `The database of this data folder lies in the folder below. Keep both; a backup needs both.\n${folder}\n`)
  log(`the database lies in ${folder}.`)
  return folder
}

/**
 * Prepares the folders for a cluster below `dataDir`, all owned by `user` (null: ourselves).
 * If that user cannot pass into `dataDir`, as in root's own home, the cluster goes to /var/lib/opora and a note says so.
 */
export function preparePlace(dataDir: string, user: SystemUser | null, log: (line: string) => void): Place {
  ensureDataDir(dataDir)
  const home = realpathSync(dataDir)
  let folder = join(home, 'postgres')
  if (user && !reachableBy(user, home)) {
    folder = placeElsewhere(home, (line) => log(`${home} is closed to the user ${user.name}, so ${line}`))
  }
  privateFolder(folder, user)
  let socket = join(folder, 'socket')
  if (Buffer.byteLength(socket) > longestSocketFolder) socket = join(user || Buffer.byteLength(tmpdir()) > 60 ? '/tmp' : tmpdir(), `opora-${shortName(folder)}`)
  privateFolder(socket, user)
  return { folder, cluster: join(folder, 'data'), socket, log: join(folder, 'postgres.log') }
}
