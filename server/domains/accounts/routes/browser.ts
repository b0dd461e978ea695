import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SignInAnswer } from '#contract/accounts'
import type { Ctx } from '#platform/ctx'
import type { Browser, Entered } from '../commands/enter.ts'
import { accountToken, deviceToken, setAccountCookie, setDeviceCookie } from '../session-cookie.ts'
import { aboutBrowser } from '../what-browser.ts'

/** What the browser behind a request comes with. */
export const browserOf = (ctx: Ctx, request: FastifyRequest): Browser => ({
  address: request.ip,
  about: aboutBrowser(request.headers['user-agent']),
  account: accountToken(ctx.app, request),
  device: deviceToken(ctx.app, request),
})

/** Hands out the cookies of a step and answers what comes next. */
export function entered(ctx: Ctx, reply: FastifyReply, { answer, token, deviceToken: device }: Entered): SignInAnswer {
  if (token) setAccountCookie(ctx.app, reply, token)
  if (device) setDeviceCookie(ctx.app, reply, device)
  return answer
}
