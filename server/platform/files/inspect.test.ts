import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { cpuMs } from '#testing/cpu-ms'
import { inspect } from './inspect.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { aJpeg, aPdf, aPng, EICAR, EMPTY_ZIP, pngChunk } from './testing/samples.ts'

const MAX = DEFAULT_LIMITS.bytes

async function taken(bytes: Buffer, name: string) {
  const result = await inspect(bytes, name)
  assert.ok(result.ok, `refused: ${JSON.stringify(result)}`)
  return result
}
const refuses = async (bytes: Buffer, code: string, name = 'a.png', limits = DEFAULT_LIMITS) =>
  assert.deepEqual(await inspect(bytes, name, limits), { ok: false, code })

test('FORM-8: JPG, PNG and PDF are taken for what they are, whatever their name says', async () => {
  const jpeg = await taken(await aJpeg(), 'holiday.png')
  assert.deepEqual([jpeg.type, jpeg.name, jpeg.width, jpeg.height], ['image/jpeg', 'holiday.jpg', 40, 30])
  const png = await taken(aPng(), 'снимок.exe')
  assert.deepEqual([png.type, png.name, png.width, png.height], ['image/png', 'снимок.png', 40, 30])
  const pdf = await taken(aPdf(), 'справка')
  assert.deepEqual([pdf.type, pdf.name, pdf.pages], ['application/pdf', 'справка.pdf', 1])
})

test('C10: SVG, HTML, GIF, ZIP, programs, HEIC and text are refused under any name', async () => {
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic0000heicmif1')])
  const texts = ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', '<html><script>1</script>', 'GIF89a', 'MZ\x90', '#!/bin/sh', 'words']
  for (const bytes of [...texts.map((text) => Buffer.from(text)), EMPTY_ZIP, heic, EICAR]) await refuses(bytes, 'file.type')
})

test('FORM-8: an empty file is called empty', () => refuses(Buffer.alloc(0), 'file.empty'))

test('FORM-8, PREP-3: exactly 5 MiB pass and one byte more does not', async () => {
  const padding = (size: number) => aPdf({ content: Buffer.alloc(size, 0x20) })
  const base = padding(5_000_000).length - 5_000_000
  const exact = padding(MAX - base)
  assert.equal(exact.length, MAX)
  assert.deepEqual((await taken(exact, 'a.pdf')).bytes, exact)
  await refuses(Buffer.concat([exact, Buffer.from('\n')]), 'file.too-big')
})

test('ASVS 5.2.2: drawing anew drops EICAR, HTML, a ZIP and comments hidden in and behind an image', async () => {
  const secrets = [EICAR, Buffer.from('<script>alert(1)</script>'), EMPTY_ZIP]
  const text = pngChunk('tEXt', Buffer.concat([Buffer.from('Comment\0'), EICAR]))
  for (const bytes of [Buffer.concat([aPng(40, 30, [text]), ...secrets]), Buffer.concat([await aJpeg(), ...secrets])]) {
    const clean = await taken(bytes, 'a')
    for (const secret of secrets) assert.equal(clean.bytes.includes(secret), false)
  }
})

test('FORM-8: the camera turned the photo, so the stored one is upright and carries no camera, place or owner', async () => {
  const given = await aJpeg(60, 20, 6)
  assert.ok(given.includes('Camera Owner'))
  const clean = await taken(given, 'photo.jpg')
  assert.deepEqual([clean.width, clean.height], [20, 60])
  assert.equal(clean.bytes.includes('Camera Owner'), false)
  const { exif, icc, xmp, orientation } = await sharp(clean.bytes).metadata()
  assert.deepEqual([exif, icc, xmp, orientation], [undefined, undefined, undefined, undefined])
})

test('ASVS 5.2.3: a small PNG of 16000 x 16000 is refused before it is unpacked', async () => {
  const bomb = aPng(16_000, 16_000)
  assert.ok(bomb.length < 100_000)
  await inspect(aPng(), 'warm-up.png')
  assert.ok((await cpuMs(() => refuses(bomb, 'file.too-big'))) < 200)
})

test('FORM-8: a picture that is cut in half or not one after its first bytes is damaged', async () => {
  const jpeg = await aJpeg(400, 400)
  await refuses(jpeg.subarray(0, jpeg.length / 2), 'file.damaged')
  const png = aPng(400, 400)
  await refuses(png.subarray(0, png.length / 2), 'file.damaged')
  await refuses(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('<script>')]), 'file.damaged')
})

test('FORM-8: one bad file of several leaves the others alone', async () => {
  const results = await Promise.all([aPng(), Buffer.from('no'), await aJpeg(), aPng(16_000, 16_000), aPdf()].map((bytes) => inspect(bytes, 'a')))
  assert.deepEqual(
    results.map((result) => (result.ok ? result.type : result.code)),
    ['image/png', 'file.type', 'image/jpeg', 'file.too-big', 'application/pdf'],
  )
})

test('K7: a log is taken only where the agency says so, as text in UTF-8, and a program is no log', async () => {
  const limits = { ...DEFAULT_LIMITS, extraTypes: ['log'] as const }
  const words = 'Ошибка входа\r\n'
  const inWindows1251 = Buffer.from('cef8e8e1eae020e2f5eee4e00d0a', 'hex')
  await refuses(Buffer.from(words), 'file.type', 'a.log')
  await refuses(Buffer.from(words), 'file.type', 'a.txt', limits)
  for (const bytes of [Buffer.from(words), inWindows1251, Buffer.from(`\ufeff${words}`, 'utf16le')]) {
    const result = await inspect(bytes, 'site.log', limits)
    assert.ok(result.ok)
    assert.deepEqual([result.type, result.name, result.bytes.toString()], ['text/plain', 'site.log', words])
  }
  await refuses(Buffer.from('MZ\x90\x00\x03\x00'), 'file.type', 'a.log', limits)
})
