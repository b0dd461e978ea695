// `npm start`: installs what is missing, builds the browser files if their sources changed, starts the server.
// What follows `--` goes to the server: `npm start -- --empty`, `npm start -- --production`.
import { join } from 'node:path'
import { buildWeb } from './build-web.mjs'
import { ensureInstalled, handOver, root, say } from './run.mjs'

/** Of the newest objects in memory, in MiB: with less a busy chat spends a fifth of its time on clearing up, and more a service of many open pages has no use for. */
const flags = ['--max-semi-space-size=16']

try {
  const node = await ensureInstalled()
  await buildWeb(node)
  handOver(node, join(root, 'server', 'main.ts'), process.argv.slice(2), flags)
} catch (error) {
  say(error.message)
  process.exit(1)
}
