import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Browser, newKey } from '../helpers/browser.ts'
import { intake, newMarker, pngOf } from '../helpers/intake.ts'
import { startServer, type TestServer } from '../helpers/server.ts'

/** The tool that makes the disk fail; where there is none, or it may not look at other processes, the promise is not tried. */
const hasStrace = spawnSync('strace', ['-e', 'trace=none', 'true']).status === 0

let server: TestServer
before(async () => {
  server = await startServer()
})
after(() => server?.dispose())

/** Every fsync of the service answers EIO until `heal`. */
async function breakDisk(): Promise<{ heal: () => Promise<void> }> {
  const strace: ChildProcess = spawn('strace', ['-f', '-qq', '-p', String(server.pid), '-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO'])
  await pause(1500)
  return {
    heal: async () => {
      strace.kill('SIGINT')
      await new Promise((resolve) => strace.once('exit', resolve))
    },
  }
}

test('REL-8: a file that the disk did not keep is not acknowledged, leaves no row, and is taken once the disk works', {
  skip: !hasStrace && 'no strace here',
}, async () => {
  const browser = new Browser(server.url)
  assert.equal((await browser.send('PUT', '/api/draft', { json: intake(newMarker()) })).status, 200)
  const marker = newMarker()
  const upload = () => browser.send('POST', '/api/draft/files', { files: [{ name: `${marker}.png`, bytes: pngOf(marker) }], key: newKey() })
  const rows = async () => (await server.sql('select id from attachment')).length
  const disk = await breakDisk()
  const refused = await upload()
  await disk.heal()
  assert.equal(refused.status, 503, JSON.stringify(refused.body))
  assert.equal(refused.body.code, 'storage.unavailable')
  assert.equal(await rows(), 0)
  assert.equal((await upload()).status, 201)
  assert.equal(await rows(), 1)
})
