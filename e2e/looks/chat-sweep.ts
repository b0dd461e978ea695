import { atChat, TalkPage } from '../helpers/chat.ts'
import { like } from '../helpers/citizen-site.ts'
import type { Employee } from '../helpers/staff.ts'
import type { Stage } from '../helpers/stage.ts'
import { type Look, optionsOf } from './look.ts'
import { type Screen, Walk } from './walk.ts'

/** The chat in one look: its beginning, each state of a talk, the list, and the forms that a page without script shows refused. */
export async function sweepChat(stage: Stage, look: Look, operator: Employee): Promise<Screen[]> {
  const visit = await stage.visit(optionsOf(look))
  if (look.view) await visit.context.addCookies([{ name: 'view', value: look.view, url: stage.server.url }])
  const walk = new Walk(visit.page, look)
  const talk = new TalkPage(visit.page, look.lang)
  await sweepTalk(walk, talk, operator)
  return [...walk.screens, ...(await sweepRefused(stage, look))]
}

async function sweepTalk(walk: Walk, talk: TalkPage, operator: Employee): Promise<void> {
  const { page, words } = talk
  const scripted = walk.look.script !== false
  const question = walk.look.lang === 'ru' ? 'Не приходит код для входа' : 'The code for signing in does not come'
  await talk.open('/chat?window=1')
  await walk.here('chat-window')
  await talk.open('/chat')
  await walk.here('chat-start')
  await talk.button(words.begin).click()
  await talk.summary.waitFor()
  await walk.here('chat-start-refused')
  await talk.field(words.first).fill(question)
  if (scripted) {
    await page.getByRole('group', { name: words.guess }).waitFor()
    await walk.here('chat-guessed')
  }
  await talk.button(words.begin).click()
  await talk.item(question).first().waitFor()
  await walk.here('chat-bot')
  await talk.button(words.call).first().click()
  await page.getByRole('heading', { name: like(words.place) }).waitFor()
  await walk.here('chat-queued')
  const id = talk.id()
  await atChat(operator, id, 'acceptance')
  await atChat(operator, id, 'messages', { text: 'Здравствуйте, проверяем. Ссылка на справку придет в этот чат.' })
  if (!scripted) await page.reload()
  await talk.item('Здравствуйте').waitFor()
  await walk.here('chat-operator')
  await page.goto(`${talk.path(`/chat/${id}`)}?before=2`)
  await walk.here('chat-earlier')
  await talk.open(`/chat/${id}`)
  await atChat(operator, id, 'end', { result: 'solved', solution: 'Код отправлен заново' })
  if (!scripted) await page.reload()
  await page.getByText(words['result.solved']).waitFor()
  await walk.here('chat-ended')
  await talk.open('/chats')
  await walk.here('chats')
  await page.getByRole('searchbox').fill('код')
  await talk.button(words['list.find']).click()
  await page.getByRole('link', { name: words['list.all'] }).waitFor()
  await walk.here('chats-found')
  await talk.open('/history')
  await walk.here('history')
  await page.getByRole('searchbox').fill('гиппопотам')
  await talk.button(talk.t.history.find).click()
  await page.getByRole('status').getByText(talk.t.history.nothing).waitFor()
  await walk.here('history-nothing')
}

/** Where no script sends them in place: message, keeping the place, request, end and rating sent empty or wrong. */
async function sweepRefused(stage: Stage, look: Look): Promise<Screen[]> {
  const bare: Look = { ...look, script: false }
  const visit = await stage.visit(optionsOf(bare))
  if (look.view) await visit.context.addCookies([{ name: 'view', value: look.view, url: stage.server.url }])
  const walk = new Walk(visit.page, bare)
  const talk = new TalkPage(visit.page, look.lang)
  const { page, words } = talk
  const refused = async (form: string, button: string, folded?: string) => {
    if (folded) await page.locator('summary', { hasText: folded }).first().click()
    await talk.button(button).click()
    await talk.summary.waitFor()
    await walk.here(`chat-${form}-refused`)
    await talk.open(`/chat/${talk.id()}`)
  }
  await talk.begin(look.lang === 'ru' ? 'Сайт открывается медленно' : 'The site is slow')
  await refused('say', words.send)
  await page.locator('summary', { hasText: words.make }).first().click()
  await page.getByRole('textbox', { name: words['make.email'] }).fill('без собаки')
  await refused('request', words['make.do'])
  await page.locator('summary', { hasText: words.end }).first().click()
  await page.getByRole('textbox', { name: words['end.email'] }).fill('без собаки')
  await refused('end', words['end.do'])
  await talk.button(words.call).first().click()
  await page.getByRole('heading', { name: like(words.place) }).waitFor()
  await refused('place', words['place.keep'])
  await page.locator('summary', { hasText: words.end }).first().click()
  await talk.button(words['end.do']).click()
  await page.getByText(words['ended.continue']).waitFor()
  await refused('rate', words['rate.do'], words.rate)
  return walk.screens
}
