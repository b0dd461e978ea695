import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { anIntake } from '../../server/testing/factories.ts'
import { aCase, type Case, cookieOf, endsSession, filled, nobody, otherDocuments, pictureForm } from './case.ts'
import { matrix } from './matrix.ts'
import { actors, anApiOffice, nameOf } from './office.ts'

const office = await anApiOffice()
after(office.close)

test('C3, REG-12: every route has its row in the matrix of role, route and own or foreign, and no row is of a route that is gone', () => {
  assert.deepEqual(Object.keys(matrix).sort(), office.operations.map(nameOf).sort())
})

for (const operation of office.operations) {
  const name = nameOf(operation)
  const row = matrix[name]
  if (!row || endsSession(name)) continue
  test(`C3, C23, FORM-11: ${name} answers each role as the matrix says`, async () => {
    const got: Record<string, number> = {}
    let fresh: Case | undefined
    for (const actor of actors) {
      // What was refused or only read has changed nothing, so the next actor may have the same request.
      const made = fresh ?? (await aCase(office, row.state, operation.path.includes('fileId')))
      const ids = {
        number: made.number,
        fileId: operation.path.startsWith('/api/draft') ? nobody : made.fileId,
        id: row.id === 'citizen' ? made.citizenId : nobody,
      }
      const extra = {
        ...(name.endsWith('extension-decisions') && { id: made.extensionId }),
        ...(name.endsWith('merger') && { into: made.other }),
        ...(name.endsWith('identity-match') && otherDocuments()),
        ...(/^POST .*(guest-access|joined-requests)$/.test(name) && { number: made.number }),
        ...(name === 'POST /api/tickets' && anIntake()),
        ...(name === 'POST /api/desk/tickets' && { ...anIntake(), channel: 'phone' }),
      }
      // The specialist and the technician of the matrix stand for those who do not hold it.
      const answer = await office.send({
        method: operation.method,
        url: filled(operation.path, ids) + (row.query ?? ''),
        cookie: await cookieOf(office, actor, made),
        ...(operation.multipart ? pictureForm() : operation.body ? { payload: { ...row.payload, ...extra } } : {}),
      })
      got[actor] = answer.statusCode
      fresh = answer.statusCode >= 400 || operation.method === 'GET' ? made : undefined
    }
    assert.deepEqual(got, row.wanted)
  })
}
