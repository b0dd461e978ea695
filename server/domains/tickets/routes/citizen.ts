import type { FastifyInstance } from 'fastify'
import { askGuestCode, proveGuestCode } from '#contract/guests'
import * as contract from '#contract/tickets'
import { ensureVisitor, newVisitor, perAddress } from '#domains/accounts/index'
import type { Ctx } from '#platform/ctx'
import { serve } from '#platform/http/serve'
import { Refusal } from '#platform/refusal'
import { citizenStatus } from '../citizen-status.ts'
import { addWords } from '../commands/add-words.ts'
import { ownedByCitizen } from '../commands/files.ts'
import { askCode, proveCode } from '../commands/guest-access.ts'
import { confirmAnswer, objectToTerm, rate, reopen, withdraw } from '../commands/of-citizen.ts'
import { openAgain } from '../commands/open-again.ts'
import { citizenHasRead } from '../commands/read.ts'
import { receiveFiles, viewOf } from '../commands/receive-files.ts'
import { submitTicket } from '../commands/submit.ts'
import { eventsAfter } from '../queries/events.ts'
import { fileOf } from '../queries/file.ts'
import { citizenCan, ticketForCitizen } from '../queries/for-citizen.ts'
import { myTicket, myTickets, toWorkOn } from '../queries/mine.ts'
import { receiptOf } from '../queries/receipt.ts'
import { receiptPdf } from '../receipt-pdf.ts'
import { amongStaff } from '../told-to-citizen.ts'

export function citizenRoutes(app: FastifyInstance): void {
  serve(app, contract.createTicket, 'visitor', async (ctx, { body, request, reply }) => {
    perAddress(ctx, 'intake', request.ip)
    const newSession = ctx.actor.id ? undefined : newVisitor(ctx, reply)
    const added = body.addTo ? await addWords(ctx, body.addTo, { text: `${body.subject}\n\n${body.description}`, fileIds: body.fileIds ?? [] }) : null
    const filed = added ? null : await submitTicket(ctx, { intake: body, channel: 'form', ...(newSession && { newSession }) })
    if (filed?.repeated && newSession) await openAgain(ctx, newSession, filed)
    if (filed?.receipt) return filed.receipt
    const { number, masked } = filed ?? added!
    const asVisitor: Ctx = newSession ? { ...ctx, actor: { kind: 'guest', id: newSession.id } } : ctx
    return { ...(await receiptOf(asVisitor, number)), masked }
  })
  serve(app, contract.myTickets, 'visitor', (ctx, { query }) => myTickets(ctx, query))
  serve(app, contract.ticketReceipt, 'visitor', (ctx, { params }) => receiptOf(ctx, params.number))
  serve(app, contract.ticketReceiptPdf, 'visitor', async (ctx, { params }) => receiptPdf(ctx, await receiptOf(ctx, params.number)))
  serve(app, contract.readTicket, 'visitor', (ctx, { params }) => ticketForCitizen(ctx, params.number))
  serve(app, contract.ticketEvents, 'visitor', async (ctx, { params, query }) => {
    const { version, events } = await eventsAfter(ctx, (await myTicket(ctx, params.number)).ticket, query.after)
    return { version, events: events.filter((e) => !amongStaff.has(e.event)).map(({ version: v, event, at }) => ({ version: v, event, at })) }
  })
  serve(app, contract.readToEnd, 'visitor', (ctx, { params }) => citizenHasRead(ctx, params.number))
  serve(app, contract.addWords, 'visitor', async (ctx, { params, body }) => {
    const { version, masked } = await addWords(ctx, params.number, body)
    return { version, masked }
  })
  serve(app, contract.uploadTicketFile, 'visitor', async (ctx, { params, request }) => {
    perAddress(ctx, 'upload', request.ip)
    const { ticket, key } = await toWorkOn(ctx, params.number)
    if (!citizenCan(ticket, ctx.now).addFile) throw new Refusal('conflict', 'ticket.ended', { status: citizenStatus(ticket.status) })
    const { stored, problems } = await receiveFiles(
      ctx,
      request,
      ownedByCitizen(ticket.citizen_id, ticket.id, key),
      ctx.actor.id!,
      ctx.app.config.files.perRequest,
    )
    return { files: stored.map(viewOf), problems }
  })
  serve(app, contract.ticketFile, 'visitor', async (ctx, { params }) => fileOf(ctx, await myTicket(ctx, params.number), params.fileId))
  serve(app, contract.withdrawTicket, 'visitor', (ctx, { params, body }) => withdraw(ctx, params.number, body.expected))
  serve(app, contract.reopenTicket, 'visitor', async (ctx, { params, body }) => void (await reopen(ctx, params.number, body.text, body.expected)))
  serve(app, contract.confirmAnswer, 'visitor', (ctx, { params, body }) => confirmAnswer(ctx, params.number, body.expected))
  serve(app, contract.rateTicket, 'visitor', (ctx, { params, body }) => rate(ctx, params.number, body.score, body.comment))
  serve(app, contract.objectToTerm, 'visitor', (ctx, { params, body }) => objectToTerm(ctx, params.number, body.text))
  serve(app, askGuestCode, 'visitor', async (ctx, { body, request, reply }) => {
    perAddress(ctx, 'guest', request.ip)
    return askCode(ctx, await ensureVisitor(ctx, reply), body.number)
  })
  serve(app, proveGuestCode, 'visitor', async (ctx, { params, body, reply }) => proveCode(ctx, await ensureVisitor(ctx, reply), params.accessId, body.code))
}
