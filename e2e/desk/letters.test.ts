import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createSocket } from 'node:net'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import nodemailer, { type TransportOptions } from 'nodemailer'
import { isAccessible } from '../helpers/accessible.ts'
import { Desk } from '../helpers/desk.ts'
import { Stage } from '../helpers/stage.ts'

const OWN = 'help@agency.example'
const portOf = async (server: ReturnType<typeof createSocket>): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

suite('letters at the desk', () => {
  let stage: Stage
  let port = 0
  let asked = 0
  let evil = ''
  const trap = createServer((_, reply) => {
    asked++
    reply.end('window.__pwn = 1')
  })
  before(async () => {
    evil = `http://127.0.0.1:${await portOf(trap)}`
    const free = createSocket()
    port = await portOf(free)
    await new Promise((resolve) => free.close(resolve))
    stage = await Stage.open({ MAIL_IN_LISTEN: `127.0.0.1:${port}`, MAIL_IN_ADDRESS: OWN })
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(async () => {
    trap.close()
    await stage?.close()
  })
  const hand = async (raw: string) => {
    const post = nodemailer.createTransport({ host: '127.0.0.1', port, lmtp: true, ignoreTLS: true } as TransportOptions)
    await post.sendMail({ envelope: { from: 'x@example.org', to: OWN }, raw: raw.replaceAll('\n', '\r\n') })
  }

  test('C7, R21: of a hostile letter no request leaves and nothing runs; the text is what is shown first', async () => {
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    const html = `<style>@import url(${evil}/a);body{background:url(${evil}/b)}</style><link rel=stylesheet href=${evil}/c><base href=${evil}/>
<p style="background:url(${evil}/d)" onclick="parent.__pwn=1">Слова письма</p><img src="${evil}/e"><img src=x onerror="parent.__pwn=1"><img alt="снимок" src="cid:pic">
<svg onload="top.__pwn=1"><image href="${evil}/f"/></svg><iframe src="${evil}/g"></iframe><object data="${evil}/h"></object><video poster="${evil}/i" src="${evil}/j"></video>
<script src="${evil}/k"></script><script>top.__pwn=1;alert(1)</script><form action="${evil}/l"><input autofocus onfocus="top.__pwn=1"><button>x</button></form>
<a href="javascript:top.__pwn=1">l</a><a href="${evil}/m" ping="${evil}/n">m</a><meta http-equiv=refresh content="0;url=${evil}/o"><table background="${evil}/p"><tr><td>t</td></tr></table>`
    await hand(
      `From: olga@example.org\nTo: ${OWN}\nSubject: <img src=${evil}/s onerror=alert(1)>\nMessage-ID: <hostile@example.org>\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n${html}\n--b\nContent-Type: image/png\nContent-ID: <pic>\nContent-Transfer-Encoding: base64\n\n${png}\n--b--\n`,
    )
    const visit = await stage.atDesk(await stage.employee('boss', ['supervisor']))
    const desk = new Desk(visit.page)
    const { page } = desk
    const left: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(stage.server.url) && !request.url().startsWith('data:')) left.push(request.url())
    })
    page.on('dialog', (dialog) => {
      left.push('dialog')
      void dialog.dismiss()
    })
    const number = /\d\d-\d{4}-\d{4}-\d/.exec((await stage.notice('olga@example.org', 'request.registered')).subject)![0]
    await desk.open(`/requests/${number.replaceAll('-', '')}`)
    await page.getByText(desk.t('letters.not-verified'), { exact: true }).waitFor()
    await desk.button('letters.see').click()
    const dialog = page.getByRole('region', { name: desk.t('letters.letter'), exact: true })
    await dialog.getByText('Слова письма').first().waitFor()
    assert.equal(await dialog.locator('iframe').count(), 0)
    await dialog.getByText(desk.t('letters.as.html'), { exact: true }).click()
    const framed = page.frameLocator('iframe')
    await framed.getByText('Слова письма').waitFor()
    assert.equal(
      await framed.locator('script, style, link, form, input, iframe, object, svg, video, base, a[href], [onclick], [style], [background]').count(),
      0,
    )
    assert.equal(await framed.locator('img[src^="data:image/png"]').count(), 1)
    assert.equal(
      await framed.locator('img').evaluateAll((all) => all.filter((one) => one.getAttribute('src') && !one.getAttribute('src')!.startsWith('data:')).length),
      0,
    )
    await isAccessible(page, 'a letter at the desk')
    await page.waitForLoadState('networkidle')
    assert.deepEqual(left, [])
    assert.equal(asked, 0)
    assert.equal(await page.evaluate(() => (window as { __pwn?: number }).__pwn), undefined)
  })

  test('R21: a letter without a sender waits in quarantine; who leads makes a request of it', async () => {
    await hand(`Subject: Без отправителя\nMessage-ID: <nobody@example.org>\n\nПотерял паспорт, что делать с заявлением на портале?\n`)
    const desk = new Desk((await stage.atDesk(await stage.employee('lead', ['supervisor']))).page)
    const { page } = desk
    await desk.open('/letters')
    await page.getByText(desk.t('letters.reason.no-sender')).waitFor()
    await isAccessible(page, 'letters that wait')
    await page.getByRole('button', { name: new RegExp(`^${desk.t('letters.open')}`) }).click()
    await page.getByText('Потерял паспорт').waitFor()
    await desk.button('letters.make').click()
    await page.getByLabel(desk.t('letters.email'), { exact: true }).fill('petr@example.org')
    await isAccessible(page, 'a request of a letter')
    await desk.button('letters.make').last().click()
    await page.waitForURL(/\/desk\/requests\/\d{11}$/)
    await page.getByText('Потерял паспорт').first().waitFor()
  })
})
