import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { EXTENSIONS, type FileType } from './content-type.ts'
import { contentDisposition, downloadHeaders, safeName } from './names.ts'

const HEADER = /^attachment; filename="[ !#-$&-[\]-~]+"; filename\*=UTF-8''[A-Za-z0-9%!#$&+.^_`|~-]+$/

test('C11: names made to trick a server or a reader become harmless', () => {
  const tricks: [string, string][] = [
    ['..\u200b/..\u200b/.hta\u200bccess', 'htaccess.png'],
    ['.htaccess', 'htaccess.png'],
    ['photo\u202Egnp.exe', 'photognp.png'],
    ['../../etc/passwd', 'passwd.png'],
    ['C:\\Users\\anna\\Снимок.PNG', 'Снимок.PNG'],
    ['a\0b.png', 'ab.png'],
    ['a\r\nSet-Cookie: x=1.png', 'aSet-Cookie_ x=1.png'],
    ['..', 'file.png'],
    ['', 'file.png'],
    ['\u200b\u202e\ufeff', 'file.png'],
    ['CON.png', '_CON.png'],
    ['x\u{e0041}\ud800.png', 'x.png'],
  ]
  for (const [claimed, shown] of tricks) assert.equal(safeName(claimed, 'image/png'), shown, JSON.stringify(claimed))
})

test('FORM-8: a name that contradicts the content is corrected, one that agrees is kept', () => {
  assert.equal(safeName('photo.JPEG', 'image/jpeg'), 'photo.JPEG')
  assert.equal(safeName('page.html', 'image/jpeg'), 'page.jpg')
  assert.equal(safeName('Справка.pdf.exe', 'application/pdf'), 'Справка.pdf')
  assert.equal(safeName('Отчет за 12.05', 'application/pdf'), 'Отчет за 12.05.pdf')
  assert.equal(safeName('server.log', 'text/plain'), 'server.log')
})

test('C11: 4 KB of name are cut to 120 characters with the extension kept, never inside a character', () => {
  const cut = safeName(`${'😀'.repeat(2000)}.pdf`, 'application/pdf')
  assert.equal([...cut].length, 120)
  assert.ok(cut.endsWith('😀.pdf'))
  assert.ok(cut.isWellFormed())
})

test('ASVS 5.4.1: a download name cannot leave its header', () => {
  assert.equal(
    contentDisposition("Заявление (1)'s.pdf"),
    `attachment; filename="_________ (1)'s.pdf"; filename*=UTF-8''%D0%97%D0%B0%D1%8F%D0%B2%D0%BB%D0%B5%D0%BD%D0%B8%D0%B5%20%281%29%27s.pdf`,
  )
  for (const name of ['a"; filename="evil.exe', 'a\r\nX: y.pdf', 'a%00.exe', 'a\\".pdf', `${'я'.repeat(4000)}.pdf`]) {
    assert.match(contentDisposition(name), HEADER)
  }
})

test('C11: whatever a name is made of, what is left is short, visible, without a path and stays the same when made safe again', () => {
  const pieces = fc.constantFrom(
    '..',
    '/',
    '\\',
    '\0',
    '\u202e',
    '\u200b',
    'CON',
    '.',
    ' ',
    '.pdf',
    '.exe',
    '.png',
    '\u0301',
    '\ud83d',
    '\ude00',
    'й',
    '"',
    '%',
  )
  const names = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 200 })), { maxLength: 12 }).map((parts) => parts.join(''))
  const types = fc.constantFrom(...(Object.keys(EXTENSIONS) as FileType[]))
  fc.assert(
    fc.property(names, types, (name, type) => {
      const safe = safeName(name, type)
      assert.ok([...safe].length <= 120 && safe.isWellFormed())
      assert.doesNotMatch(safe, /[\p{C}\p{Zl}\p{Zp}<>:"|?*/\\]|^[. ]/u)
      assert.ok(EXTENSIONS[type].some((extension) => safe.toLowerCase().endsWith(`.${extension}`)))
      assert.equal(safeName(safe, type), safe)
      assert.equal(safeName(safe), safe)
      assert.match(contentDisposition(name), HEADER)
    }),
    { numRuns: 2000 },
  )
})

test('C10: a served file is an attachment in a sandbox', () => {
  const headers = downloadHeaders('a.png', 'image/png')
  assert.match(headers['content-disposition'] ?? '', /^attachment;/)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'")
})
