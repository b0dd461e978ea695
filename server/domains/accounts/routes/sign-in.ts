import type { FastifyInstance } from 'fastify'
import * as accounts from '#contract/accounts'
import * as mine from '#contract/my-account'
import { serve } from '#platform/http/serve'
import { forgetDevices } from '../commands/devices.ts'
import { endOtherSessions, endSession } from '../commands/end-sessions.ts'
import { checkPassword } from '../commands/new-password.ts'
import { passkeyOptions, passkeySignIn, passkeySignInOptions, provePasskey } from '../commands/passkeys.ts'
import { proveBackupCode, provePassword, proveSignInCode, proveTotp } from '../commands/prove-step.ts'
import { finishRegistration, proveRegistration, register, resendRegistrationCode } from '../commands/register.ts'
import { sendSignInCode } from '../commands/send-sign-in-code.ts'
import { signIn, signOut } from '../commands/sign-in.ts'
import { finishUnlock, startUnlock } from '../commands/unlock.ts'
import { perAddress } from '../per-address.ts'
import { meOf } from '../queries/me.ts'
import { mySessions } from '../queries/my-sessions.ts'
import { accountToken, clearAccountCookie } from '../session-cookie.ts'
import { browserOf, entered } from './browser.ts'

export function signInRoutes(app: FastifyInstance): void {
  serve(app, accounts.register, 'visitor', async (ctx, { body, request, reply }) => register(ctx, body.contact, browserOf(ctx, request), reply))
  serve(app, accounts.resendRegistrationCode, 'visitor', async (ctx, { params, request }) => resendRegistrationCode(ctx, params.id, browserOf(ctx, request)))
  serve(app, accounts.proveRegistration, 'visitor', async (ctx, { params, body }) => proveRegistration(ctx, params.id, body.code))
  serve(app, accounts.finishRegistration, 'visitor', async (ctx, { params, body, request, reply }) =>
    entered(ctx, reply, await finishRegistration(ctx, params.id, body, browserOf(ctx, request))),
  )

  serve(app, accounts.signIn, 'anyone', async (ctx, { body, request, reply }) => entered(ctx, reply, await signIn(ctx, body, browserOf(ctx, request))))
  serve(app, accounts.passkeySignInOptions, 'anyone', async (ctx, { request }) => {
    const { id, options } = await passkeySignInOptions(ctx, browserOf(ctx, request))
    return { id, options: { ...options } }
  })
  serve(app, accounts.passkeySignIn, 'anyone', async (ctx, { body, request, reply }) =>
    entered(ctx, reply, await passkeySignIn(ctx, body, browserOf(ctx, request))),
  )
  serve(app, accounts.me, 'citizen', async (ctx, { request }) => meOf(ctx, accountToken(ctx.app, request)))
  serve(app, accounts.signOut, 'citizen-half', async (ctx, { request, reply }) => {
    await signOut(ctx, accountToken(ctx.app, request))
    clearAccountCookie(ctx.app, reply)
  })

  serve(app, accounts.proveTotp, 'citizen-half', async (ctx, { body, request, reply }) =>
    entered(ctx, reply, await proveTotp(ctx, body.code, browserOf(ctx, request))),
  )
  serve(app, accounts.passkeyOptions, 'citizen-half', async (ctx, { request }) => ({ ...(await passkeyOptions(ctx, browserOf(ctx, request))) }))
  serve(app, accounts.provePasskey, 'citizen-half', async (ctx, { body, request, reply }) =>
    entered(ctx, reply, await provePasskey(ctx, body.answer, browserOf(ctx, request))),
  )
  serve(app, accounts.proveBackupCode, 'citizen-half', async (ctx, { body, request, reply }) =>
    entered(ctx, reply, await proveBackupCode(ctx, body.code, browserOf(ctx, request))),
  )
  serve(app, accounts.sendSignInCode, 'citizen-half', async (ctx, { body, request }) => sendSignInCode(ctx, body.channel, browserOf(ctx, request)))
  serve(app, accounts.proveSignInCode, 'citizen-half', async (ctx, { body, request, reply }) =>
    entered(ctx, reply, await proveSignInCode(ctx, body, browserOf(ctx, request))),
  )
  serve(app, accounts.provePassword, 'citizen', async (ctx, { body, request, reply }) =>
    entered(ctx, reply, await provePassword(ctx, body.password, browserOf(ctx, request))),
  )

  serve(app, accounts.startUnlock, 'visitor', async (ctx, { body, request, reply }) => startUnlock(ctx, body.login, browserOf(ctx, request), reply))
  serve(app, accounts.finishUnlock, 'visitor', async (ctx, { params, body }) => finishUnlock(ctx, params.id, body.code))
  serve(app, accounts.checkPassword, 'anyone', async (ctx, { body, request }) => {
    perAddress(ctx, 'password', request.ip)
    return checkPassword(ctx, body.password)
  })

  serve(app, mine.mySessions, 'citizen', async (ctx) => mySessions(ctx))
  serve(app, mine.endSession, 'citizen', async (ctx, { params }) => endSession(ctx, params.id))
  serve(app, mine.endOtherSessions, 'citizen', async (ctx) => endOtherSessions(ctx))
  serve(app, mine.forgetDevices, 'citizen', async (ctx) => forgetDevices(ctx))
}
