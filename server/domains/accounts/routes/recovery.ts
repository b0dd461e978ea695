import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as contract from '#contract/accounts'
import type { Ctx } from '#platform/ctx'
import { serve } from '#platform/http/serve'
import { sha256 } from '#platform/vault/index'
import { readCancelLink, stopByLink } from '../commands/cancel-link.ts'
import { finishRecovery } from '../commands/finish-recovery.ts'
import { proveRecovery } from '../commands/prove-recovery.ts'
import { openRecoveryLink } from '../commands/recovery-link.ts'
import { proveRecoveryPasskey, recoveryPasskeyOptions } from '../commands/recovery-passkey.ts'
import { sendRecoveryCode, startRecovery } from '../commands/start-recovery.ts'
import { ensureVisitor } from '../commands/visitor.ts'
import { recoveryOfBrowser, recoveryView } from '../queries/recovery.ts'
import { deviceToken } from '../session-cookie.ts'
import type { Tickets } from '../tickets-door.ts'

const deviceHash = (ctx: Ctx, request: FastifyRequest): Buffer | null => {
  const token = deviceToken(ctx.app, request)
  return token ? sha256(token) : null
}

/** Getting back in (RECOV). A recovery belongs to the browser's own session, signed in or not. */
export function recoveryRoutes(app: FastifyInstance, tickets: Tickets): void {
  serve(app, contract.startRecovery, 'visitor', async (ctx, { body, request, reply }) => {
    await ensureVisitor(ctx, reply)
    return startRecovery(ctx, tickets, { contact: body.contact, address: request.ip, deviceHash: deviceHash(ctx, request) })
  })
  serve(app, contract.readRecovery, 'visitor', async (ctx, { params }) => recoveryView(ctx, await recoveryOfBrowser(ctx, params.id)))
  serve(app, contract.sendRecoveryCode, 'visitor', (ctx, { params, body, request }) => sendRecoveryCode(ctx, params.id, { ...body, address: request.ip }))
  serve(app, contract.proveRecovery, 'visitor', (ctx, { params, body }) => proveRecovery(ctx, params.id, body))
  serve(app, contract.recoveryPasskeyOptions, 'visitor', (ctx, { params }) => recoveryPasskeyOptions(ctx, params.id))
  serve(app, contract.proveRecoveryPasskey, 'visitor', (ctx, { params, body }) => proveRecoveryPasskey(ctx, params.id, body.answer))
  serve(app, contract.finishRecovery, 'visitor', (ctx, { params, body }) => finishRecovery(ctx, params.id, body.password))
  serve(app, contract.openRecoveryLink, 'visitor', async (ctx, { body, reply }) => {
    await ensureVisitor(ctx, reply)
    return openRecoveryLink(ctx, body.token)
  })
  serve(app, contract.readCancelLink, 'anyone', (ctx, { body }) => readCancelLink(ctx, body.token))
  serve(app, contract.useCancelLink, 'anyone', (ctx, { body }) => stopByLink(ctx, body.token))
}
