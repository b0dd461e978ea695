import type { Ctx } from '#platform/ctx'

/** What accounts need to know of a request. */
export interface TicketFacts {
  id: string
  /** Eleven digits. */
  number: string
  citizenId: string
  isOpen: boolean
}

/**
 * What this domain asks of the requests' domain, which stands above it; handed in where the service is put together (server/app.ts).
 */
export interface Tickets {
  /** The request, when this employee may read it or filed it for the visitor at the desk; else "not found", and the try is recorded. */
  atDesk: (ctx: Ctx, number: string) => Promise<TicketFacts>
  /** Public numbers of these requests, by id. */
  numbersOf: (ctx: Ctx, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** Whether the person reported suspicious activity since then. The same work for nobody. */
  reportedSuspicious: (ctx: Ctx, citizenId: string, since: Date) => Promise<boolean>
}
