import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Lang } from '#contract/common'
import { resendNotice } from '#contract/desk'
import * as contract from '#contract/notifications'
import { serve } from '#platform/http/serve'
import { isUuid } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { resendRoles } from './access.ts'
import { readOwnNotices, resend } from './commands.ts'
import { mailListPage, mailPage, PAGE_POLICY, phonePage } from './demo-pages.ts'
import type { People } from './model.ts'
import { ownNotices } from './queries/own-notices.ts'
import { demoMail, demoMails, demoMessages } from './queries.ts'

/** Sending again, and the demo's inbox: JSON for programs, plain pages for people, in both languages. */
export function routes(app: FastifyInstance, people: People): void {
  serve(app, resendNotice, resendRoles, (ctx, { params, body }) => resend(ctx, params.id, people, body.by))
  serve(app, contract.ownNotices, 'staff', ownNotices)
  serve(app, contract.readOwnNotices, 'staff', (ctx, { body }) => readOwnNotices(ctx, body.upTo))
  serve(app, contract.listDemoMails, 'anyone', (ctx) => demoMails(ctx, people))
  serve(app, contract.readDemoMail, 'anyone', (ctx, { params }) => demoMail(ctx, people, params.id))

  serve(app, contract.listDemoMessages, 'anyone', (ctx) => demoMessages(ctx, people))

  const page = { config: { access: 'anyone', page: true } } as const
  const send = (reply: FastifyReply, html: string) => reply.header('content-security-policy', PAGE_POLICY).type('text/html; charset=utf-8').send(html)
  for (const [lang, prefix] of [
    ['ru', ''],
    ['en', '/en'],
  ] as const satisfies [Lang, string][]) {
    app.get(`${prefix}/demo/mail`, page, async ({ ctx }, reply) => send(reply, mailListPage(lang, await demoMails(ctx, people), ctx)))
    app.get(`${prefix}/demo/phone`, page, async ({ ctx }, reply) => send(reply, phonePage(lang, await demoMessages(ctx, people), ctx)))
    app.get<{ Params: { id: string } }>(`${prefix}/demo/mail/:id`, page, async ({ ctx, params: { id } }, reply) => {
      if (!isUuid(id)) throw new Refusal('not-found', 'notice.none')
      return send(reply, mailPage(lang, await demoMail(ctx, people, id), ctx))
    })
  }
}
