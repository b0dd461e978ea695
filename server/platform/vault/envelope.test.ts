import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { DataKey, newDataKeyMaterial } from './data-key.ts'
import { OVERHEAD_BYTES, type Place, SealBroken } from './envelope.ts'

const key = new DataKey(newDataKeyMaterial())
const place: Place = { table: 'message', column: 'body', id: '0192f0c1-0000-7000-8000-000000000001' }
const opens = (sealed: Uint8Array, at: Place = place, by = key) => by.openBytes(at, sealed).toString()
const broken = (reason: string) => (error: unknown) => error instanceof SealBroken && error.reason === reason

test('what is sealed opens to the same text, 34 bytes longer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const sealed = key.seal(place, text)
      assert.equal(sealed.length, Buffer.byteLength(text) + OVERHEAD_BYTES)
      assert.equal(opens(sealed), text)
    }),
  )
  const bytes = Buffer.from([0, 255, 128, 10])
  assert.deepEqual(key.openBytes(place, key.seal(place, bytes)), bytes)
})

test('every flipped bit makes the value refuse to open', () => {
  const sealed = key.seal(place, 'Не приходит код')
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const flipped = Buffer.from(sealed)
    flipped[bit >> 3]! ^= 1 << (bit & 7)
    assert.throws(() => opens(flipped), SealBroken, `bit ${bit}`)
  }
})

test('a value moved to another row, column, table or person does not open', () => {
  const sealed = key.seal(place, 'тайна')
  assert.throws(() => opens(sealed, { ...place, id: '0192f0c1-0000-7000-8000-000000000002' }), broken('not-authentic'))
  assert.throws(() => opens(sealed, { ...place, column: 'subject' }), broken('not-authentic'))
  assert.throws(() => opens(sealed, { ...place, table: 'draft' }), broken('not-authentic'))
  assert.throws(() => opens(sealed, place, new DataKey(newDataKeyMaterial())), broken('other-key'))
})

test('a value with a shortened tag or none is refused', () => {
  const sealed = key.seal(place, 'тайна')
  for (let cut = 1; cut <= sealed.length; cut++) assert.throws(() => opens(sealed.subarray(0, sealed.length - cut)), SealBroken)
})

test('100,000 values of one key have 100,000 nonces', () => {
  const nonces = new Set<string>()
  for (let i = 0; i < 100_000; i++) nonces.add(key.seal(place, '').subarray(6, 18).toString('latin1'))
  assert.equal(nonces.size, 100_000)
})

test('a refusal and a printed key tell nothing of the content', async () => {
  const { inspect } = await import('node:util')
  const material = newDataKeyMaterial()
  const shown = inspect(new DataKey(material), { depth: 5, showHidden: true }) + JSON.stringify(new DataKey(material))
  assert.ok(!shown.includes(material.toString('hex').slice(0, 16)) && !shown.includes(material.toString('base64').slice(0, 12)))
  assert.throws(
    () => opens(key.seal(place, 'ромашка'), { ...place, column: 'other' }),
    (error: Error) => !`${error.message}${error.stack}`.includes('ромашка') && error.message.includes('message.other'),
  )
})
