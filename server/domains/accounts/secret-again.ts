import type { Ctx } from '#platform/ctx'
import type { DataKey } from '#platform/vault/index'
import { cancelToken } from './cancel-token.ts'
import { sealNoticeSecret } from './tell-owner.ts'

/**
 * The secret of a notice whose own is gone: a link that stops something is made of an id, so it can be made again and nothing is kept for it.
 * null: what went out was drawn by lot, a code or the link of a recovery, and comes back to nobody.
 */
export function secretAgain(
  ctx: Ctx,
  { event, person_id: id, facts }: { event: string; person_id: string; facts: Record<string, unknown> },
  key: DataKey,
): Buffer | null {
  const of = { 'recovery.started': ['recovery', facts['recoveryId']], 'contact.change_requested': ['contact', facts['changeId']] } as const
  const [what, about] = of[event as keyof typeof of] ?? []
  return what && typeof about === 'string' ? sealNoticeSecret(ctx.app.vault, key, id, { cancelToken: cancelToken(ctx, what, about) }) : null
}
