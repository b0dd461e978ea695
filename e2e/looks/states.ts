import assert from 'node:assert/strict'
import type { Lang } from '#contract/common'
import { Browser } from '../helpers/browser.ts'
import { intake, newMarker, pngOf } from '../helpers/intake.ts'
import { codeOf, type Employee } from '../helpers/staff.ts'
import type { Stage } from '../helpers/stage.ts'

export const states = [
  'accepted',
  'replied',
  'waiting',
  'external',
  'extended',
  'asked',
  'late',
  'answered',
  'closed',
  'declined',
  'transferred',
  'withdrawn',
  'merged',
] as const
export type State = (typeof states)[number]

export interface Requests {
  /** The browser that filed them, and may open them all. */
  own: Browser
  numbers: Record<State, string>
  /** Who answers them, and talks. */
  staff: Employee
}

/**
 * Who works at the desk of a sweep: `everything` may do all there is and has two apps, `operator` begins what a second person decides,
 * `specialist` may only ask for a longer term, `blocked` may do nothing any more.
 */
export interface Cast {
  everything: Employee
  operator: Employee
  specialist: Employee
  blocked: Employee
}

export async function castOf(stage: Stage): Promise<Cast> {
  const everything = await stage.employee('looks', ['operator', 'supervisor', 'specialist', 'security_officer', 'admin'])
  const second = (await everything.browser.send('POST', '/api/staff/factors/totp')).body
  const confirmed = await everything.browser.send('POST', `/api/staff/factors/totp/${second.id}/confirmation`, { json: { code: codeOf(second.secret) } })
  assert.equal(confirmed.status, 200, JSON.stringify(confirmed.body))
  const operator = await stage.employee('looks.operator', ['operator'])
  const specialist = await stage.employee('looks.specialist', ['specialist'])
  const blocked = await stage.employee('looks.blocked', ['auditor'])
  const { status } = await everything.browser.send('POST', `/api/staff/${blocked.id}/block`, { json: { reason: 'Проверка вида' } })
  assert.ok(status < 300)
  return { everything, operator, specialist, blocked }
}

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
const words = {
  question: 'Пришлите, пожалуйста, снимок экрана, на котором видно сообщение и время.',
  answer: 'Вход открыт, проверьте, пожалуйста. Если не получится, верните обращение в работу.',
  other: 'Этот вопрос решает другой орган: «Очень Длинное Наименование Межрегионального Территориального Управления».',
}

/** Requests of one citizen in the states that show other words and forms, by what staff did through the API. */
export async function requestsInStates(stage: Stage, { everything, specialist }: Cast, lang: Lang): Promise<Requests> {
  const own = new Browser(stage.server.url)
  const numbers = {} as Record<State, string>
  const contacts = { phone: `+7 916 700-00-0${lang === 'ru' ? 1 : 2}`, email: `looks.${lang}@example.org` }
  const filed = async (subject: string) => {
    const json = intake(newMarker(), { lang, topic: 'tech.display', desiredOutcome: 'Войти в кабинет', subject, ...contacts })
    const { status, body } = await own.send('POST', '/api/tickets', { json })
    assert.equal(status, 201, JSON.stringify(body))
    return body.number as string
  }
  const act = async (number: string, path: string, json: object = {}, who = everything) => {
    const answer = await who.browser.send('POST', `/api/desk/tickets/${number}/${path}`, { json })
    assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`)
  }
  const begin = async (number: string, who = everything) => {
    for (const path of ['holder', 'start']) await act(number, path, {}, who)
  }
  const mine = async (number: string, path: string, json: object = {}) => {
    const answer = await own.send('POST', `/api/tickets/${number}/${path}`, { json })
    assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`)
  }
  const longer = { reason: 'missing_information', workingDays: 3, text: 'Ждем журнал за прошлую неделю.' }
  const ways: Record<State, (number: string) => Promise<unknown>> = {
    accepted: async (number) => {
      const bytes = pngOf(`${lang}${number}`)
      const { body } = await own.send('POST', `/api/tickets/${number}/files`, { files: [{ name: 'Снимок экрана с очень длинным названием (2).png', bytes }] })
      await mine(number, 'messages', { text: 'Вот снимок.', fileIds: body.files.map(({ id }: { id: string }) => id) })
    },
    replied: async (number) => {
      await begin(number)
      await act(number, 'replies', { text: 'Проверили: файл дошел не целиком. Смотрим дальше.' })
      await act(number, 'notes', { text: 'Сверить лимит хранилища.' })
      await mine(number, 'messages', { text: 'Спасибо, жду.' })
    },
    waiting: async (number) => {
      await begin(number)
      await act(number, 'questions', { text: words.question, replyBy: tomorrow() })
    },
    external: async (number) => {
      await begin(number)
      await act(number, 'inquiries', { body: 'Другой орган', text: 'Запросили журнал.' })
    },
    extended: async (number) => {
      await begin(number)
      await act(number, 'extensions', longer)
    },
    asked: async (number) => {
      await begin(number, specialist)
      await act(number, 'extensions', longer, specialist)
    },
    late: async (number) => {
      await begin(number)
      const digits = number.replaceAll('-', '')
      const late = await stage.server.sql(`update ticket set due_at = now() - interval '3 days' where number = $1 returning number`, [digits])
      assert.equal(late.length, 1)
    },
    answered: async (number) => {
      await begin(number)
      await act(number, 'resolution', { text: words.answer })
    },
    closed: async (number) => {
      await begin(number)
      await act(number, 'resolution', { text: words.answer })
      await mine(number, 'closure')
    },
    declined: async (number) => {
      await begin(number)
      await act(number, 'refusal', { reason: 'not_competent', ground: 'Пункт 5 регламента', text: words.other })
    },
    transferred: async (number) => {
      await begin(number)
      await act(number, 'transfer', { body: 'Другой орган', text: words.other })
    },
    withdrawn: (number) => mine(number, 'withdrawal'),
    merged: (number) => act(number, 'merger', { into: numbers.accepted.replaceAll('-', '') }),
  }
  for (const state of states) {
    numbers[state] = await filed(`Не могу войти в личный кабинет после смены телефона, ${state}`)
    await ways[state](numbers[state])
  }
  return { own, numbers, staff: everything }
}
