import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import type { presences } from '#contract/presence'
import type { Visit } from './chromium.ts'
import { Desk } from './desk.ts'
import type { Employee } from './staff.ts'
import type { Stage } from './stage.ts'

type Presence = (typeof presences)[number]

/** On line, away or off it; `most` talks at once. */
export async function presence({ browser }: Employee, state: Presence, most = 4): Promise<void> {
  const { status, body } = await browser.send('PUT', '/api/desk/presence', { json: { state, most } })
  assert.equal(status, 200, JSON.stringify(body))
}

/** The room of chats as one employee sees it. */
export class Console extends Desk {
  readonly visit: Visit
  private constructor(visit: Visit) {
    super(visit.page)
    this.visit = visit
  }

  /** Open and live. */
  static async of(stage: Stage, who: Employee): Promise<Console> {
    const desk = new Console(await stage.atDesk(who))
    await desk.open('/chats')
    await desk.page.getByRole('heading', { level: 1, name: desk.t('frame.chats') }).waitFor()
    await desk.page.getByText(desk.t('frame.live')).waitFor()
    return desk
  }

  get answer(): Locator {
    return this.page.getByRole('textbox', { name: this.t('chats.words.write') })
  }
  inLog(text: string): Locator {
    return this.page.getByRole('log').getByText(text)
  }
  /** A talk that waits in the line. */
  inLine(text: string): Locator {
    return this.page
      .getByRole('region', { name: this.t('chats.show.queue') })
      .getByRole('listitem')
      .filter({ hasText: text })
  }
  async say(text: string): Promise<void> {
    await this.answer.fill(text)
    await this.page.keyboard.press('Control+Enter')
    await this.inLog(text).waitFor()
  }
}
