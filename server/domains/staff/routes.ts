import type { FastifyInstance, FastifyReply } from 'fastify'
import * as staff from '#contract/staff'
import type { Ctx } from '#platform/ctx'
import { serve } from '#platform/http/serve'
import { blockStaff, changeStaff, reinviteStaff, unblockStaff } from './commands/administer.ts'
import { enrolPassword, readEnrolment } from './commands/enrol.ts'
import { confirmTotp, startTotp } from './commands/factors.ts'
import { inviteStaff } from './commands/invite.ts'
import { ownFactors, removeOwnFactor } from './commands/own-factors.ts'
import { ownMail, setOwnMail } from './commands/own-mail.ts'
import { changeOwnPassword } from './commands/own-password.ts'
import { confirmPasskey, passkeyOptions, provePasskey, startPasskey } from './commands/passkeys.ts'
import { proveTotp } from './commands/prove-totp.ts'
import { signIn, signOut } from './commands/sign-in.ts'
import { demandSession, employeeById, listStaff, meOf } from './queries.ts'
import { clearSessionCookie, sessionToken, setSessionCookie } from './session-cookie.ts'

/** After a proof: the raised session's cookie, and who is signed in now. */
async function proved(ctx: Ctx, reply: FastifyReply, was: string | null, raised: string | null): Promise<staff.Me> {
  if (raised) setSessionCookie(ctx.app, reply, raised)
  return meOf(ctx, raised ?? was)
}

export function staffRoutes(app: FastifyInstance): void {
  serve(app, staff.signIn, 'anyone', async (ctx, { body, request, reply }) => {
    const { token, factors } = await signIn(ctx, { ...body, address: request.ip, previous: sessionToken(ctx.app, request) })
    setSessionCookie(ctx.app, reply, token)
    return { next: 'factor' as const, factors }
  })
  serve(app, staff.proveTotp, 'half', async (ctx, { body, request, reply }) => {
    const token = sessionToken(ctx.app, request)
    return proved(ctx, reply, token, await proveTotp(ctx, token, body.code))
  })
  serve(app, staff.passkeyOptions, 'half', async (ctx, { request }) => ({ ...(await passkeyOptions(ctx, sessionToken(ctx.app, request))) }))
  serve(app, staff.provePasskey, 'half', async (ctx, { body, request, reply }) => {
    const token = sessionToken(ctx.app, request)
    return proved(ctx, reply, token, await provePasskey(ctx, token, body))
  })
  serve(app, staff.me, 'staff', async (ctx, { request }) => meOf(ctx, sessionToken(ctx.app, request)))
  serve(app, staff.signOut, 'half', async (ctx, { request, reply }) => {
    const { id } = await demandSession(ctx, sessionToken(ctx.app, request), ['enrol', 'half', 'full'])
    await signOut(ctx, id)
    clearSessionCookie(ctx.app, reply)
  })

  serve(app, staff.readEnrolment, 'anyone', async (ctx, { body, request }) => readEnrolment(ctx, body.token, request.ip))
  serve(app, staff.enrolPassword, 'anyone', async (ctx, { body, request, reply }) => {
    setSessionCookie(ctx.app, reply, await enrolPassword(ctx, { ...body, address: request.ip, previous: sessionToken(ctx.app, request) }))
    return { next: 'enrol' as const, factors: [] }
  })
  serve(app, staff.startTotp, 'half', async (ctx, { request }) => startTotp(ctx, sessionToken(ctx.app, request)))
  serve(app, staff.confirmTotp, 'half', async (ctx, { params, body, request, reply }) => {
    const token = sessionToken(ctx.app, request)
    return proved(ctx, reply, token, await confirmTotp(ctx, token, params.id, body.code))
  })
  serve(app, staff.startPasskey, 'half', async (ctx, { request }) => ({ ...(await startPasskey(ctx, sessionToken(ctx.app, request))) }))
  serve(app, staff.confirmPasskey, 'half', async (ctx, { body, request, reply }) => {
    const token = sessionToken(ctx.app, request)
    return proved(ctx, reply, token, await confirmPasskey(ctx, token, body))
  })

  serve(app, staff.changePassword, 'staff', (ctx, { body, request }) => changeOwnPassword(ctx, sessionToken(ctx.app, request), body))
  serve(app, staff.ownFactors, 'staff', ownFactors)
  serve(app, staff.removeFactor, 'staff', async (ctx, { params, request }) => {
    await removeOwnFactor(ctx, sessionToken(ctx.app, request), params.id)
    return ownFactors(ctx)
  })

  serve(app, staff.ownMail, 'staff', ownMail)
  serve(app, staff.setOwnMail, 'staff', (ctx, { body }) => setOwnMail(ctx, body))

  serve(app, staff.listStaff, ['admin'], listStaff)
  serve(app, staff.inviteStaff, ['admin'], async (ctx, { body }) => {
    const { id, link, expiresAt } = await inviteStaff(ctx, body)
    return { employee: await employeeById(ctx, id), link, expiresAt: expiresAt.toISOString() }
  })
  serve(app, staff.changeStaff, ['admin'], async (ctx, { params, body }) => {
    await changeStaff(ctx, params.id, body)
    return employeeById(ctx, params.id)
  })
  serve(app, staff.blockStaff, ['admin'], async (ctx, { params, body }) => {
    await blockStaff(ctx, params.id, body.reason)
    return employeeById(ctx, params.id)
  })
  serve(app, staff.unblockStaff, ['admin'], async (ctx, { params }) => {
    await unblockStaff(ctx, params.id)
    return employeeById(ctx, params.id)
  })
  serve(app, staff.reinviteStaff, ['admin'], async (ctx, { params, body }) => {
    const { link, expiresAt } = await reinviteStaff(ctx, params.id, body.reason)
    return { employee: await employeeById(ctx, params.id), link, expiresAt: expiresAt.toISOString() }
  })
}
