// Builds the browser files of web/citizen and web/desk when their sources changed since the last build.
// A folder may hold several configs (vite.config.ts, vite.server.config.ts ...): each is built, in the order of names.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { oneAtATime, root, say } from './run.mjs'

const apps = ['citizen', 'desk', 'widget']
const skipped = new Set(['build', 'dist', 'node_modules'])

/** @returns {string[]} */
function filesBelow(/** @type {string} */ folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (skipped.has(entry.name) || entry.name.startsWith('.')) return []
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesBelow(path) : [path]
    })
}

/** One hash over everything a build reads: its own folder, the shared parts, the contract and the versions of all packages. */
export function sourcesHash(/** @type {string} */ app) {
  const hash = createHash('sha256')
  const folders = [join(root, 'web', app), join(root, 'web', 'ui'), join(root, 'contract')]
  for (const file of [...folders.flatMap(filesBelow), join(root, 'package-lock.json')]) {
    const content = readFileSync(file)
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

const stampOf = (/** @type {string} */ app) => join(root, 'web', app, 'build', '.stamp')

const isBuilt = (/** @type {string} */ app) => existsSync(stampOf(app)) && readFileSync(stampOf(app), 'utf8') === sourcesHash(app)

const configsOf = (/** @type {string} */ app) => {
  const folder = join(root, 'web', app)
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^vite.*\.config\.ts$/.test(name))
        .sort()
    : []
}

async function build(/** @type {string} */ node, /** @type {string} */ app) {
  const started = Date.now()
  say(`Building the browser files of web/${app} ...`)
  const hash = sourcesHash(app)
  for (const config of configsOf(app)) {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
    const child = spawn(node, [vite, 'build', '--config', config, '--logLevel', 'warn'], { cwd: join(root, 'web', app), stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
    const code = await new Promise((done) => child.on('close', done))
    if (code !== 0) throw new Error(`The build of web/${app} failed (${config}):\n${output.trim()}`)
  }
  mkdirSync(dirname(stampOf(app)), { recursive: true })
  writeFileSync(stampOf(app), hash)
  say(`Built web/${app} in ${((Date.now() - started) / 1000).toFixed(1)} s.`)
}

/** Builds what changed; `node` is the path of Node 26. A failed build is an error that names the config and what Vite said. */
export async function buildWeb(/** @type {string} */ node) {
  for (const app of apps) {
    if (configsOf(app).length === 0 || isBuilt(app)) continue
    await oneAtATime(
      `build-${app}`,
      () => isBuilt(app),
      () => build(node, app),
    )
  }
}
