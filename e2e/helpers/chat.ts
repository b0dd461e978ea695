// One talk as the citizen sees it, and as an employee answers it over the API.
import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import { CitizenSite } from './citizen-site.ts'
import type { Employee } from './staff.ts'

/** The citizen's page of a talk, by roles and the words on the page. */
export class TalkPage extends CitizenSite {
  get words() {
    return this.t.chat
  }
  get log(): Locator {
    return this.page.getByRole('log', { name: this.words.log })
  }
  get message(): Locator {
    return this.page.getByRole('textbox', { name: this.words.message, exact: true })
  }
  /** An item of the talk that holds these words. */
  item(text: string | RegExp): Locator {
    return this.log.locator('[data-seq], .unsent').filter({ hasText: text })
  }
  /** It has reached the service, and carries its mark. */
  arrived(text: string): Locator {
    return this.item(text).locator('[data-mark]')
  }
  async begin(question: string): Promise<string> {
    await this.open('/chat')
    await this.field(this.words.first).fill(question)
    await this.button(this.words.begin).click()
    await this.item(question).first().waitFor()
    return this.id()
  }
  id(): string {
    const id = /\/chat\/([0-9a-f-]{36})/.exec(this.page.url())?.[1]
    assert.ok(id, this.page.url())
    return id
  }
  /** A file that has gone up and waits for its message; while it goes its name stands there too, but it cannot be taken away. */
  kept(name: string): Locator {
    return this.page.locator('[data-kept]').getByRole('button', { name: new RegExp(name.replaceAll('.', '\\.')) })
  }
  async say(text: string): Promise<void> {
    await this.message.fill(text)
    await this.button(this.words.send).click()
  }
}

/** What an employee does with a talk; each step must be taken. */
export async function atChat({ browser }: Employee, id: string, path: string, json: object = {}): Promise<void> {
  const { status, body } = await browser.send('POST', `/api/desk/chats/${id}/${path}`, { json })
  assert.ok(status < 300, `${path}: ${status} ${JSON.stringify(body)}`)
}

/** A talk that was begun, called to a person and taken by this one. */
export async function takenUp(employee: Employee, talk: TalkPage, question: string): Promise<string> {
  const id = await talk.begin(question)
  await talk.button(talk.words.call).first().click()
  await talk.page.getByText(talk.words['state.queued']).waitFor()
  await atChat(employee, id, 'acceptance')
  return id
}
