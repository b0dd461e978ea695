// Runs a TypeScript file of this project: `node tools/run.mjs tools/check.ts test`.
// Plain JavaScript without dependencies, because it must work with the Node that happens to be on the machine (18 or
// later) and with nothing installed: it installs what package-lock.json names, then hands over to the Node 26 that
// came with it. It says nothing on standard output, which belongs to the program that it runs.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.opora-stamp')
const neededMajor = 26

/** One line of progress, on standard error. */
export const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`)

const pause = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms))

const sha256 = (/** @type {string | Buffer} */ content) => createHash('sha256').update(content).digest('hex')

/** Is what package-lock.json names already in node_modules? A stamp answers at once; after a plain `npm ci` npm's own record does. */
function isInstalled() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const wanted = sha256(lock)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return true
  const record = join(modules, '.package-lock.json')
  if (!existsSync(record)) return false
  const present = JSON.parse(readFileSync(record, 'utf8')).packages ?? {}
  const named = Object.entries(JSON.parse(lock.toString('utf8')).packages ?? {}).filter(([path]) => path !== '')
  if (!named.every(([path, { version, optional }]) => present[path]?.version === version || (optional && !present[path]))) return false
  writeStamp(wanted)
  return true
}

/** A folder that may only be read (installed by another user) does without the stamp. */
function writeStamp(/** @type {string} */ hash) {
  try {
    writeFileSync(stampFile, hash)
  } catch {}
}

function isAlive(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Runs `work` while no other process of this clone does the same; nothing is done if `isDone` by the time it is our turn. */
export async function oneAtATime(/** @type {string} */ name, /** @type {() => boolean} */ isDone, /** @type {() => Promise<void>} */ work) {
  const lock = join(root, '.cache', `${name}.lock`)
  mkdirSync(dirname(lock), { recursive: true })
  for (let told = false; ; ) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const holder = readHolder(lock)
    if (holder === 'gone') rmSync(lock, { recursive: true, force: true })
    else {
      if (!told) say(`Another process (${holder}) is at the same work (${name}), waiting for it ...`)
      told = true
      await pause(300)
    }
  }
  writeFileSync(join(lock, 'pid'), String(process.pid))
  try {
    if (!isDone()) await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/** The process that holds the lock, or `gone`. A lock without a name in it is given two seconds to get one. */
function readHolder(/** @type {string} */ lock) {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'))
    return isAlive(pid) ? pid : 'gone'
  } catch {
    try {
      return Date.now() - statSync(lock).mtimeMs > 2000 ? 'gone' : 'starting'
    } catch {
      return 'gone'
    }
  }
}

const isInside = (/** @type {string} */ path, /** @type {string} */ folder) => !relative(folder, path).startsWith('..') && !isAbsolute(relative(folder, path))

/** npm, but never run by the Node inside node_modules: `npm ci` deletes that one first. */
function npm() {
  const PATH = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.split(sep).join('/').endsWith('node_modules/.bin'))
    .join(delimiter)
  const env = { ...process.env, PATH }
  const { npm_execpath: script, npm_node_execpath: node } = process.env
  if (script?.endsWith('.js') && node && existsSync(node) && !isInside(node, modules)) return { command: node, args: [script], env }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [], env }
}

function countPackages() {
  if (!existsSync(modules)) return 0
  const names = readdirSync(modules).filter((name) => !name.startsWith('.'))
  return names.reduce((sum, name) => sum + (name.startsWith('@') ? readdirSync(join(modules, name)).length : 1), 0)
}

async function install() {
  const started = Date.now()
  say('Installing the parts named in package-lock.json (about 300 packages, one to two minutes) ...')
  const { command, args, env } = npm()
  // Node 26 itself and the embedded PostgreSQL are among the dev and optional packages, so neither may be left out.
  const options = ['ci', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=error']
  const child = spawn(command, [...args, ...options], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], shell: command.endsWith('.cmd') })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const progress = setInterval(() => say(`  ${Math.round((Date.now() - started) / 1000)} s, ${countPackages()} packages in place`), 5000)
  const code = await new Promise((done) => {
    child.on('error', (error) => {
      output += error.message
      done(1)
    })
    child.on('close', done)
  })
  clearInterval(progress)
  if (code !== 0) throw new Error(`npm ci failed:\n${output.trim()}`)
  writeStamp(sha256(readFileSync(join(root, 'package-lock.json'))))
  say(`Installed ${countPackages()} packages in ${Math.round((Date.now() - started) / 1000)} s.`)
}

/** Installs what is missing; returns the path of Node 26. */
export async function ensureInstalled() {
  if (!isInstalled()) await oneAtATime('install', isInstalled, install)
  const brought = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(brought)) return brought
  if (Number(process.versions.node.split('.')[0]) >= neededMajor) return process.execPath
  throw new Error(`Node ${neededMajor} is missing from node_modules (were install scripts switched off?). Install Node ${neededMajor} or run: npm rebuild node`)
}

/**
 * Runs a file with Node 26 and ends with its exit code. Where Node can replace its own process it does, so that a
 * signal to `npm start` meets the server itself and no second Node stays in memory; elsewhere signals are passed on.
 */
export function handOver(/** @type {string} */ node, /** @type {string} */ file, /** @type {string[]} */ args, /** @type {string[]} */ flags = []) {
  const env = {
    ...process.env,
    PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}`,
    // Code compiled once is read back at the next start, which takes a third off it; a folder that cannot be written to is ignored.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(modules, '.cache', 'compiled'),
  }
  if (process.platform !== 'win32' && typeof process.execve === 'function') {
    process.removeAllListeners('warning') // Node would call execve experimental, on every start
    process.execve(node, [node, ...flags, file, ...args], env)
  }
  const child = spawn(node, [...flags, file, ...args], { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A key press in a terminal reaches the child without us; sending it again would count as a second one.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)))
  }
  child.on('error', (error) => {
    say(`Cannot start ${node}: ${error.message}`)
    process.exit(1)
  })
  child.on('close', (code, signal) => process.exit(signal ? 128 + ({ SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 1) : code))
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [file, ...args] = process.argv.slice(2)
  if (!file) {
    say('usage: node tools/run.mjs FILE.ts [ARGUMENT...]')
    process.exit(2)
  }
  try {
    handOver(await ensureInstalled(), resolve(root, file), args)
  } catch (error) {
    say(error.message)
    process.exit(1)
  }
}
