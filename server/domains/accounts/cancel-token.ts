import type { Ctx } from '#platform/ctx'
import { sha256 } from '#platform/vault/index'

/**
 * The token of the link that stops a recovery or a change of contact: a MAC of its id, so that every message about it carries the same link;
 * the store keeps its SHA-256 alone (C21).
 */
export const cancelToken = (ctx: Ctx, what: 'recovery' | 'contact', id: string): string =>
  ctx.app.vault.mac('link', `cancel ${what} ${id}`).toString('base64url')
export const cancelHash = (ctx: Ctx, what: 'recovery' | 'contact', id: string): Buffer => sha256(cancelToken(ctx, what, id))
