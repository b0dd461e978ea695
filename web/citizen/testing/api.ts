import multipart from '@fastify/multipart'
import fastify, { type FastifyReply } from 'fastify'
import { readAgency } from '#contract/agency'
import * as drafts from '#contract/drafts'
import * as guests from '#contract/guests'
import * as knowledge from '#contract/knowledge'
import type { Route } from '#contract/route'
import * as tickets from '#contract/tickets'
import { fakeAccount } from './account-api.ts'
import { account, notices } from './account-world.ts'
import { fakeChats } from './chat-api.ts'
import type { FakeApi } from './fake-api.ts'
import { agency, due, now, number, receipt, scan, states } from './world.ts'

const articleLine = {
  ru: { id: 'code-missing', title: 'Не приходит код', lead: 'Подождите две минуты.' },
  en: { id: 'code-missing', title: 'The code does not arrive', lead: 'Wait two minutes.' },
}

const problemsOf = (fields: drafts.DraftFields): drafts.FieldProblem[] => {
  const problems: drafts.FieldProblem[] = []
  const need = (field: keyof drafts.DraftFields) => {
    if (!fields[field]) problems.push({ field, code: `${field}.required` })
  }
  for (const field of ['topic', 'kind', 'subject', 'description', 'phone', 'email'] as const) need(field)
  if (fields.description && fields.description.length < tickets.limits.description.min)
    problems.push({ field: 'description', code: 'description.too-short', details: { min: 20 } })
  if (fields.snils && !/^\d{11}$/.test(fields.snils)) problems.push({ field: 'snils', code: 'snils.invalid' })
  return problems
}

/**
 * A stand-in for the service's API, for tests of the pages alone: one visitor, one draft, answers of the contract's shapes.
 * What the real service answers is checked against the real service in e2e.
 */
export async function fakeApi(): Promise<FakeApi> {
  const app = fastify({ requestIdHeader: 'x-request-id', bodyLimit: 60 * 1024 * 1024 })
  await app.register(multipart, { limits: { fileSize: tickets.limits.files.bytes + 1, files: 11 }, throwFileSizeLimit: false })
  const refusals = new Map<string, { status: number; problem: object }>()
  const api: FakeApi = {
    app,
    sent: [],
    state: 'waiting',
    me: undefined,
    account,
    recovery: 'first',
    hasAccount: false,
    brought: 'signed-in',
    talk: 'bot',
    hasTalk: false,
    hours: { open: true, changesAt: '2026-11-20T17:00:00.000Z', hours: '08:00-20:00', wait: { from: 2, to: 4 } },
    notices,
    refused: [],
    devices: [],
    looks: [],
    draft: { fields: {}, files: [], savedAt: null, keptUntil: null, problems: problemsOf({}), hints: [], prepared: [] },
    refuseNext: (path, status, problem) => refusals.set(path, { status, problem }),
  }
  const refuse = (reply: FastifyReply, status: number, problem: object, id: string) =>
    reply.code(status).send({ errorCode: id, at: now.toISOString(), ...problem })

  const on = <R extends Route>(
    route: R,
    answer: (ask: {
      params: Record<string, string>
      query: Record<string, string>
      body: never
      files: () => Promise<{ name: string; bytes: number }[]>
    }) => unknown,
  ) =>
    app.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        const refusal = refusals.get(route.path)
        refusals.delete(route.path)
        if (refusal) {
          if (route.form === 'multipart') for await (const part of request.parts()) if (part.type === 'file') await part.toBuffer()
          return refuse(reply, refusal.status, refusal.problem, request.id)
        }
        if (route.method !== 'GET' && route.form !== 'multipart')
          api.sent.push({ path: route.path, body: request.body, key: request.headers['idempotency-key'] as string | undefined })
        const files = async () => {
          const got = []
          for await (const part of request.parts()) if (part.type === 'file') got.push({ name: part.filename ?? '', bytes: (await part.toBuffer()).length })
          return got.filter(({ name, bytes }) => name !== '' || bytes > 0)
        }
        reply.header('set-cookie', 'visitor=v1; Path=/; HttpOnly; SameSite=Lax')
        const result = await answer({
          params: request.params as Record<string, string>,
          query: request.query as Record<string, string>,
          body: request.body as never,
          files,
        })
        return result === undefined ? reply.code(204).send() : reply.code(route.status ?? 200).send(result)
      },
    })

  const taken = (files: { name: string; bytes: number }[]) => ({
    good: files
      .filter(({ name }) => /\.(pdf|png|jpe?g)$/i.test(name))
      .map((file, at) => ({ ...scan, id: `00000000-0000-7000-8000-00000000010${at}`, name: file.name, bytes: file.bytes })),
    problems: files.filter(({ name }) => !/\.(pdf|png|jpe?g)$/i.test(name)).map(({ name }) => ({ name, code: 'file.type' })),
  })
  const keep = (fields: drafts.DraftFields) => {
    const all = { ...api.draft.fields, ...fields }
    const hints = (all.description ?? '').length > 0 && (all.description ?? '').length < 40 ? [{ field: 'description', code: 'description.short' }] : []
    const prepared = [all.name && 'name', all.phone && all.email && 'contacts', all.subject && 'problem', api.draft.files.length > 0 && 'files'].filter(
      Boolean,
    ) as string[]
    api.draft = { ...api.draft, fields: all, savedAt: now.toISOString(), keptUntil: '2026-12-04T11:05:00.000Z', problems: problemsOf(all), hints, prepared }
    return api.draft
  }

  on(readAgency, () => agency)
  app.get('/api/account/session', (request, reply) =>
    api.me && /(^|; )account=/.test(request.headers.cookie ?? '')
      ? reply.send(api.me)
      : refuse(reply, 401, { kind: 'unauthenticated', code: 'session.none' }, request.id),
  )
  fakeAccount(on as never, api)
  fakeChats(on as never, api, taken)
  app.get('/api/chats/:id/transcript', (_, reply) => reply.type('text/plain').header('content-disposition', 'attachment').send('2026'))
  on(drafts.readDraft, () => api.draft)
  on(drafts.saveDraft, ({ body }) => keep(body))
  on(drafts.dropDraft, () => {
    api.draft = { ...api.draft, fields: {}, files: [], savedAt: null, problems: problemsOf({}), prepared: [], hints: [] }
  })
  on(drafts.uploadDraftFiles, async ({ files }) => {
    const { good, problems } = taken(await files())
    api.draft = { ...api.draft, files: [...api.draft.files, ...good] }
    return { draft: keep({}), problems }
  })
  on(drafts.dropDraftFile, ({ params }) => {
    api.draft = { ...api.draft, files: api.draft.files.filter(({ id }) => id !== params['fileId']) }
    return api.draft
  })
  on(drafts.checkDraft, () => ({
    draft: api.draft,
    due,
    masked: /код \d/.test(api.draft.fields.description ?? '') ? ['code'] : [],
    similar: api.draft.fields.subject?.includes('скан')
      ? [{ number: '26-0000-0001-5', subject: 'Не сохраняется скан', receivedAt: '2026-11-19T15:00:00.000Z' }]
      : [],
  }))
  on(drafts.submitDraft, ({ body }) => ({ ...receipt, number: (body as { addTo?: string } | undefined)?.addTo ?? number }))
  on(guests.askGuestCode, () => ({
    accessId: '00000000-0000-7000-8000-000000000777',
    expiresAt: '2026-11-20T11:20:00.000Z',
    resendAt: '2026-11-20T11:06:00.000Z',
  }))
  on(guests.proveGuestCode, () => ({ number }))
  on(guests.endGuestSession, () => undefined)
  on(knowledge.searchArticles, ({ query }) => ({
    items: query['q']?.includes('мурмурация') ? [] : [articleLine[query['lang'] === 'en' ? 'en' : 'ru']],
    topics: query['q'] ? ['access.second_factor'] : [],
  }))
  on(knowledge.readArticle, ({ params, query }) => {
    const line = articleLine[query['lang'] === 'en' ? 'en' : 'ru']
    return { ...line, id: params['id'], text: `${line.lead}\n\n${line.lead}`, topic: 'access.second_factor', changedAt: now.toISOString(), others: [line] }
  })
  on(knowledge.voteArticle, () => undefined)
  on(tickets.myTickets, () => ({
    items: Object.values(states).map((one) => ({ ...one, dueAt: one.due.dueAt, late: one.due.state === 'late' })),
    page: 1,
    pages: 2,
  }))
  on(tickets.readTicket, () => states[api.state])
  on(tickets.readToEnd, () => undefined)
  on(tickets.ticketReceipt, () => receipt)
  on(tickets.uploadTicketFile, async ({ files }) => {
    const { good, problems } = taken(await files())
    return { files: good, problems }
  })
  on(tickets.addWords, () => ({ version: 8, masked: [] }))
  for (const route of [tickets.withdrawTicket, tickets.reopenTicket, tickets.confirmAnswer, tickets.rateTicket, tickets.objectToTerm])
    on(route, () => undefined)
  app.get('/api/tickets/:number/receipt.pdf', (_, reply) =>
    reply.type('application/pdf').header('content-disposition', 'attachment').send(Buffer.from('%PDF-1.7')),
  )
  app.setErrorHandler((error, request, reply) =>
    refuse(reply, (error as { statusCode?: number }).statusCode ?? 500, { kind: 'broken', code: 'broken' }, request.id),
  )
  return api
}
