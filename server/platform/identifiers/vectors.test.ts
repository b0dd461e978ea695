import assert from 'node:assert/strict'
import { test } from 'node:test'
import { birthDate, email, inn, nameKey, oms, passport, personName, phone, postcode, requestNumber, showRequestNumber, snils } from './index.ts'
import file from './vectors.json' with { type: 'json' }

type Vector = Record<string, string | boolean | undefined> & { value: string; input: string; series: string; number: string; at: string }
type Answer = { ok: boolean; code?: string; value?: unknown } & Record<string, unknown>

const readers: Record<string, (vector: Vector) => Answer> = {
  snils: (vector) => snils(vector.value),
  inn: (vector) => inn(vector.value),
  passportRf: (vector) => passport(vector.series, vector.number),
  phone: (vector) => phone(vector.input),
  email: (vector) => email(vector.input),
  postalCode: (vector) => postcode(vector.value),
  oms: (vector) => oms(vector.value),
  birthDate: (vector) => birthDate(vector.input, vector.at ?? '2026-11-22'),
  personName: (vector) => personName(vector.input),
  requestNumber: (vector) => requestNumber(vector.value),
}

/** Every fact that a vector states, by its own word for it, and where the answer holds it. */
const facts: Record<string, (answer: Answer, vector: Vector) => unknown> = {
  e164: (answer) => answer.value,
  iso: (answer) => answer.value,
  normalized: (answer) => answer.value,
  kind: (answer) => answer.kind,
  mobile: (answer) => answer.mobile,
  tollFree: (answer) => answer.tollFree,
  country: (answer) => answer.country,
  ascii: (answer) => answer.ascii,
  lookupKey: (answer) => answer.lookupKey,
  requires: (answer) => (answer.smtpUtf8 ? 'SMTPUTF8' : undefined),
  shown: (answer) => showRequestNumber(String(answer.value)),
  equals: (_, vector) => (nameKey(vector.input) === nameKey(String(vector.equals)) ? vector.equals : undefined),
  errorForAccount: (_, vector) => (phone(vector.input, { forAccount: true }) as Answer).code,
}

for (const [name, read] of Object.entries(readers)) {
  const vectors = (file as unknown as Record<string, { vectors: Vector[] }>)[name]?.vectors ?? []
  vectors.forEach((vector, index) => {
    test(`DATA-4, PREP-1: ${name} vector ${index + 1}: ${vector.why ?? vector.error ?? 'right'}`, () => {
      const answer = read(vector)
      assert.equal(answer.ok, vector.valid !== false)
      if (!answer.ok) assert.equal(answer.code, vector.error)
      else for (const [fact, of] of Object.entries(facts)) if (vector[fact] !== undefined) assert.deepEqual(of(answer, vector), vector[fact], fact)
    })
  })
}

test('DATA-4: all ten kinds of identifiers have vectors', () => {
  const counts = Object.keys(readers).map((name) => (file as unknown as Record<string, { vectors: unknown[] }>)[name]?.vectors.length ?? 0)
  assert.ok(counts.every((count) => count > 0))
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    92,
  )
})
