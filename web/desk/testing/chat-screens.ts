import type { Page } from 'playwright-core'
import { talks } from './fake-chats.ts'
import type { Screen } from './screen.ts'

const chat = `/desk/chats/${talks.mine[0]!.id}`
const lastWord = (page: Page) => page.getByRole('log').getByRole('article').last().waitFor()
const ofChat = (name: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click()
  await page.getByRole('dialog').waitFor()
}

export const chatScreens: Screen[] = [
  {
    name: 'chats',
    path: '/desk/chats',
    act: (page) =>
      page
        .getByText(/звонил/)
        .first()
        .waitFor(),
  },
  { name: 'chat', path: chat, act: lastWord },
  {
    name: 'chat-card',
    path: chat,
    act: async (page) => {
      if ((page.viewportSize()?.width ?? 0) < 1024) await page.getByText(/^(Карточка|Card)$/).click()
      await page.getByRole('heading', { name: /^(Гражданин|Citizen)$/ }).waitFor()
    },
  },
  { name: 'chat-english', path: `/desk/chats/${talks.mine[1]!.id}`, act: lastWord },
  { name: 'chat-in-line', path: `/desk/chats/${talks.queue[0]!.id}`, act: lastWord },
  { name: 'chat-ended', path: `/desk/chats/${talks.ended[0]!.id}`, act: lastWord },
  { name: 'chat-missing', path: '/desk/chats/00000000-0000-7000-8000-000000000000', act: (page) => page.getByText(/Такого чата|no such chat/).waitFor() },
  {
    name: 'chat-note',
    path: chat,
    act: async (page) => {
      await page.getByRole('tab', { name: /Заметка|Note/ }).click()
      await page.getByRole('textbox', { name: /Заметка|Note/ }).fill('Сверить номер.')
    },
  },
  {
    name: 'chat-guard',
    path: chat,
    act: async (page) => {
      await page.getByRole('textbox', { name: /Ответ гражданину|Answer to/ }).fill('Сообщите код из SMS.')
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'chat-ready', path: chat, act: ofChat(/Готовые ответы|Ready answers/) },
  {
    name: 'chat-hand-over-refused',
    path: chat,
    act: async (page) => {
      await ofChat(/^(Передать|Hand over)$/)(page)
      await page.getByRole('dialog').getByRole('combobox').selectOption('technical')
      await page.keyboard.press('Control+Enter')
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'chat-request', path: chat, act: ofChat(/Создать обращение|Make a request/) },
  {
    name: 'chat-end-missing',
    path: chat,
    act: async (page) => {
      await ofChat(/^(Завершить чат|End the chat)$/)(page)
      await page.getByRole('radio', { name: /Оскорбления|Insults/ }).check()
      await page.getByRole('dialog').getByRole('textbox').fill('')
      await page.keyboard.press('Control+Enter')
    },
  },
  {
    name: 'chat-offer',
    path: chat,
    act: async (page) => {
      await page.request.put(`${new URL(page.url()).origin}/api/desk/presence`, { data: { state: 'online' } })
      await page.reload()
      await page.getByRole('region', { name: /Предложенный чат|Offered chat/ }).waitFor()
    },
  },
]
