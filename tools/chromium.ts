import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const cache = fileURLToPath(new URL('../.cache', import.meta.url))
const ownCopy = join(cache, 'chromium')
const ownLauncher = join(ownCopy, 'chromium')

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Debian's build without a desktop: the same engine, and pages take two thirds of the time, because no window's own pages are drawn beside them. */
const shell = 'chromium-headless-shell'
const names = [shell, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Browsers that Playwright brought for another project of this user. */
function ofPlaywright(): string[] {
  const folder = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(homedir(), '.cache', 'ms-playwright')
  if (!existsSync(folder)) return []
  const builds = readdirSync(folder).filter((name) => name.startsWith('chromium'))
  return builds.flatMap((build) => ['chrome-linux/chrome', 'chrome-linux64/chrome', 'chrome-linux/headless_shell'].map((path) => join(folder, build, path)))
}

/** Path of a Chromium on this machine, or null: CHROMIUM, then the copy that we unpacked, then PATH, then one of Playwright's. */
export function findChromium(): string | null {
  const asked = process.env['CHROMIUM']
  if (asked) return isExecutable(asked) ? asked : null
  if (isExecutable(ownLauncher)) return ownLauncher
  const onPath = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  const elsewhere = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']
  return [...onPath, ...ofPlaywright(), ...elsewhere].find(isExecutable) ?? null
}

function run(command: string, args: readonly string[], cwd?: string): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' } })
    let [out, all] = ['', '']
    child.stdout.on('data', (text) => {
      out += text
      all += text
    })
    child.stderr.on('data', (text) => (all += text))
    child.on('error', fail)
    child.on('close', (code) =>
      code === 0 ? done(out) : fail(new Error(`${command} ${args[0]} ended with ${code}:\n${all.trim().split('\n').slice(-8).join('\n')}`)),
    )
  })
}

/** Lists and packages in folders of our own, so that apt works for an ordinary user; what the system has installed is still seen. */
function aptOptions(): string[] {
  const apt = join(cache, 'apt')
  for (const folder of ['lists/partial', 'archives/partial']) mkdirSync(join(apt, folder), { recursive: true })
  return ['-o', `Dir::State::lists=${apt}/lists`, '-o', `Dir::Cache=${apt}`, '-o', `Dir::Cache::archives=${apt}/archives`, '-o', 'Debug::NoLocking=1']
}

/** Starts the unpacked Chromium with the libraries and fonts that lie beside it; what the system has comes after. */
const launcherOf = (folder: string, libraries: readonly string[]) => `#!/bin/sh
export LD_LIBRARY_PATH="${libraries.join(':')}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_FILE="${folder}/fonts.conf"
exec "${folder}/usr/lib/chromium/${shell}" "$@"
`

const fontsOf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/usr/share/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/fontconfig</cachedir></fontconfig>
`

/** Debian's own packages, fetched and unpacked below .cache without installing anything: needs neither root nor a change to the system. */
async function unpackChromium(say: (line: string) => void): Promise<string> {
  const options = aptOptions()
  say('Reading the package lists ...')
  await run('apt-get', [...options, '-q', 'update'])
  const wanted = [shell, 'chromium-common', 'fonts-dejavu-core']
  const plan = await run('apt-get', [...options, '-y', '--no-install-recommends', '--print-uris', 'install', ...wanted])
  const missing = [...plan.matchAll(/^'[^']+' ([^_\s]+)_\S+\.deb /gm)].map(([, name = '']) => decodeURIComponent(name))
  // The shell reads its data from beside itself, also where the system has them.
  const packages = [...new Set([...wanted, ...missing])]
  say(`Fetching ${packages.length} packages ...`)
  const downloads = join(cache, 'apt', 'debs')
  rmSync(downloads, { recursive: true, force: true })
  mkdirSync(downloads, { recursive: true })
  await run('apt-get', [...options, '-q', 'download', ...packages], downloads)
  const unfinished = `${ownCopy}.tmp`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true })
  say('Unpacking ...')
  for (const file of readdirSync(downloads)) await run('dpkg-deb', ['-x', join(downloads, file), unfinished])
  const triplet = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`
  // Some libraries lie one folder deeper and are found there by an absolute path, which ours is not.
  const deeper = (folder: string) =>
    existsSync(join(unfinished, folder, triplet))
      ? readdirSync(join(unfinished, folder, triplet), { withFileTypes: true })
          .filter((entry) => entry.isDirectory() && readdirSync(join(unfinished, folder, triplet, entry.name)).some((name) => /^lib.*\.so/.test(name)))
          .map((entry) => join(ownCopy, folder, triplet, entry.name))
      : []
  const libraries = ['usr/lib', 'lib'].flatMap((folder) => [join(ownCopy, folder, triplet), ...deeper(folder), join(ownCopy, folder)])
  writeFileSync(join(unfinished, 'fonts.conf'), fontsOf(ownCopy))
  writeFileSync(join(unfinished, 'chromium'), launcherOf(ownCopy, libraries), { mode: 0o755 })
  rmSync(ownCopy, { recursive: true, force: true })
  renameSync(unfinished, ownCopy)
  rmSync(join(cache, 'apt'), { recursive: true, force: true })
  return ownLauncher
}

/**
 * Path of a Chromium for the browser tests. Where the quick build is missing it is unpacked from Debian's packages into .cache;
 * where that fails, any Chromium of the machine will do. Without one the error says what to set.
 */
export async function ensureChromium(say: (line: string) => void): Promise<string> {
  const found = findChromium()
  if (found && (process.env['CHROMIUM'] || found === ownLauncher || basename(found) === shell)) return found
  if (process.env['CHROMIUM']) throw new Error(`CHROMIUM is set to ${process.env['CHROMIUM']}, which cannot be run.`)
  try {
    if (!existsSync('/usr/bin/apt-get')) throw new Error('This system has no apt-get to fetch one with.')
    return await unpackChromium(say)
  } catch (error) {
    if (found) return found
    throw new Error(`Chromium could not be fetched. Install Chromium or Chrome, or set CHROMIUM to the path of one.\n${(error as Error).message}`)
  }
}
