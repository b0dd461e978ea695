import { after, test } from 'node:test'
import { endsSession, fuzz, offerCases, slow } from './fuzzing.ts'
import { anApiOffice, nameOf } from './office.ts'

const office = await anApiOffice()
after(office.close)
const cases = await offerCases(office)

for (const operation of office.operations) {
  if (endsSession(operation)) continue
  test(`2.2.1: ${nameOf(operation)} answers 5000 valid and hostile requests of all roles without one 5xx`, async () => {
    await fuzz(office, operation, cases, slow(operation) ? 500 : 5000)
  })
}
