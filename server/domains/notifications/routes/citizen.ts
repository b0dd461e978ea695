import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/own-notices'
import { signedIn } from '#domains/accounts/index'
import { deadContactsOf } from '#domains/citizens/index'
import { serve } from '#platform/http/serve'
import { readCitizenNotices } from '../commands/read-citizen-notices.ts'
import { readUnsubscribe, unsubscribe } from '../commands/unsubscribe.ts'
import type { People } from '../model.ts'
import { noticesOfCitizen, unreadOfCitizen } from '../queries/citizen-notices.ts'

/** What an account was told, with the proof. */
export function ownNoticeRoutes(app: FastifyInstance, people: People): void {
  serve(app, contract.myNotices, 'citizen', (ctx, { query }) => noticesOfCitizen(ctx, signedIn(ctx.actor).id, people, query))
  serve(app, contract.readNotices, 'citizen', (ctx, { body }) => readCitizenNotices(ctx, body.upTo))
  serve(app, contract.readUnsubscribe, 'anyone', async (ctx, { body }) => readUnsubscribe(ctx, body.token))
  serve(app, contract.unsubscribe, 'anyone', (ctx, { body }) => unsubscribe(ctx, body.token))
  serve(app, contract.unreadNotices, 'citizen', async (ctx) => {
    const { id } = signedIn(ctx.actor)
    const [unread, refused] = await Promise.all([unreadOfCitizen(ctx, id), deadContactsOf(ctx, id)])
    return { unread, room: `account:${id}`, refused }
  })
}
