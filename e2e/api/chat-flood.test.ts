import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { anApiOffice } from './office.ts'

const office = await anApiOffice()
after(office.close)

const cookieIn = (header: string | string[] | undefined): string =>
  [header ?? []]
    .flat()
    .map((one) => one.split(';')[0])
    .join('; ')
const begin = async (text: string) => {
  const answer = await office.send({ method: 'POST', url: '/api/chats', payload: { text } })
  return { status: answer.statusCode, id: (answer.json() as { id: string }).id, cookie: cookieIn(answer.headers['set-cookie']) }
}

test('ASVS 29, R14: 200 people behind one address are served while one of them floods a talk and is stopped', async () => {
  const flooder = await begin('не приходит код для входа')
  const say = (i: number) => office.send({ method: 'POST', url: `/api/chats/${flooder.id}/messages`, cookie: flooder.cookie, payload: { text: `раз ${i}` } })
  const flood = (async () => {
    const statuses: number[] = []
    for (let i = 0; i < 120; i++) {
      const answer = await say(i)
      statuses.push(answer.statusCode)
      if (answer.statusCode === 429) assert.ok(Number(answer.headers['retry-after']) > 0)
    }
    return statuses
  })()
  for (let i = 0; i < 200; i++) {
    const person = await begin('не могу войти, забыт пароль')
    assert.equal(person.status, 201, `person ${i}`)
    const read = await office.send({ method: 'GET', url: `/api/chats/${person.id}`, cookie: person.cookie })
    assert.equal(read.statusCode, 200)
  }
  const statuses = await flood
  assert.ok(statuses.filter((status) => status === 429).length >= 50, `of 120 were stopped: ${statuses.filter((status) => status === 429).length}`)
  assert.deepEqual(
    [...new Set(statuses)].filter((status) => status !== 201 && status !== 429),
    [],
  )
})
