import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarDay, clock, moment, size, span, zoneName } from './words.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const at = new Date('2026-11-27T15:00:00Z')
const now = new Date('2026-11-20T11:05:00Z')

test('a moment is said with weekday, day, time and zone, in both languages', () => {
  assert.equal(plain(moment(at, 'Europe/Moscow', 'ru', now)), 'пт, 27 ноября, 18:00 МСК')
  assert.equal(plain(moment(at, 'Europe/Moscow', 'en', now)), 'Fri 27 November, 18:00 MSK')
})

test('the year is said when it is not this one, judged in the zone of the reader', () => {
  const newYear = new Date('2026-12-31T22:00:00Z')
  assert.equal(plain(moment(newYear, 'Europe/Moscow', 'ru', now)), 'пт, 1 января 2027, 01:00 МСК')
  assert.equal(plain(moment(newYear, 'UTC', 'ru', now)), 'чт, 31 декабря, 22:00 МСК-3')
})

test('zones are named by their distance from Moscow', () => {
  assert.equal(zoneName(now, 'Asia/Vladivostok', 'ru'), 'МСК+7')
  assert.equal(zoneName(now, 'Europe/Kaliningrad', 'en'), 'MSK-1')
  assert.equal(zoneName(now, 'Asia/Kolkata', 'en'), 'MSK+2:30')
})

test('a calendar day does not move with the zone of the machine', () => assert.equal(plain(calendarDay('2026-11-23', 'ru')), 'пн, 23 ноября'))
test('midnight is 00:00', () => assert.equal(clock(new Date('2026-11-27T21:00:00Z'), 'Europe/Moscow', 'ru'), '00:00'))
test('sizes have one decimal under ten and a word of the language', () => {
  assert.equal(plain(size(1_258_291, 'ru')), '1,2 МБ')
  assert.equal(plain(size(5 * 1024 * 1024, 'en')), '5 MB')
  assert.equal(plain(size(1, 'ru')), '1 КБ')
})
test('a wait is rounded up and has its plural', () => {
  assert.deepEqual(
    [1, 42, 61, 300, 5400, 86_400].map((seconds) => plain(span(seconds, 'ru'))),
    ['1 секунда', '42 секунды', '2 минуты', '5 минут', '2 часа', '24 часа'],
  )
  assert.equal(plain(span(61, 'en')), '2 minutes')
})
