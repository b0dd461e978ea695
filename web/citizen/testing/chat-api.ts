import * as chats from '#contract/chat'
import { confirmSignIn, joinChat } from '#contract/chat-sign-in'
import { myHistory } from '#contract/history'
import type { Route } from '#contract/route'
import { chatId, chatLines, historyLines, talks } from './chat-world.ts'
import type { FakeApi } from './fake-api.ts'

interface Ask {
  params: Record<string, string>
  query: Record<string, string>
  body: never
  files: () => Promise<{ name: string; bytes: number }[]>
}
type On = (route: Route, answer: (ask: Ask) => unknown) => void

/** Chats of the stand-in API: one talk, in the state that the test has set. */
export function fakeChats(on: On, api: FakeApi, taken: (files: { name: string; bytes: number }[]) => { good: object[]; problems: object[] }): void {
  const now = () => talks[api.talk] as (typeof talks)[string]
  const sent = () => ({ seq: now().chat.lastSeq, state: now().chat.state, masked: [] })
  on(chats.chatHours, () => api.hours)
  on(chats.guessTopic, () => ({ topics: ['access.second_factor', 'access.signin'], articles: [{ id: 'code', title: 'Код не приходит' }], secrets: true }))
  on(chats.myChats, ({ query }) => {
    const items = query['q'] ? chatLines.filter(({ question }) => question.includes(query['q'] ?? '')) : chatLines
    return { items: api.hasTalk ? items : items.slice(1), page: 1, pages: 2 }
  })
  on(myHistory, ({ body }) => {
    const { q, kind, before } = body as { q?: string; kind?: string; before?: string }
    const items = before ? [] : historyLines.filter((line) => (!kind || line.kind === kind) && (!q || line.subject.includes(q)))
    return { items, next: before ? null : (items.at(-1)?.id ?? null) }
  })
  on(chats.openChat, () => ({ id: chatId, ...sent() }))
  on(chats.readChat, () => now().chat)
  on(chats.chatMessages, ({ query }) => {
    const all = now().messages
    const after = Number(query['after'] ?? 0)
    const before = Number(query['before'] ?? Number.POSITIVE_INFINITY)
    return {
      lastSeq: all.at(-1)?.seq ?? 0,
      messages: all.filter(({ seq }) => seq > after && seq < before),
      earlier: query['after'] === undefined && query['before'] === undefined,
    }
  })
  for (const route of [chats.sendChat, chats.callOperator, chats.keepPlace, chats.chatTopic, chats.endChat]) on(route, sent)
  on(chats.requestOfChat, () => ({ number: '26-1234-5678-1', ...sent(), masked: undefined }))
  for (const route of [joinChat, confirmSignIn]) on(route, sent)
  on(chats.readUpTo, () => undefined)
  on(chats.rateChat, () => undefined)
  on(chats.uploadChatFile, async ({ files }) => {
    const { good, problems } = taken(await files())
    return { files: good, problems }
  })
}
