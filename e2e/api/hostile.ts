import fc from 'fast-check'

type Schema = Record<string, unknown>

/** Strings that break parsers, databases and pages. */
const nasty = fc.constantFrom(
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff',
  '🙂'.repeat(40),
  '\u202e.gpj',
  "' or 1=1 --",
  "'; select pg_sleep(3); --",
  '{{constructor.constructor("return 1")()}}',
  '<script>window.__pwn=1</script>',
  '../../etc/passwd',
  '%00%2f%',
  'a'.repeat(30_000),
  '=cmd()',
  '\r\nSet-Cookie: a=b',
  '__proto__',
  '9999-99-99',
  '2026-02-30',
  '9999-12-31',
  '0000-01-01',
  '1e309',
  'NaN',
  'null',
  '99999999999999999999',
)
const anything: fc.Arbitrary<unknown> = fc.oneof(
  nasty,
  fc.constantFrom(null, true, -1, 0, 1e308, 2 ** 53, 4_294_967_296, -0.5, [], {}, [[]], { a: { b: { c: {} } } }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

/** Mostly what the schema asks for, so that the request gets past the door; now and then what it does not. */
export function valueFor(schema: Schema, wrong = 0.08): fc.Arbitrary<unknown> {
  const right = rightOf(schema, wrong)
  return fc.oneof({ arbitrary: right, weight: Math.round((1 - wrong) * 100) }, { arbitrary: anything, weight: Math.round(wrong * 100) })
}

const known: Record<string, fc.Arbitrary<string>> = {}
/** Values that exist in the store: without them no generated id would ever be found. */
export const offer = (pattern: string, values: readonly string[]): void => {
  known[pattern] = fc.constantFrom(...values)
}

function rightOf(schema: Schema, wrong: number): fc.Arbitrary<unknown> {
  if (schema['enum']) return fc.constantFrom(...(schema['enum'] as unknown[]))
  if (schema['const'] !== undefined) return fc.constant(schema['const'])
  const options = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined
  if (options) return fc.oneof(...options.map((one) => rightOf(one, wrong)))
  switch (schema['type']) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
    case 'number':
      return fc.integer({ min: (schema['minimum'] as number | undefined) ?? 0, max: (schema['maximum'] as number | undefined) ?? 2 ** 31 })
    case 'array':
      return fc.array(valueFor(schema['items'] as Schema, wrong), { minLength: (schema['minItems'] as number | undefined) ?? 0, maxLength: 4 })
    case 'object':
      return objectOf(schema, wrong)
    default:
      return stringOf(schema)
  }
}

function objectOf(schema: Schema, wrong: number): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)
  const required = (schema['required'] ?? []) as string[]
  const shape = Object.fromEntries(properties.map(([name, one]) => [name, valueFor(one, wrong)]))
  const whole = fc.record(shape, { requiredKeys: required.filter((name) => name in shape) })
  const strange = fc.constantFrom('__proto__', 'constructor', 'id', 'citizen_id', 'status', 'holder_id', 'version', 'x'.repeat(200))
  const more = fc.tuple(whole, strange, anything).map(([one, name, value]) => Object.defineProperty({ ...one }, name, { value, enumerable: true }))
  return fc.oneof({ arbitrary: whole, weight: 95 }, { arbitrary: more, weight: 5 })
}

function stringOf(schema: Schema): fc.Arbitrary<string> {
  const pattern = schema['pattern'] as string | undefined
  if (pattern && known[pattern]) return known[pattern]
  const max = Math.min((schema['maxLength'] as number | undefined) ?? 60, 200)
  const min = Math.min((schema['minLength'] as number | undefined) ?? 0, max)
  if (pattern === '^\\d{4}-\\d{2}-\\d{2}$')
    return fc.constantFrom('2026-12-01', '2026-11-30', '2026-02-30', '9999-12-31', '0000-00-00', '2027-01-01', '2031-05-05')
  if (pattern && !/\[\^/.test(pattern)) return fc.stringMatching(new RegExp(pattern)).filter((s) => s.length >= min)
  const words = fc.constantFrom(
    'Выписка готова и лежит в разделе документов.',
    'Не могу войти в кабинет, ошибка 502',
    'Мария Круглова',
    '+7 000 111 22 33',
    'a@example.org',
    '1234567890',
  )
  return fc.oneof(words, nasty, fc.string({ unit: 'grapheme', minLength: min, maxLength: max }))
}
