import type { Role, Team } from '#contract/staff'
import type { Actor, Ctx, Staff } from '#platform/ctx'
import { allow } from '#platform/refusal'
import type { WorkKind } from './model.ts'

/** Who may take work of a kind (permissions table, "chat take, hand over"). */
export const takers = { chat: ['operator', 'specialist', 'supervisor', 'security_officer'] } as const satisfies Record<WorkKind, readonly Role[]>

type Person = Pick<Staff, 'roles' | 'teams'>
export const mayTakeKind = (person: Pick<Staff, 'roles'>, kind: WorkKind): boolean => takers[kind].some((role) => person.roles.includes(role))
/** The team is the skill; a supervisor may take any. */
export const mayServe = (person: Person, kind: WorkKind, team: Team): boolean =>
  mayTakeKind(person, kind) && (person.teams.includes(team) || person.roles.includes('supervisor'))
/** Teams whose line a person sees; null: all. */
export const teamsServed = (person: Person): readonly Team[] | null => (person.roles.includes('supervisor') ? null : person.teams)

/** The employee who acts, when it is one who may take this kind of work; else refused. */
export function taker({ actor }: Ctx, kind: WorkKind): Staff {
  allow(isTaker(actor, kind))
  return actor
}
const isTaker = (actor: Actor, kind: WorkKind): actor is Staff => actor.kind === 'staff' && mayTakeKind(actor, kind)
/** A line is seen by those who serve it. */
export const maySeeLine = (actor: Actor, team: string): boolean => isTaker(actor, 'chat') && mayServe(actor, 'chat', team as Team)
