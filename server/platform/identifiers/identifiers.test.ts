import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dammDigit } from '../public-number/damm.ts'
import {
  birthDate,
  email,
  maskEmail,
  maskNumber,
  maskPhone,
  nameKey,
  passportDepartment,
  passportIssued,
  personName,
  phone,
  requestNumber,
  showPhone,
  showRequestNumber,
  showSnils,
  snils,
} from './index.ts'

const codeOf = (answer: { ok: boolean; code?: string }) => (answer.ok ? 'ok' : answer.code)

test('FORM-5: demo numbers are allowed only in a demonstration, and only +7 000', () => {
  const demo = phone('+7 000 000-00-01', { demo: true, forAccount: true })
  assert.deepEqual(demo, { ok: true, value: '+70000000001', country: 'RU', mobile: true, tollFree: false })
  assert.equal(codeOf(phone('+7 000 000-00-01')), 'PHONE_UNASSIGNED')
  assert.equal(codeOf(phone('+7 001 000-00-01', { demo: true })), 'PHONE_UNASSIGNED')
  assert.equal(codeOf(phone('8 100 000-00-01')), 'PHONE_UNASSIGNED')
})

test('FORM-5: numbers of other lands are kept, and are no Russian mobiles', () => {
  assert.equal(codeOf(phone('+7 840 000 00 01', { forAccount: true })), 'PHONE_NOT_MOBILE')
  assert.equal(codeOf(phone('+7 940 000 00 01', { forAccount: true })), 'PHONE_NOT_MOBILE')
  assert.equal(codeOf(phone('+44 20 0000 0000')), 'ok')
  assert.equal(codeOf(phone('+44 20 00')), 'PHONE_LENGTH')
  assert.equal(codeOf(phone('+7 900 000 00 012')), 'PHONE_LENGTH')
  assert.equal(codeOf(phone('')), 'PHONE_LENGTH')
  assert.deepEqual(phone('8+900 000 00 01'), { ok: false, code: 'PHONE_CHARS', sign: '+' })
})

test('K18: contacts are shown and masked in one way', () => {
  assert.equal(showPhone('+79000000001'), '+7 900 000-00-01')
  assert.equal(maskPhone('+79000000001'), '+7 900 ***-**-01')
  assert.equal(maskPhone('+375290000001'), '+375 ***-**-01')
  assert.equal(maskEmail('user@example.org'), 'u***@example.org')
  assert.equal(maskEmail('иван@пример.рф'), 'и***@пример.рф')
  assert.equal(maskNumber('11223344595'), '*********95')
  assert.equal(maskNumber('123', 4), '**3')
  assert.equal(showSnils('11223344595'), '112-233-445 95')
})

test('FORM-6: an address that could split a mail header is no address', () => {
  for (const input of [
    'a\r\nBcc: x@example.org',
    'a,b@example.org',
    'a<b@example.org',
    'a"b@example.org',
    'a\u0000@example.org',
    '@example.org',
    'user@',
    'user',
    '',
  ]) {
    assert.equal(email(input).ok, false, JSON.stringify(input))
  }
  assert.equal(codeOf(email('"a@b"@example.org')), 'ok')
  assert.equal(codeOf(email('user@127.0.0.1')), 'EMAIL_NO_TLD')
  assert.equal(codeOf(email('user@exa%6dple.org')), 'EMAIL_FORMAT')
  assert.equal(codeOf(email('user@-a.org')), 'EMAIL_FORMAT')
})

test('FORM-6: the lengths of an address are counted in octets', () => {
  assert.equal(codeOf(email(`${'a'.repeat(64)}@example.org`)), 'ok')
  assert.equal(codeOf(email(`${'a'.repeat(65)}@example.org`)), 'EMAIL_LENGTH')
  assert.equal(codeOf(email(`${'я'.repeat(33)}@example.org`)), 'EMAIL_LENGTH')
  const domain = `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.org`
  assert.equal(codeOf(email(`${'a'.repeat(60)}@${domain}`)), 'ok')
  assert.equal(codeOf(email(`${'a'.repeat(64)}@${'d'.repeat(10)}.${domain}`)), 'EMAIL_LENGTH')
})

test('FORM-6, R4: what the mail server or the legal mode cannot take is refused by settings', () => {
  assert.equal(codeOf(email('иван@пример.рф', { smtpUtf8: false })), 'EMAIL_LOCAL_NOT_ASCII')
  assert.equal(codeOf(email('user@пример.рф', { zones: ['ru', 'рф', 'su'] })), 'ok')
  assert.equal(codeOf(email('user@example.org', { zones: ['ru', 'рф', 'su'] })), 'EMAIL_ZONE')
})

test('FORM-6: look-alike letters are found in an encoded domain and in the local part too', () => {
  assert.deepEqual(email('user@xn--p-jtbiqmk.xn--p1ai'), { ok: false, code: 'EMAIL_MIXED_SCRIPT', sign: 'p' })
  assert.deepEqual(email('ivаn@example.org'), { ok: false, code: 'EMAIL_MIXED_SCRIPT', sign: 'а' })
})

test('REG-2: every wrong digit and every swap of neighbours in a number is found', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), fc.nat(10), fc.integer({ min: 1, max: 9 }), (stem, place, step) => {
      const body = String(stem).padStart(10, '0')
      const number = body + dammDigit(body)
      assert.deepEqual(requestNumber(showRequestNumber(number)), { ok: true, value: number })
      const signs = Array.from(number)
      signs[place] = String((Number(signs[place]) + step) % 10)
      assert.equal(codeOf(requestNumber(signs.join(''))), 'REQUEST_NUMBER_CHECK')
      const swapped = Array.from(number)
      const left = Math.min(place, 9)
      ;[swapped[left], swapped[left + 1]] = [swapped[left + 1] ?? '', swapped[left] ?? '']
      if (swapped.join('') !== number) assert.equal(codeOf(requestNumber(swapped.join(''))), 'REQUEST_NUMBER_CHECK')
    }),
  )
})

test('REG-8: a number is found in any spacing', () => {
  for (const input of [
    '26-1234-5678-1',
    '26 1234 5678 1',
    '26\u00a01234\u00a05678\u00a01',
    '26\u20111234\u20135678\u20141',
    '№ 26123456781',
    '26.12.34.56.78.1',
    '２６１２３４５６７８１',
  ]) {
    assert.deepEqual(requestNumber(input), { ok: true, value: '26123456781' }, input)
  }
  assert.deepEqual(requestNumber('26-1234-5678-О'), { ok: false, code: 'REQUEST_NUMBER_CHARS', sign: 'О' })
  assert.equal(codeOf(requestNumber('2612345678')), 'REQUEST_NUMBER_LENGTH')
})

test('DATA-3: a passport is issued from 14 on, and asks for renewal at 20 and 45', () => {
  assert.equal(codeOf(passportIssued('2026-11-23', '1990-05-01', '2026-11-22')), 'PASSPORT_ISSUED_FUTURE')
  assert.equal(codeOf(passportIssued('2004-04-30', '1990-05-01', '2026-11-22')), 'PASSPORT_ISSUED_BEFORE_14')
  const renewal = (issued: string, birth: string) => {
    const answer = passportIssued(issued, birth, '2026-11-22')
    return answer.ok && answer.renewalDue
  }
  assert.equal(renewal('2010-05-10', '1990-05-01'), false)
  assert.equal(renewal('2010-04-30', '1990-05-01'), true)
  assert.equal(renewal('2010-05-10', '1981-11-22'), true)
  assert.equal(renewal('2010-05-10', '1981-11-23'), false)
  assert.deepEqual(passportDepartment('770-001'), { ok: true, value: '770001' })
  assert.equal(codeOf(passportDepartment('770-01')), 'PASSPORT_DEPARTMENT_LENGTH')
})

test('DATA-1: a date of birth is a real day between 1900 and today', () => {
  assert.equal(codeOf(birthDate('31.12.1899', '2026-11-22')), 'DATE_TOO_OLD')
  assert.equal(codeOf(birthDate('22.11.2026', '2026-11-22')), 'ok')
  assert.equal(codeOf(birthDate('23.11.2026', '2026-11-22')), 'DATE_FUTURE')
  assert.equal(codeOf(birthDate('1.2.90', '2026-11-22')), 'DATE_INVALID')
  const under14 = (input: string) => {
    const answer = birthDate(input, '2026-11-22')
    return answer.ok && answer.under14
  }
  assert.equal(under14('23.11.2012'), true)
  assert.equal(under14('2012-11-22'), false)
})

test('DATA-1: names keep their form and compare without it', () => {
  assert.equal(nameKey('  ФЁДОРОВ‑Ё  Оглы '), nameKey('федоров-е оглы'))
  assert.deepEqual(personName('Ivanov'), { ok: false, code: 'NAME_LATIN', sign: 'I' })
  assert.equal(codeOf(personName("D'Artagnan", { latin: true })), 'ok')
  assert.deepEqual(personName('Иван0в'), { ok: false, code: 'NAME_CHARS', sign: '0' })
  for (const input of ['', '  ']) assert.equal(codeOf(personName(input)), 'NAME_EMPTY')
  assert.equal(codeOf(personName('-')), 'NAME_CHARS')
  assert.equal(codeOf(personName('а'.repeat(101))), 'NAME_LENGTH')
})

test('PREP-1: the foreign sign among digits is named, and nothing else of the number', () => {
  assert.deepEqual(snils('112-233-44А 95'), { ok: false, code: 'SNILS_CHARS', sign: 'А' })
})
