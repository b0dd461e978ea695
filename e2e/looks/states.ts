import assert from 'node:assert/strict'
import type { Lang } from '#contract/common'
import { Browser } from '../helpers/browser.ts'
import { intake, newMarker } from '../helpers/intake.ts'
import type { Employee } from '../helpers/staff.ts'
import type { Stage } from '../helpers/stage.ts'

/** Requests of one citizen in the states that show other forms, by what staff did through the API. */
export async function requestsInStates(stage: Stage, staff: Employee, lang: Lang) {
  const own = new Browser(stage.server.url)
  const numbers: Record<string, string> = {}
  for (const state of ['accepted', 'waiting', 'answered', 'closed', 'declined'] as const) {
    const marker = newMarker()
    const { body } = await own.send('POST', '/api/tickets', {
      json: intake(marker, { lang, topic: 'tech.display', desiredOutcome: 'Войти в кабинет', phone: `+7 916 700-00-${10 + Object.keys(numbers).length}` }),
    })
    const number = body.number as string
    numbers[state] = number
    const act = async (path: string, json: object = {}) => {
      const answer = await staff.browser.send('POST', `/api/desk/tickets/${number}/${path}`, { json })
      assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`)
    }
    if (state === 'accepted') continue
    await act('holder')
    await act('start')
    if (state === 'waiting')
      await act('questions', { text: 'Пришлите, пожалуйста, снимок экрана.', replyBy: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) })
    else if (state === 'declined') await act('refusal', { reason: 'not_competent', ground: 'Пункт 5 регламента', text: 'Этот вопрос решает другой орган.' })
    else await act('resolution', { text: 'Вход открыт, проверьте, пожалуйста.' })
    if (state === 'closed') assert.ok((await own.send('POST', `/api/tickets/${number}/closure`, { json: {} })).status < 500)
  }
  return { own, numbers }
}
