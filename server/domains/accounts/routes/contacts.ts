import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/my-account'
import { serve } from '#platform/http/serve'
import { cancelContactChange, changeContact, sendContactCode } from '../commands/change-contact.ts'
import { checkContact, sendCheckCode } from '../commands/check-contact.ts'
import { blockMyself } from '../commands/close-account.ts'
import { holdContact, proveContact, removeContact } from '../commands/prove-contact.ts'
import { clearAccountCookie } from '../session-cookie.ts'

/** Contacts of one's own account, and what its owner can close at once. */
export function contactRoutes(app: FastifyInstance): void {
  serve(app, contract.changeContact, 'citizen', (ctx, { body }) => changeContact(ctx, body))
  serve(app, contract.sendContactCode, 'citizen', (ctx, { params, body }) => sendContactCode(ctx, params.id, body.to))
  serve(app, contract.proveContact, 'citizen', (ctx, { params, body }) => proveContact(ctx, params.id, body))
  serve(app, contract.holdContact, 'citizen', (ctx, { params }) => holdContact(ctx, params.id))
  serve(app, contract.cancelContactChange, 'citizen', (ctx, { params }) => cancelContactChange(ctx, params.id))
  serve(app, contract.sendCheckCode, 'citizen', (ctx, { params, request }) => sendCheckCode(ctx, params.id, request.ip))
  serve(app, contract.checkContact, 'citizen', (ctx, { params, body }) => checkContact(ctx, params.id, body.code))
  serve(app, contract.removeContact, 'citizen', (ctx, { params }) => removeContact(ctx, params.id))
  serve(app, contract.blockMyself, 'citizen', async (ctx, { reply }) => {
    await blockMyself(ctx)
    clearAccountCookie(ctx.app, reply)
  })
}
