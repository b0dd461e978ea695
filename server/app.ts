import type { FastifyInstance } from 'fastify'
import { citizenIdentity, type Tickets, visitorSession } from '#domains/accounts/index'
import * as accountJobs from '#domains/accounts/jobs'
import { accountRoutes } from '#domains/accounts/routes'
import { contactRoutes } from '#domains/accounts/routes/contacts'
import { accountDeskRoutes } from '#domains/accounts/routes/desk'
import { meRoutes } from '#domains/accounts/routes/me'
import { recoveryRoutes } from '#domains/accounts/routes/recovery'
import { agencyRoutes } from '#domains/agency/routes'
import { chatsOfPerson } from '#domains/chat/index'
import { jobs as chatJobs } from '#domains/chat/jobs'
import { live as chatLive } from '#domains/chat/live'
import { chatRoutes } from '#domains/chat/routes/citizen'
import { deskChatRoutes } from '#domains/chat/routes/desk'
import { chatLearningRoutes } from '#domains/chat/routes/learning'
import { historyRoutes } from '#domains/history/routes'
import { articleTitles, forgetPublished } from '#domains/knowledge/index'
import { knowledgeRoutes } from '#domains/knowledge/routes'
import { jobs as learningJobs } from '#domains/learning/jobs'
import { learningRoutes } from '#domains/learning/routes'
import { jobs as mailInJobs } from '#domains/mail-in/jobs'
import { letterRoutes } from '#domains/mail-in/routes'
import { deliveriesOf, mailHealth, noticesInTime, noticesOfPerson, smsHealth } from '#domains/notifications/index'
import { jobs as notificationJobs } from '#domains/notifications/jobs'
import { live as notificationLive } from '#domains/notifications/live'
import { routes as notificationRoutes } from '#domains/notifications/routes'
import { ownNoticeRoutes } from '#domains/notifications/routes/citizen'
import { deliveryRoutes } from '#domains/notifications/routes/deliveries'
import { templateRoutes } from '#domains/notifications/routes/templates'
import { jobs as routingJobs } from '#domains/routing/jobs'
import { live as routingLive } from '#domains/routing/live'
import { routingRoutes } from '#domains/routing/routes'
import { staffIdentity } from '#domains/staff/index'
import { jobs as staffJobs } from '#domains/staff/jobs'
import { staffRoutes } from '#domains/staff/routes'
import { numbersOfTickets, reportedSuspicious, requestsOfPerson, ticketForAccount } from '#domains/tickets/index'
import { jobs as ticketJobs } from '#domains/tickets/jobs'
import { live as ticketLive } from '#domains/tickets/live'
import { accountRequestRoutes } from '#domains/tickets/routes/account'
import { calendarRoutes } from '#domains/tickets/routes/calendar'
import { citizenRoutes } from '#domains/tickets/routes/citizen'
import { deskRoutes } from '#domains/tickets/routes/desk'
import { draftRoutes } from '#domains/tickets/routes/draft'
import { systemCtx } from '#platform/ctx'
import { httpApp } from '#platform/http/app'
import type { Identities } from '#platform/http/gate'
import { health } from '#platform/http/health'
import { hostSite } from '#platform/http/host-site'
import { isKiosk, kioskDoor } from '#platform/http/kiosk'
import { openapi } from '#platform/http/openapi'
import { pageSecret } from '#platform/http/own-page'
import type { DomainJobs } from '#platform/jobs'
import { bare } from '#platform/log'
import type { Live, Platform } from '#platform/platform'
import { smsIsOn } from '#platform/sms-on'
import { citizenSite } from '../web/citizen/site.ts'
import { desk } from './desk.ts'
import { people } from './people.ts'
import { widget } from './widget.ts'
import { worldPages } from './world/pages.ts'
import { sitePage } from './world/site-page.ts'

/** What each domain does by itself, in the order of domains.ts. */
export const domainJobs: readonly DomainJobs[] = [staffJobs, accountJobs, learningJobs, ticketJobs, routingJobs, chatJobs, mailInJobs, notificationJobs]
export const domainLive = [ticketLive, routingLive, chatLive, notificationLive]

/** What accounts ask of requests, whose domain stands above theirs. */
export const ticketsOfAccounts: Tickets = { atDesk: ticketForAccount, numbersOf: numbersOfTickets, reportedSuspicious }

export const identities = (platform: Platform): Identities => ({
  // In a frame on another site nobody is at the desk, whatever cookies come along.
  staff: async (request, now) => (hostSite(platform, request) ? null : staffIdentity(platform, request, now)),
  guest: (request, now) => visitorSession(platform, request, now),
  citizen: (request, now) => citizenIdentity(platform, request, now),
})

export interface AppParts {
  platform: Platform
  clock: () => Date
  live?: Live & { register: (app: FastifyInstance) => void }
  closing?: () => boolean
  pages?: boolean
  checkReplies?: boolean
  watch?: (app: FastifyInstance) => void
}

/** Every route of the service on one Fastify: the API, and on top of it the citizen site and the desk, which come in by the same API. */
export async function serviceApp({
  platform,
  clock,
  live,
  closing = () => false,
  pages = true,
  checkReplies = false,
  watch,
}: AppParts): Promise<FastifyInstance> {
  const app = await httpApp({ platform, identities: identities(platform), clock, checkReplies })
  watch?.(app)
  openapi(app, () => platform.config.agency.nameEn)
  const ready = () => systemCtx(platform, clock(), 'ready')
  health(app, platform, closing, {
    mail: async () => (await mailHealth(ready())).works,
    notices: () => noticesInTime(platform),
    // Where text messages are no channel, none is missing.
    ...(smsIsOn(platform) && { sms: async () => (await smsHealth(ready())).works }),
  })
  live?.register(app)
  agencyRoutes(app)
  staffRoutes(app)
  accountRoutes(app)
  recoveryRoutes(app, ticketsOfAccounts)
  contactRoutes(app)
  accountDeskRoutes(app, ticketsOfAccounts)
  meRoutes(app, { requests: requestsOfPerson, chats: chatsOfPerson, notices: noticesOfPerson })
  calendarRoutes(app)
  learningRoutes(app, { titles: articleTitles, forget: forgetPublished })
  knowledgeRoutes(app)
  draftRoutes(app)
  citizenRoutes(app)
  accountRequestRoutes(app)
  deskRoutes(app, deliveriesOf)
  routingRoutes(app)
  chatRoutes(app)
  deskChatRoutes(app)
  chatLearningRoutes(app)
  historyRoutes(app)
  letterRoutes(app)
  notificationRoutes(app, people)
  ownNoticeRoutes(app, people)
  templateRoutes(app)
  deliveryRoutes(app, people)
  worldPages(app)
  sitePage(app)
  if (!pages) return app
  await app.register(desk)
  await app.register(widget, { platform })
  kioskDoor(app, platform.config)
  const isShared = isKiosk(platform.config)
  await app.register(citizenSite, {
    api: app,
    routeConfig: { access: 'anyone', page: true },
    pageHeaders: { 'x-opora-page': pageSecret },
    hostSite: (request) => hostSite(platform, request),
    kioskSeconds: (request) => (isShared(request) ? platform.config.kiosk.idleMinutes * 60 : undefined),
    now: clock,
    dev: platform.config.start.dev,
    onFailure: (error, requestId) => platform.log.error({ requestId, ...bare(error) }, 'a page failed'),
  })
  return app
}
