import type { Ctx } from '#platform/ctx'

/** A request as the export has it: what its owner may read of it, and no name of an employee. */
export interface ExportedRequest {
  number: string
  receivedAt: string
  channel: string
  status: string
  topic: string
  kind: string
  dueAt: string
  intake: Record<string, unknown>
  rating: { score: number; comment: string | null } | null
  messages: { at: string; from: 'citizen' | 'staff' | 'system'; kind: string; text: string; files: string[] }[]
  files: { name: string; type: string; bytes: number; sha256: string }[]
}

/** What the account's pages need of requests; the requests' domain stands below this one, so the service hands it in (server/app.ts). */
export interface RequestsOfPerson {
  /** Events of a request that its citizen is told of, and looks at it by staff. */
  events: readonly string[]
  looks: readonly string[]
  /** How many are not answered yet. */
  open: (ctx: Ctx, accountId: string) => Promise<number>
  /** Public numbers, as shown, by id: of all that belong to the account. */
  numbers: (ctx: Ctx, accountId: string) => Promise<ReadonlyMap<string, string>>
  /** One after another, the newest first, so that a long history does not lie in memory twice. */
  exported: (ctx: Ctx, accountId: string) => AsyncIterable<ExportedRequest>
}

/** A talk as the export has it: what its citizen may read of it, and no name of an employee. */
export interface ExportedChat {
  number: string
  openedAt: string
  endedAt: string | null
  state: string
  topic: string | null
  result: string | null
  summary: { question: string; solution: string } | null
  /** Number of the request made of it. */
  request: string | null
  rating: { score: number; comment: string | null } | null
  messages: { at: string; from: 'citizen' | 'assistant' | 'staff' | 'system'; text: string; files: string[] }[]
}
/** What the account's pages need of talks, handed in like requests. */
export interface ChatsOfPerson {
  /** Looks at a talk by staff. */
  looks: readonly string[]
  numbers: (ctx: Ctx, accountId: string) => Promise<ReadonlyMap<string, string>>
  exported: (ctx: Ctx, accountId: string) => AsyncIterable<ExportedChat>
}

/** What the own log asks. */
export type Logged = Pick<RequestsOfPerson, 'events' | 'looks' | 'numbers'>
export const loggedOf = (requests: Logged, chats: Pick<ChatsOfPerson, 'looks' | 'numbers'>): Logged => ({
  events: requests.events,
  looks: [...requests.looks, ...chats.looks],
  numbers: async (ctx, accountId) => new Map([...(await requests.numbers(ctx, accountId)), ...(await chats.numbers(ctx, accountId))]),
})

/** A message that was sent, or would have been. */
export interface ExportedNotice {
  at: string
  event: string
  channel: string
  state: string
}
export type NoticesOfPerson = (ctx: Ctx, personIds: readonly string[]) => Promise<ExportedNotice[]>
