import type { FastifyInstance } from 'fastify'
import type { Static, TSchema } from 'typebox'
import * as contract from '#contract/desk'
import type { Route } from '#contract/route'
import { colleaguesOf, staffNames } from '#domains/staff/index'
import type { Ctx } from '#platform/ctx'
import { serve } from '#platform/http/serve'
import { deskRoles } from '../access.ts'
import { type Done, staffOf } from '../commands/at-desk.ts'
import * as ending from '../commands/endings.ts'
import { eraseCitizen } from '../commands/erase.ts'
import { ownedByCitizen } from '../commands/files.ts'
import * as holder from '../commands/holder.ts'
import { receiveFiles, viewOf } from '../commands/receive-files.ts'
import { reveal } from '../commands/reveal.ts'
import { submitTicket } from '../commands/submit.ts'
import * as term from '../commands/term.ts'
import * as words from '../commands/words-of-staff.ts'
import { type Loaded, ticketAtDesk, ticketByNumber } from '../load.ts'
import { deskCounts, deskTickets } from '../queries/desk-lines.ts'
import { deskSearch } from '../queries/desk-search.ts'
import { type Deliveries, deskTicket } from '../queries/desk-ticket.ts'
import { eventsAfter } from '../queries/events.ts'
import { extensionPreview } from '../queries/extension-preview.ts'
import { fileOf } from '../queries/file.ts'
import { loadOf } from '../queries/load-of-staff.ts'
import { receiptFor } from '../queries/receipt.ts'
import { seenAtDesk } from '../queries/seen-at-desk.ts'

/** `deliveries` comes from the notifications domain, which stands below this one; main hands it in. */
export function deskRoutes(app: FastifyInstance, deliveries: Deliveries): void {
  const seen = seenAtDesk
  serve(app, contract.deskLists, deskRoles, async (ctx) => ({ counts: await deskCounts(ctx, staffOf(ctx)) }))
  serve(app, contract.deskTickets, deskRoles, (ctx, { query }) => deskTickets(ctx, staffOf(ctx), query))
  serve(app, contract.deskSearch, deskRoles, (ctx, { body }) => deskSearch(ctx, staffOf(ctx), body.q, body))
  serve(app, contract.previewExtension, deskRoles, async (ctx, { params, query }) =>
    extensionPreview(ctx, (await seen(ctx, params.number)).ticket, query.workingDays),
  )
  serve(app, contract.colleagues, deskRoles, async (ctx) => {
    const load = await loadOf(ctx)
    return (await colleaguesOf(ctx)).map(({ id, name, teams, roles }) => ({ id, name, teams: [...teams], roles: [...roles], load: load.get(id) ?? 0 }))
  })
  serve(
    app,
    contract.deskTicket,
    deskRoles,
    (ctx, { params }, begun) => deskTicket(ctx, staffOf(ctx), params.number, deliveries, begun),
    (ctx: Ctx, { number }: { number: string }) => ticketAtDesk(ctx, number),
  )
  serve(app, contract.deskEvents, deskRoles, async (ctx, { params, query }) => {
    const { version, events } = await eventsAfter(ctx, (await seen(ctx, params.number)).ticket, query.after)
    const names = await staffNames(
      ctx,
      events.flatMap((e) => e.actorId ?? []),
    )
    return { version, events: events.map(({ actorId, ...event }) => ({ ...event, actor: actorId ? (names.get(actorId) ?? null) : null })) }
  })
  serve(app, contract.deskIntake, [...deskRoles, 'mfc_clerk'], async (ctx, { body: { channel, ...intake } }) => {
    const filed = await submitTicket(ctx, { intake, channel })
    // Whoever files it reads the receipt out, also in a role that may not open requests.
    const receipt = filed.receipt ?? { ...(await receiptFor(ctx, await ticketByNumber(ctx, filed.number))), masked: filed.masked }
    return { number: filed.number, version: 1, receipt }
  })
  serve(app, contract.revealContact, deskRoles, (ctx, { params, body }) => reveal(ctx, staffOf(ctx), params.number, body))
  serve(app, contract.uploadDeskFile, deskRoles, async (ctx, { params, request }) => {
    const { ticket, key } = await seen(ctx, params.number)
    const { stored, problems } = await receiveFiles(
      ctx,
      request,
      ownedByCitizen(ticket.citizen_id, ticket.id, key),
      ctx.actor.id!,
      ctx.app.config.files.perRequest,
    )
    return { files: stored.map(viewOf), problems }
  })
  serve(app, contract.deskFile, deskRoles, async (ctx, { params }) => fileOf(ctx, await seen(ctx, params.number), params.fileId))
  serve(app, contract.eraseCitizen, ['security_officer'], (ctx, { params, body }) => eraseCitizen(ctx, params.id, body.ground))
  actions(app)
}

/** An operation on one request that answers its new version. */
type Verb<B extends TSchema> = Omit<Route, 'params' | 'reply' | 'body'> & Pick<typeof contract.takeTicket, 'params' | 'reply'> & { body: B }

type Ahead<A> = (ctx: Ctx, params: { number: string }) => Promise<A>
const seenAhead: Ahead<Loaded> = (ctx, { number }) => ticketByNumber(ctx, number)

/** Verbs on one request: each takes number and body to a command and answers the new version. */
function actions(app: FastifyInstance): void {
  const verb = <B extends TSchema, A>(route: Verb<B>, run: (ctx: Ctx, number: string, body: Static<B>, begun: Promise<A>) => Promise<Done>, ahead?: Ahead<A>) =>
    serve<Verb<TSchema>, A>(app, route, deskRoles, (ctx, { params, body }, begun) => run(ctx, params.number, body as Static<B>, begun), ahead)
  verb(contract.takeTicket, (ctx, number, body) => holder.takeTicket(ctx, number, body.expected))
  verb(contract.assignTicket, (ctx, number, { expected, ...to }) => holder.assignTicket(ctx, number, to, expected))
  verb(contract.startTicket, (ctx, number, body) => holder.startTicket(ctx, number, body.expected))
  verb(contract.replyToCitizen, words.replyToCitizen, seenAhead)
  verb(contract.writeNote, words.writeNote, seenAhead)
  verb(contract.askCitizen, words.askCitizen)
  verb(contract.askExternal, ending.askExternal)
  verb(contract.recordExternalReply, ending.recordExternalReply)
  verb(contract.extendTerm, term.extendTerm)
  verb(contract.decideExtension, term.decideExtension)
  verb(contract.reclassify, term.reclassify)
  verb(contract.escalate, ending.escalateTicket)
  verb(contract.resolveTicket, ending.resolveTicket)
  verb(contract.declineTicket, ending.declineTicket)
  verb(contract.transferTicket, ending.transferTicket)
  verb(contract.mergeTicket, ending.mergeTicket)
  verb(contract.reopenByStaff, ending.reopenAtDesk)
}
