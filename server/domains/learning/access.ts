import type { Role } from '#contract/staff'
import type { Actor } from '#platform/ctx'

/** Editors take wordings over and publish models; supervisors too. */
export const editors: readonly Role[] = ['editor', 'supervisor']
export const mayEdit = (actor: Actor): boolean => actor.kind === 'staff' && editors.some((role) => actor.roles.includes(role))
