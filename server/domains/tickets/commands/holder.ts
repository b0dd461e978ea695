import type { Team } from '#contract/staff'
import { staffById } from '#domains/staff/index'
import type { Ctx } from '#platform/ctx'
import { allow, Refusal } from '#platform/refusal'
import { mayAssign, mayHold, mayTake } from '../access.ts'
import { tellCitizen, tellStaff } from '../notices.ts'
import { atDesk, type Done, staffOf } from './at-desk.ts'
import { move, write } from './move.ts'

/** Takes work nobody holds: of fifty who press at once one wins, the others learn who (R15). Where work is under way already its state stays. */
export const takeTicket = (ctx: Ctx, number: string, expected?: number): Promise<Done> =>
  atDesk(ctx, number, expected, 'own', async (tx, { ticket }) => {
    const me = staffOf(ctx)
    if (!mayTake(me, ticket))
      throw new Refusal('conflict', ticket.holder_id === me.id ? 'ticket.yours-already' : ticket.holder_id ? 'ticket.taken' : 'ticket.not-from-here', {
        holder: ticket.holder_id,
        status: ticket.status,
      })
    if (ticket.status === 'registered') return move(ctx, tx, ticket, 'assign', { holder_id: me.id }, { to: me.id, taken: true })
    return write(tx, ticket, { holder_id: me.id }, 'ticket.assigned', { to: me.id, taken: true })
  })

/** Gives it to a colleague who may work on it, or back to a team's queue. */
export async function assignTicket(ctx: Ctx, number: string, to: { staffId?: string; team?: Team }, expected?: number): Promise<Done> {
  const colleague = to.staffId ? await staffById(ctx, to.staffId) : null
  return atDesk(ctx, number, expected, 'own', async (tx, { ticket }) => {
    allow(mayAssign(ctx.actor, ticket), 'ticket.not-yours', { holder: ticket.holder_id })
    if (!to.staffId && !to.team) throw new Refusal('invalid', 'assignment.to-whom')
    const team = to.team ?? ticket.team
    // The machine's guard: somebody at work who may read it there.
    if (to.staffId && !(colleague?.state === 'active' && mayHold(colleague, { ...ticket, team }))) throw new Refusal('unprocessable', 'assignment.not-possible')
    const version = await move(ctx, tx, ticket, 'assign', { holder_id: to.staffId ?? null, team }, { to: to.staffId ?? null, toTeam: team })
    if (to.staffId) tellStaff(tx, ctx, 'assignment.new', to.staffId, ticket)
    return version
  })
}

/** Work begins: its holder says so; the citizen is told in writing by when, which is the first answer (machine effect, K2). */
export const startTicket = (ctx: Ctx, number: string, expected?: number): Promise<Done> =>
  atDesk(ctx, number, expected, 'own', async (tx, { ticket }) => {
    allow(ticket.holder_id === ctx.actor.id, 'ticket.not-yours', { holder: ticket.holder_id })
    const version = await move(ctx, tx, ticket, 'start', ticket.first_response_at ? {} : { first_response_at: ctx.now })
    await tellCitizen(tx, 'request.in_progress', ticket, { dueDate: ticket.due_at.toISOString() })
    return version
  })
