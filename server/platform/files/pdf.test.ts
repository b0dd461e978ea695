import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { inspect } from './inspect.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { aPdf, aPdfOf, aStream, EMPTY_ZIP, throughQpdf } from './testing/samples.ts'

const codeOf = async (pdf: Buffer, limits = DEFAULT_LIMITS) => {
  const result = await inspect(pdf, 'a.pdf', limits)
  return result.ok ? 'taken' : result.code
}

test('FORM-8: a PDF that does nothing is stored as given', async () => {
  const pdf = aPdf({
    catalog: '/OpenAction [3 0 R /Fit]',
    page: '/Annots [5 0 R]',
    more: ['<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org) >> >>'],
  })
  const result = await inspect(pdf, 'a.pdf')
  assert.ok(result.ok)
  assert.deepEqual(result.bytes, pdf)
})

test('FORM-8: a PDF may open at a page of its own, also by an action', async () => {
  assert.equal(await codeOf(aPdf({ catalog: '/OpenAction 5 0 R', more: ['<< /S /GoTo /D [3 0 R /Fit] >>'] })), 'taken')
})

test('FORM-8: letters that look like a program in the text of a page are only letters', async () => {
  assert.equal(await codeOf(aPdf({ content: Buffer.from('BT (/JS /JavaScript /Launch) Tj ET'), more: ['(/JavaScript)', '<< /Title (/Launch) >>'] })), 'taken')
})

test('ASVS 5.2.2: programs, launches, other files, forms that send and actions on opening are active content', async () => {
  const active = [
    aPdf({ catalog: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>' }),
    aPdf({ catalog: '/Names << /JavaScript << /Names [(a) 5 0 R] >> >>', more: ['<< /S /JavaScript /JS (1) >>'] }),
    aPdf({ catalog: '/OpenAction 5 0 R', more: ['<< /S /GoTo /D [3 0 R /Fit] /Next << /S /URI /URI (https://example.org) >> >>'] }),
    aPdf({ catalog: '/OpenAction << /S /URI /URI (https://example.org) >>' }),
    aPdf({ page: '/AA << /O << /S /URI /URI (https://example.org) >> >>' }),
    aPdf({ page: '/Annots [5 0 R]', more: ['<< /Type /Annot /Subtype /Link /A << /S /Launch /F (calc.exe) >> >>'] }),
    aPdf({ page: '/Annots [5 0 R]', more: ['<< /Type /Annot /Subtype /Link /A << /S 6 0 R /F (calc.exe) >> >>', '/Launch'] }),
    aPdf({ page: '/Annots [5 0 R]', more: ['<< /Type /Annot /Subtype /Link /A << /S /L#61unch /F (calc.exe) >> >>'] }),
    aPdf({
      catalog: '/Names << /EmbeddedFiles 5 0 R >>',
      more: ['<< /Names [(a) 6 0 R] >>', '<< /Type /Filespec /F (a.exe) /EF << /F 7 0 R >> >>', aStream(Buffer.from('MZ'), '/Type /EmbeddedFile')],
    }),
    aPdf({ catalog: '/AcroForm << /Fields [] /XFA 5 0 R >>', more: [aStream(Buffer.from('<xdp/>'))] }),
    aPdf({ page: '/Annots [<< /Type /Annot /Subtype /RichMedia >>]' }),
  ]
  for (const [index, pdf] of active.entries()) assert.equal(await codeOf(pdf), 'file.active-content', `sample ${index}`)
})

test('ASVS 5.2.2: JavaScript hidden in an object stream is found, where a search of the raw bytes finds nothing', async () => {
  const open = aPdf({ catalog: '/Names << /JavaScript << /Names [(a) 5 0 R] >> >>', more: ['<< /S /JavaScript /JS (app.alert\\(1\\)) >>'] })
  const hidden = await throughQpdf(open, ['--object-streams=generate'])
  assert.equal(hidden.includes('/JavaScript'), false)
  assert.equal(await codeOf(hidden), 'file.active-content')
})

test('FORM-8: a PDF that asks for a password is refused by that name; one that opens without is taken', async () => {
  assert.equal(await codeOf(await throughQpdf(aPdf(), ['--encrypt', 'secret', 'owner', '256', '--'])), 'file.password')
  assert.equal(await codeOf(await throughQpdf(aPdf(), ['--encrypt', '', 'owner', '256', '--print=none', '--'])), 'taken')
})

test('ASVS 5.2.2: JavaScript under an encryption that opens without a password is found', async () => {
  const active = aPdf({ catalog: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>' })
  assert.equal(await codeOf(await throughQpdf(active, ['--encrypt', '', 'owner', '256', '--', '--object-streams=generate'])), 'file.active-content')
})

test('FORM-8: where readers could differ, the copy that was checked is stored and not the file as given', async () => {
  const twice = (first: string, second: string) => aPdf({ catalog: `/OpenAction ${first} /OpenAction ${second}` })
  const program = '<< /S /JavaScript /JS (hidden) >>'
  const result = await inspect(twice(program, '[3 0 R /Fit]'), 'a.pdf')
  assert.ok(result.ok)
  assert.equal(result.bytes.includes('hidden'), false)
  assert.equal(await codeOf(result.bytes), 'taken')
  assert.equal(await codeOf(twice('[3 0 R /Fit]', program)), 'file.active-content')
})

test('FORM-8: a cut, garbled or pageless PDF is damaged', async () => {
  const pdf = aPdf()
  assert.equal(await codeOf(pdf.subarray(0, pdf.length / 2)), 'file.damaged')
  assert.equal(await codeOf(Buffer.from('%PDF-1.7\n<script>alert(1)</script>')), 'file.damaged')
  const shifted = Buffer.from(pdf.toString('latin1').replace('startxref\n', 'startxref\n9'), 'latin1')
  assert.equal(await codeOf(shifted), 'file.damaged')
  assert.equal(await codeOf(aPdfOf(['<< /Type /Catalog >>'])), 'file.damaged')
})

test('C10: a PDF that is a ZIP too, or has something before its head, is not taken for a PDF', async () => {
  assert.equal(await codeOf(Buffer.concat([aPdf(), EMPTY_ZIP])), 'file.type')
  const comment = Buffer.from(EMPTY_ZIP)
  comment.writeUInt16LE(10, 20)
  assert.equal(await codeOf(Buffer.concat([aPdf(), comment, Buffer.from('%%EOF     ')])), 'file.type')
  assert.equal(await codeOf(Buffer.concat([Buffer.from('<html>'), aPdf()])), 'file.type')
})

test('ASVS 5.2.3: objects that unpack to half a gigabyte end as damaged by the memory they take, and the next file is served', async () => {
  const packed = (size: number) => objectStreamPdf(deflateSync(Buffer.concat([Buffer.from('6 0 ('), Buffer.alloc(size, 0x41), Buffer.from(')')])))
  assert.equal(await codeOf(packed(1000)), 'taken')
  const bomb = packed(512 * 1024 * 1024)
  assert.ok(bomb.length < 1024 * 1024)
  // With so much time it is the memory limit that ends it, however slow the machine.
  assert.equal(await codeOf(bomb, { ...DEFAULT_LIMITS, pdfMilliseconds: 600_000 }), 'file.damaged')
  assert.equal(await codeOf(aPdf()), 'taken')
})

test('ASVS 5.2.3: a check that takes longer than its time ends as damaged', async () => {
  assert.equal(await codeOf(aPdf(), { ...DEFAULT_LIMITS, pdfMilliseconds: 1 }), 'file.damaged')
})

/** A PDF whose object 6 lies in the object stream 5 with this deflated body. */
function objectStreamPdf(packed: Buffer): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Title 6 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>',
    'null',
  ]
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const starts: number[] = []
  const here = () => parts.reduce((sum, part) => sum + part.length, 0)
  for (const [index, body] of [...objects, aStream(packed, '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode')].entries()) {
    starts.push(here())
    parts.push(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')]))
  }
  const table = here()
  const rows = [[0, 0, 0], ...starts.map((start) => [1, start, 0]), [2, 5, 0], [1, table, 0]]
  const body = Buffer.concat(
    rows.map(([kind = 0, value = 0]) => {
      const row = Buffer.alloc(6)
      row[0] = kind
      row.writeUInt32BE(value, 1)
      return row
    }),
  )
  parts.push(Buffer.from('7 0 obj\n'), aStream(body, '/Type /XRef /Size 8 /W [1 4 1] /Root 1 0 R'), Buffer.from(`\nendobj\nstartxref\n${table}\n%%EOF\n`))
  return Buffer.concat(parts)
}
