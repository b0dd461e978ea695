import type { FastifyInstance, FastifyReply } from 'fastify'
import * as mine from '#contract/my-account'
import type { Ctx } from '#platform/ctx'
import { serve } from '#platform/http/serve'
import { signedIn } from '../access.ts'
import { newBackupCodes, newRecoveryCode } from '../commands/backup-codes.ts'
import { type Added, confirmPasskey, confirmTotp, startPasskey, startTotp } from '../commands/factors.ts'
import { changePassword } from '../commands/new-password.ts'
import { removeFactor, switchSmsFactor } from '../commands/remove-factor.ts'
import { factorShown } from '../queries/factor-view.ts'
import { waysIn } from '../queries/ways-in.ts'
import { browserOf, entered } from './browser.ts'

async function shown(ctx: Ctx, reply: FastifyReply, added: Added) {
  if (added.entered) entered(ctx, reply, added.entered)
  const { id } = signedIn(ctx.actor)
  return factorShown(ctx, id, (await waysIn(ctx, id)).key, added.factorId)
}

export function factorRoutes(app: FastifyInstance): void {
  serve(app, mine.changePassword, 'citizen', async (ctx, { body }) => changePassword(ctx, body.password))
  serve(app, mine.startTotp, 'citizen', async (ctx, { request }) => startTotp(ctx, browserOf(ctx, request)))
  serve(app, mine.confirmTotp, 'citizen', async (ctx, { params, body, request, reply }) =>
    shown(ctx, reply, await confirmTotp(ctx, params.id, body.code, browserOf(ctx, request))),
  )
  serve(app, mine.startPasskey, 'citizen', async (ctx, { request }) => ({ ...(await startPasskey(ctx, browserOf(ctx, request))) }))
  serve(app, mine.confirmPasskey, 'citizen', async (ctx, { body, request, reply }) =>
    shown(ctx, reply, await confirmPasskey(ctx, body, browserOf(ctx, request))),
  )
  serve(app, mine.removeFactor, 'citizen', async (ctx, { params }) => removeFactor(ctx, params.id))
  serve(app, mine.switchSmsFactor, 'citizen', async (ctx, { body }) => switchSmsFactor(ctx, body.on))
  serve(app, mine.newBackupCodes, 'citizen', async (ctx) => newBackupCodes(ctx))
  serve(app, mine.newRecoveryCode, 'citizen', async (ctx) => newRecoveryCode(ctx))
}
