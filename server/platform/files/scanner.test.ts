import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { examine, rescan } from './examine.ts'
import { mayOpen, scanner } from './scanner.ts'
import { fakeClamd, type Mood } from './testing/fake-clamd.ts'
import { aPdf, aPdfOf, aPng, aStream, EICAR, pngChunk } from './testing/samples.ts'

const FOUND = { malware: 'Win.Test.EICAR_HDB-1' }
const inPng = aPng(40, 30, [pngChunk('tEXt', Buffer.concat([Buffer.from('Comment\0'), EICAR]))])
const inPdf = aPdfOf([
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>',
  aStream(deflateSync(EICAR), '/Filter /FlateDecode'),
])

test('ASVS 5.4.3: EICAR is found raw, in the text of a PNG and in the stream of a PDF, and clean files are clean', async (t) => {
  const clamd = await fakeClamd()
  t.after(clamd.stop)
  const scan = scanner(clamd.address)
  for (const bytes of [EICAR, inPng, inPdf]) {
    assert.deepEqual(await scan(bytes), FOUND)
    assert.deepEqual(await examine(bytes, 'a.png', scan), { ok: false, code: 'file.malware', ...FOUND })
  }
  for (const bytes of [aPng(), aPdf()]) {
    const taken = await examine(bytes, 'a', scan)
    assert.ok(taken.ok)
    assert.equal(taken.scan, 'clean')
  }
  assert.equal(await scan(Buffer.alloc(5 * 1024 * 1024)), 'clean')
  assert.deepEqual(await scan(Buffer.concat([Buffer.alloc(3 * 1024 * 1024), EICAR])), FOUND)
})

test('REL-26: while clamd is away files are quarantined, and clean or infected after it is back', async (t) => {
  const first = await fakeClamd()
  const scan = scanner(first.address)
  await first.stop()
  const taken = await examine(aPng(), 'a.png', scan)
  assert.ok(taken.ok)
  assert.equal(taken.scan, 'quarantined')
  assert.equal(mayOpen(taken.scan), false)
  assert.equal(await rescan(taken.bytes, scan), 'quarantined')

  const back = await fakeClamd({ port: Number(new URL(first.address).port) })
  t.after(back.stop)
  assert.equal(await rescan(taken.bytes, scan), 'clean')
  assert.equal(await rescan(inPdf, scan), 'infected')
})

test('ASVS 5.4.3: silence, a cut, a size limit and nonsense from clamd are not "clean"', async (t) => {
  const clamd = await fakeClamd()
  t.after(clamd.stop)
  const scan = scanner(clamd.address, 300)
  for (const mood of ['silent', 'cut', 'too-big', 'nonsense'] satisfies Mood[]) {
    clamd.become(mood)
    assert.equal(await scan(aPng()), 'unavailable', mood)
  }
  clamd.become('works')
  assert.equal(await scan(aPng()), 'clean')
})

test('ASVS 5.4.3: without a configured scanner a file is marked "not scanned" and may be opened', async () => {
  const taken = await examine(aPng(), 'a.png', scanner(undefined))
  assert.ok(taken.ok)
  assert.equal(taken.scan, 'not_scanned')
  assert.ok(mayOpen(taken.scan))
  assert.deepEqual([mayOpen('infected'), mayOpen('clean')], [false, true])
})

test('ASVS 5.4.3: clamd is reached over a Unix socket too, and a wrong address stops the start', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'opora-clamd-'))
  const clamd = await fakeClamd({ path: join(folder, 'clamd.ctl') })
  t.after(async () => {
    await clamd.stop()
    await rm(folder, { recursive: true })
  })
  assert.deepEqual(await scanner(clamd.address)(EICAR), FOUND)
  assert.deepEqual(await scanner(clamd.address.slice('unix:'.length))(EICAR), FOUND)
  for (const wrong of ['clamd', 'host:0', 'host:99999', 'http://host:3310/x', 'a b:1']) assert.throws(() => scanner(wrong), /scanner address/)
})
