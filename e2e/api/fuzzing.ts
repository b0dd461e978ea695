import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { aCase, type Case, cookieOf, endsSession as endsSessionOf, filled } from './case.ts'
import { offer, valueFor } from './hostile.ts'
import { type ApiOffice, actors, nameOf, type Operation } from './office.ts'

const uuid = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
const number = '^(\\d{11}|\\d{2}-\\d{4}-\\d{4}-\\d)$'

/** Requests in different states whose ids and numbers the generated calls will hit. */
export async function offerCases(office: ApiOffice): Promise<Case[]> {
  const states = ['held', 'free', 'registered', 'external', 'resolved', 'asked', 'held'] as const
  const cases: Case[] = []
  for (const state of states) cases.push(await aCase(office, state, true))
  offer(number, [...cases.map((c) => c.number), ...cases.map((c) => c.other), '26000000000', '26-0000-0000-0'])
  offer(uuid, [...cases.flatMap((c) => [c.fileId, c.extensionId, c.ticketId, c.visitorId]), office.people.holder!.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'])
  return cases
}

/** Answers of one operation to `runs` generated requests of changing actors; a 5xx ends it with the request that caused it. */
export async function fuzz(office: ApiOffice, operation: Operation, cases: readonly Case[], runs: number, seed?: number): Promise<Map<number, number>> {
  const seen = new Map<number, number>()
  const of = (where: string) => operation.parameters.filter((p) => p.in === where)
  const record = (where: string) =>
    fc.record(Object.fromEntries(of(where).map((p) => [p.name, valueFor(p.schema, where === 'path' ? 0.03 : 0.1)])), {
      requiredKeys: of(where)
        .filter((p) => p.required)
        .map((p) => p.name),
    })
  const body = operation.body ? valueFor(operation.body) : operation.multipart ? fc.constantFrom('form', 'no boundary', 'cut', 'json') : fc.constant(undefined)
  const call = fc.record({ params: record('path'), query: record('query'), body, actor: fc.constantFrom(...actors), which: fc.nat({ max: cases.length - 1 }) })
  await fc.assert(
    fc.asyncProperty(call, async ({ params, query, body, actor, which }) => {
      const ids = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, encode(String(value))]))
      const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value).toWellFormed()])).toString()
      const cookie = actor === 'stranger' ? cases[which]!.cookie : await cookieOf(office, actor, cases[which]!)
      const answer = await office.send({
        method: operation.method,
        url: `${filled(operation.path, ids)}${search ? `?${search}` : ''}`,
        cookie,
        ...(operation.multipart
          ? formOf(body as string)
          : body === undefined
            ? {}
            : { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      seen.set(answer.statusCode, (seen.get(answer.statusCode) ?? 0) + 1)
      // A year without a calendar is answered "not now", with its code; any other 5xx is a bug.
      const known = answer.statusCode === 503 && answer.json().code === 'deadline.calendar-year-missing'
      assert.ok(answer.statusCode < 500 || known, `${nameOf(operation)} as ${actor} answered ${answer.statusCode}: ${answer.body.slice(0, 200)}`)
      if (answer.statusCode >= 400) assert.match(String(answer.headers['content-type']), /^application\/json/)
    }),
    { numRuns: runs, ...(seed !== undefined && { seed }), endOnFailure: false },
  )
  return seen
}

const encode = (text: string): string => encodeURIComponent(text.toWellFormed()).slice(0, 400) || 'x'

function formOf(kind: string): Pick<InjectOptions, 'payload' | 'headers'> {
  const part = '--b\r\ncontent-disposition: form-data; name="files"; filename="\u0000../a.png"\r\ncontent-type: image/png\r\n\r\n\u0089PNG'
  if (kind === 'json') return { payload: '{}', headers: { 'content-type': 'application/json' } }
  if (kind === 'no boundary') return { payload: part, headers: { 'content-type': 'multipart/form-data' } }
  if (kind === 'cut') return { payload: part, headers: { 'content-type': 'multipart/form-data; boundary=b' } }
  return { payload: `${part}\r\n--b--\r\n`, headers: { 'content-type': 'multipart/form-data; boundary=b' } }
}

/** Password hashing takes 50 ms a try, and a signed-out actor is no actor: these are called less often. */
export const slow = (operation: Operation): boolean =>
  /\/staff\/(session|enrolment)|\/account\/(session|registrations|password|recoveries)/.test(operation.path)
export const endsSession = (operation: Operation): boolean => endsSessionOf(nameOf(operation))
