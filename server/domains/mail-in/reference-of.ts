import { type Reference, referenceIn } from '#domains/tickets/index'
import type { Ctx } from '#platform/ctx'
import type { Envelope, Letter } from './model.ts'

/** The signed reference a letter was sent to; 'two' where it names several requests, so that nobody's words land on another's. In-Reply-To and References prove nothing and are not asked. */
export function referenceOf(ctx: Pick<Ctx, 'app'>, envelope: Envelope, letter: Pick<Letter, 'to'>): Reference | null | 'two' {
  const found = [...envelope.to, ...letter.to].flatMap((address) => referenceIn(ctx, address) ?? [])
  if (new Set(found.map(({ number }) => number)).size > 1) return 'two'
  return found[0] ?? null
}
