import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { Lang } from '#contract/common'
import { type Answer, Browser, type Json } from './browser.ts'
import { pngOf } from './intake.ts'

/** A citizen in a talk, the way the page's script speaks to the service. */
export class Talker {
  readonly browser: Browser
  readonly id: string
  private constructor(browser: Browser, id: string) {
    this.browser = browser
    this.id = id
  }

  /** Opens a talk with the first question. */
  static async open(url: string, text: string, lang: Lang = 'ru', browser = new Browser(url)): Promise<Talker> {
    const { status, body } = await browser.insist('POST', '/api/chats', { json: { text, lang, zone: 'Europe/Moscow' } })
    assert.equal(status, 201, JSON.stringify(body))
    return new Talker(browser, body.id)
  }
  /** The same, and a person is wanted at once. */
  static async waiting(url: string, text: string, lang?: Lang): Promise<Talker> {
    const talker = await Talker.open(url, text, lang)
    // The assistant may have called a person already.
    if ((await talker.read()).state === 'bot') await talker.act('POST', 'operator', {})
    return talker
  }

  async act(method: string, path: string, json: object): Promise<Json> {
    const answer = await this.browser.insist(method, `/api/chats/${this.id}/${path}`, { json })
    assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  say(text: string, fileIds: readonly string[] = []): Promise<Json> {
    return this.act('POST', 'messages', { text, ...(fileIds.length > 0 && { fileIds }) })
  }
  async sendPicture(name: string, text: string): Promise<void> {
    const { status, body } = await this.browser.insist('POST', `/api/chats/${this.id}/files`, { files: [{ name, bytes: pngOf(name) }] })
    assert.equal(status, 201, JSON.stringify(body))
    await this.say(
      text,
      body.files.map(({ id }: { id: string }) => id),
    )
  }
  async read(): Promise<Json> {
    return (await this.browser.insist('GET', `/api/chats/${this.id}`)).body
  }
  async messages(): Promise<Json[]> {
    return (await this.browser.insist('GET', `/api/chats/${this.id}/messages?after=0`)).body.messages
  }
  file(fileId: string): Promise<Answer> {
    return this.browser.send('GET', `/api/chats/${this.id}/files/${fileId}`)
  }
  /** The message with this text, once it has come. */
  async heard(text: string, seconds = 20): Promise<Json> {
    for (const deadline = performance.now() + seconds * 1000; ; await pause(200)) {
      const messages = await this.messages()
      const found = messages.find((message) => message.text.includes(text))
      if (found) return found
      if (performance.now() > deadline) throw new Error(`"${text}" did not come; there are: ${JSON.stringify(messages.map((one) => one.text))}`)
    }
  }
}
