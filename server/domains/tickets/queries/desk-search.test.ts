import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { STOP_WORDS } from '#platform/vault/stop-words'
import { aTicket, type Made } from '#testing/factories'
import { eraseCitizen } from '../commands/erase.ts'
import descriptions from '../testing/descriptions.json' with { type: 'json' }
import { anOffice, refuses } from '../testing/office.ts'
import { deskSearch } from './desk-search.ts'

const office = await anOffice()
after(office.close)
const { ctx, operator, specialist, officer } = office
const find = async (q: string, by = operator, purpose?: 'call_back') =>
  (await deskSearch(by.ctx, by.ctx.actor as never, q, { ...(purpose && { purpose }), limit: 50 })).items.map(({ number }) => number.replaceAll('-', ''))
const made: Made[] = []
for (const description of descriptions) made.push(await aTicket(ctx, { description, subject: 'Обращение гражданина' }))

test('REG-8: every word of forty Russian and English descriptions finds its request, whatever the case', async () => {
  let asked = 0
  for (const [i, description] of descriptions.entries())
    for (const word of description.match(/[\p{L}\p{N}]+/gu) ?? []) {
      if (STOP_WORDS.has(word.toLowerCase().replaceAll('ё', 'е')) || [...word].length === 1) continue
      asked++
      assert.ok((await find(word.toUpperCase())).includes(made[i]!.number), word)
    }
  assert.ok(asked > 250, String(asked))
})

test('REG-8: a Russian word finds its request by another form', async () => {
  const pairs: [string, number][] = [
    ['телефоны', 0],
    ['подтверждений', 0],
    ['справка', 1],
    ['страницы', 1],
    ['отчества', 2],
    ['оператор', 2],
    ['субсидии', 3],
    ['уведомление', 3],
    ['выписки', 4],
    ['талоны', 5],
    ['документы', 6],
    ['детей', 6],
    ['пароля', 7],
    ['кнопок', 8],
    ['районы', 9],
    ['квитанций', 11],
    ['черновик', 12],
    ['удостоверения', 13],
    ['фотографии', 14],
    ['нотариуса', 15],
    ['семей', 16],
    ['компенсации', 17],
    ['полиса', 18],
    ['договоры', 19],
    ['certificates', 20],
    ['refusing', 21],
    ['letter', 23],
    ['штрафы', 31],
    ['печати', 32],
    ['соседи', 33],
  ]
  for (const [word, i] of pairs) assert.ok((await find(word)).includes(made[i]!.number), word)
})

test('REG-8: a number is found as it is dictated, with any spaces and dashes', async () => {
  const { number } = made[0]!
  const [a, b, c, d] = [number.slice(0, 2), number.slice(2, 6), number.slice(6, 10), number.slice(10)]
  for (const q of [number, `${a}-${b}-${c}-${d}`, ` ${a} ${b} ${c} ${d} `, `${a}\u00a0${b}\u2013${c}-${d}`, [...number].join(' ')])
    assert.deepEqual(await find(q), [number], q)
  assert.deepEqual(await find(number.slice(0, 10) + ((Number(number[10]) + 1) % 10)), [])
})

test('REG-9: an exact telephone or address finds a person’s requests, with a purpose that is written down; parts of it find nothing', async () => {
  const person = await aTicket(ctx, { phone: '+7 000 777 12 34', email: 'Only.One@example.org' })
  for (const q of ['+7 000 777-12-34', '8 000 777 12 34', 'only.one@EXAMPLE.org']) {
    await refuses(find(q), 'unprocessable', 'search.purpose')
    assert.deepEqual(await find(q, operator, 'call_back'), [person.number], q)
  }
  assert.deepEqual(await find('only.one@example', operator, 'call_back'), [])
  const looks = await ctx.app.store.db.selectFrom('journal').select(['actor_id', 'subject_id', 'details']).where('event', '=', 'contact.searched').execute()
  assert.equal(looks.length, 3)
  for (const look of looks) assert.deepEqual([look.actor_id, look.subject_id], [operator.id, person.citizenId])
  assert.doesNotMatch(JSON.stringify(looks.map(({ details }) => details)), /777|only/i)
})

test('REG-12, FORM-15: an operator finds nothing that lies with another team; whoever may read it does', async () => {
  const foreign = await aTicket(ctx, { topic: 'service.refused', description: 'Самовар прожег справку, а комиссия отказала.' })
  assert.deepEqual(await find('самовар'), [])
  // One number in some is a right telephone or SNILS too, by chance: such a look-up asks for a purpose, and finds nothing either.
  assert.deepEqual(await find(foreign.number, operator, 'call_back'), [])
  assert.deepEqual(await find('самовары', specialist), [foreign.number])
  assert.deepEqual(await find('самовара', officer), [foreign.number])
})

test('REG-8: hits of other teams, however many and new, do not hide an operator’s own older request', async () => {
  const own = await aTicket(ctx, { description: 'Жираф застрял в лифте отделения, помогите выйти.' })
  for (let i = 0; i < 12; i++) await aTicket(ctx, { topic: 'tech.upload', description: 'Жираф не загружается, файл больше пяти мегабайт.' })
  const found = await deskSearch(operator.ctx, operator.ctx.actor as never, 'жираф', { limit: 2 })
  assert.deepEqual(
    found.items.map(({ number }) => number.replaceAll('-', '')),
    [own.number],
  )
})

test('REG-8: the words of an erased person find nothing, those of others still do', async () => {
  const gone = await aTicket(ctx, { description: 'Пеликан унес свидетельство, прошу выдать повторное.', phone: '+7 000 888 00 01', email: 'gone@example.org' })
  assert.deepEqual(await find('пеликан'), [gone.number])
  await eraseCitizen(officer.ctx, gone.citizenId, 'заявление гражданина')
  for (const q of ['пеликан', 'пеликаны']) assert.deepEqual(await find(q), [], q)
  assert.deepEqual(await find('+7 000 888 00 01', operator, 'call_back'), [])
  assert.deepEqual(await find('gone@example.org', operator, 'call_back'), [])
  assert.ok((await find('талоны')).includes(made[5]!.number))
})
