import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { formSteps } from '../../form-steps.ts'
import { isWhole } from '../../testing/is-whole.ts'
import { siteForTests } from '../../testing/serve.ts'
import { texts } from '../../texts/texts.ts'

let site: Awaited<ReturnType<typeof siteForTests>>
before(async () => {
  site = await siteForTests()
})
after(() => site.close())

test('CHAT-5: every instruction is an article whose steps lead to fields that the page of the form has', async () => {
  for (const [form, { path, fields }] of Object.entries(formSteps)) {
    for (const [lang, prefix] of [
      ['ru', ''],
      ['en', '/en'],
    ] as const) {
      const { statusCode, body } = await site.get(`${prefix}/help/form/${form}`)
      assert.equal(statusCode, 200, form)
      isWhole(body, lang, form)
      for (const field of fields) {
        assert.ok(body.includes(`href="${prefix}${path}#${field}"`), `${form} ${field}`)
        const words = texts[lang].steps as Record<string, string>
        assert.ok(words[`${form}.${field}`] && words[`field.${field}`], `${lang} ${form}.${field}`)
      }
    }
    if (form === 'details') await site.post('/requests/new/topic', { topic: 'service.howto', kind: 'question', subject: 'Как получить выписку' })
    const page = await site.get(path)
    assert.equal(page.statusCode, 200, path)
    assert.ok(page.body.includes(`data-help="${form}"`), `${path} names its instruction`)
    for (const field of fields) assert.ok(page.body.includes(` id="${field}"`), `${path} has ${field}`)
  }
})

test('CHAT-5: a form without an instruction leads to the search of articles', async () => {
  const { statusCode, headers } = await site.get('/help/form/nobody')
  assert.deepEqual([statusCode, headers.location], [303, '/help'])
  assert.equal((await site.get('/help/form/__proto__')).statusCode, 303)
})
