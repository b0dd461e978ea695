import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The system user that PostgreSQL runs as when we are root, which it refuses to be. */
export interface SystemUser {
  uid: number
  gid: number
  name: string
}

/** `postgres` where there is one, else `nobody`; null when we are an ordinary user and need no other. A uid without a passwd entry would not do: initdb looks it up. */
export function databaseUser(passwd = '/etc/passwd'): SystemUser | null {
  if (process.getuid?.() !== 0) return null
  const rows = readFileSync(passwd, 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const row = rows.find((one) => one[0] === name)
    if (row?.[2] && row[3] && row[2] !== '0') return { uid: Number(row[2]), gid: Number(row[3]), name }
  }
  throw new Error('PostgreSQL does not run as root, and this system has neither a user postgres nor nobody. Start as an ordinary user or set DATABASE_URL.')
}

/** May the user walk into `folder`, that is, pass every folder on the way to it? Folders that do not exist yet will be ours to open. */
export function reachableBy(user: SystemUser, folder: string): boolean {
  const stat = statSync(folder, { throwIfNoEntry: false })
  const passes =
    stat === undefined || (stat.uid === user.uid ? (stat.mode & 0o100) !== 0 : stat.gid === user.gid ? (stat.mode & 0o010) !== 0 : (stat.mode & 0o001) !== 0)
  const above = dirname(folder)
  return passes && (above === folder || reachableBy(user, above))
}
