import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { acceptChat } from '../../server/domains/chat/commands/at-desk.ts'
import { pictureForm } from './case.ts'
import { anApiOffice } from './office.ts'

const office = await anApiOffice()
after(office.close)

type Payload = Record<string, unknown> | ReturnType<typeof pictureForm>
/** Somebody with these cookies; answers what came back. */
const aBrowser = (...cookies: string[]) => {
  const jar = [...cookies]
  const ask = async (method: 'GET' | 'POST', url: string, payload?: Payload) => {
    const form = payload && 'headers' in payload ? (payload as ReturnType<typeof pictureForm>) : payload && { payload: payload as Record<string, unknown> }
    const answer = await office.send({ method, url: `/api/${url}`, cookie: jar.join('; '), ...form })
    jar.push(...[answer.headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0]!))
    return answer
  }
  const upload = async (path: string): Promise<string> => {
    const answer = await ask('POST', `${path}/files`, pictureForm())
    assert.equal(answer.statusCode, 201, answer.body)
    return (answer.json() as { files: { id: string }[] }).files[0]!.id
  }
  return { ask, upload }
}
const begin = async (browser: ReturnType<typeof aBrowser>): Promise<string> =>
  ((await browser.ask('POST', 'chats', { text: 'не могу загрузить скан справки' })).json() as { id: string }).id
const filesIn = (body: string) => (JSON.parse(body) as { messages: { files: { id: string; name: string }[] }[] }).messages.flatMap(({ files }) => files)

test('CHAT-4: a picture goes both ways, alone or with words, and each side opens what the other one has sent', async () => {
  const [citizen, desk] = [aBrowser(), aBrowser(office.cookies.holder!)]
  const id = await begin(citizen)
  await citizen.ask('POST', `chats/${id}/operator`, {})
  await acceptChat(office.people.holder!.ctx, id)
  const shot = await citizen.upload(`chats/${id}`)
  assert.equal((await desk.ask('GET', `desk/chats/${id}/messages`)).statusCode, 200)
  assert.deepEqual(filesIn((await desk.ask('GET', `desk/chats/${id}/messages`)).body), [], 'not sent yet')
  assert.equal((await citizen.ask('POST', `chats/${id}/messages`, { fileIds: [shot] })).statusCode, 201)
  assert.deepEqual(
    filesIn((await desk.ask('GET', `desk/chats/${id}/messages`)).body).map((file) => file.id),
    [shot],
  )
  const opened = await desk.ask('GET', `desk/chats/${id}/files/${shot}`)
  assert.deepEqual([opened.statusCode, opened.headers['content-type']], [200, 'image/png'])
  assert.match(String(opened.headers['content-disposition']), /^attachment/)
  const looks = await office.platform.store.db.selectFrom('journal').select('event').where('object_id', '=', id).where('event', '=', 'file.opened').execute()
  assert.equal(looks.length, 1, 'the look is written down')
  const reply = await desk.upload(`desk/chats/${id}`)
  assert.equal((await citizen.ask('GET', `chats/${id}/files/${reply}`)).statusCode, 404, 'not sent yet')
  assert.equal((await desk.ask('POST', `desk/chats/${id}/messages`, { text: 'Вот образец.', fileIds: [reply] })).statusCode, 200)
  assert.equal((await citizen.ask('GET', `chats/${id}/files/${reply}`)).statusCode, 200)
})

test('FORM-11: a file of another talk is neither opened nor sent; a file is sent once', async () => {
  const [mine, theirs] = [aBrowser(), aBrowser()]
  const [own, second, foreign] = [await begin(mine), await begin(mine), await begin(theirs)]
  const file = await mine.upload(`chats/${own}`)
  for (const [browser, id] of [
    [theirs, foreign],
    [mine, second],
  ] as const) {
    const sent = await browser.ask('POST', `chats/${id}/messages`, { text: 'вот', fileIds: [file] })
    assert.deepEqual([sent.statusCode, (sent.json() as { code: string }).code], [422, 'file.unknown'])
  }
  assert.equal((await mine.ask('POST', `chats/${own}/messages`, { fileIds: [file] })).statusCode, 201)
  assert.equal((await mine.ask('POST', `chats/${own}/messages`, { fileIds: [file] })).statusCode, 422)
  for (const [browser, id] of [
    [theirs, own],
    [theirs, foreign],
    [mine, second],
  ] as const)
    assert.equal((await browser.ask('GET', `chats/${id}/files/${file}`)).statusCode, 404)
  assert.equal((await mine.ask('GET', `chats/${own}/files/${file}`)).statusCode, 200)
  assert.equal((await theirs.ask('POST', `chats/${own}/files`, pictureForm())).statusCode, 404)
})
