import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type Me, me as readMe } from '#contract/accounts'
import { type Agency, readAgency } from '#contract/agency'
import type { Lang } from '#contract/common'
import { type UnreadNotices, unreadNotices } from '#contract/own-notices'
import { type Api, ApiProblem, apiFor } from './glue/api.ts'
import { assetNames, buildFolder, buildSite, isBuilt } from './glue/assets.ts'
import { compressed } from './glue/compress.ts'
import { cookie, cookiesOf, viewOf, zoneOf } from './glue/cookies.ts'
import { type Answer, type Ask, redirect, type Table } from './glue/pages.ts'
import { framedHeaders, isChat, isForeignPost, isSecretAddress, securityHeaders } from './glue/safety.ts'
import { inLang, type Site } from './glue/site-context.ts'
import './glue/tsx-hook.ts'

export { buildSite }

export interface CitizenSiteOptions {
  /** Where /api/* is served; may be the same app. */
  api: FastifyInstance
  /** Put into `config` of each page route, so that the HTTP gate knows them. */
  routeConfig?: Record<string, unknown>
  /** Added to each in-process call, e.g. the proof that it comes from a page of this process. */
  pageHeaders?: Record<string, string>
  /** The other site of the agency whose page stands around this one, where such a one may. */
  hostSite?: (request: FastifyRequest) => string | null
  /** Seconds that a page on a shared computer may be left alone; undefined on anybody's own. */
  kioskSeconds?: (request: FastifyRequest) => number | undefined
  /** Browser files are rebuilt on change; pages need a restart (node --watch). */
  dev?: boolean
  /** Where the demo banner leads staff. */
  deskPath?: string
  now?: () => Date
  /** Told of what is no refusal of the API; the message of the error may hold a person's words. */
  onFailure?: (error: unknown, requestId: string) => void
}

/** What pages/index.tsx gives; named here because tsc of the server does not read .tsx. */
export interface Pages {
  table: Table
  render: (answer: Answer & { kind: 'page' }, site: Site) => string
  /** The page for a refusal or a failure; `code` is shown to people and stands in the log. */
  failure: (status: number, code: string, at: string, site: Site, retryAfter?: number) => Answer & { kind: 'page' }
  /** For what belongs to an account whose session has ended meanwhile. */
  ended: (site: Site, request: FastifyRequest, error: unknown) => Answer
  /** When even the agency's facts cannot be read: a page that needs nothing. */
  outage: (lang: Lang, code: string, at: string, css: string) => string
}

/** Seconds the agency's facts are kept between pages: the hotline's "open now" may be that old. */
const agencySeconds = 5

export const citizenSite: FastifyPluginAsync<CitizenSiteOptions> = async (app, options) => {
  const now = options.now ?? (() => new Date())
  const pagesFile = new URL('./pages/index.tsx', import.meta.url).href
  const { table, render, failure, ended, outage } = (await import(pagesFile)) as Pages
  if (options.dev) await buildSite(true)
  else if (!isBuilt()) await buildSite()
  let asset = assetNames()

  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 256 * 1024 }, (_, body, done) =>
    done(null, new URLSearchParams(body as string)),
  )
  app.addContentTypeParser('*', (_, _payload, done) => done(null, undefined))
  await app.register(fastifyStatic, {
    root: `${buildFolder}assets`,
    prefix: '/assets/',
    preCompressed: true,
    decorateReply: false,
    immutable: true,
    maxAge: '365d',
    setHeaders: (reply) => void reply.header('x-content-type-options', 'nosniff'),
  })

  let agencyKept: { agency: Agency; until: number } | undefined
  const agencyNow = async (api: Api): Promise<Agency> => {
    const until = now().getTime() + agencySeconds * 1000
    if (!agencyKept) agencyKept = { agency: await api.call(readAgency), until }
    else if (agencyKept.until < now().getTime()) {
      // Nobody waits for news of it: while the store is away that would be ten seconds more, for numbers that are known and needed now.
      agencyKept.until = until
      api.call(readAgency).then(
        (agency) => {
          agencyKept = { agency, until }
        },
        () => {},
      )
    }
    return agencyKept.agency
  }

  const hostOf = (request: FastifyRequest): string | undefined => (isChat(request) ? (options.hostSite?.(request) ?? undefined) : undefined)
  const apiOf = (request: FastifyRequest, reply: FastifyReply, lang: Lang): Api => {
    const host = hostOf(request)
    return apiFor(options.api, request, reply, lang, { ...options.pageHeaders, ...(host && { 'x-opora-host': host }) })
  }
  const hasSession = (cookies: Map<string, string>): boolean => cookies.has('account') || cookies.has('__Host-account')
  /** Asked only for a browser that has a session: guests cost no call. */
  const meNow = async (cookies: Map<string, string>, api: Api): Promise<Me | undefined> => {
    if (!hasSession(cookies)) return undefined
    try {
      return await api.call(readMe)
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return undefined
      throw error
    }
  }

  /** A page does without the count where it cannot be had. */
  const noticesNow = (me: Me | undefined, api: Api): Promise<UnreadNotices | undefined> =>
    me?.level === 'full' ? api.call(unreadNotices).catch(() => undefined) : Promise.resolve(undefined)

  const siteOf = async (request: FastifyRequest, api: Api, lang: Lang): Promise<Site> => {
    const cookies = cookiesOf(request.headers.cookie)
    const path = lang === 'ru' ? request.url : request.url.slice(3) || '/'
    if (options.dev) asset = assetNames()
    const host = hostOf(request)
    const kiosk = options.kioskSeconds?.(request)
    // In a frame on another site everybody is a guest, even where the browser brings the account's cookie along.
    const me = host === undefined ? await meNow(cookies, api) : undefined
    return {
      lang,
      agency: await agencyNow(api),
      path: path.startsWith('?') ? `/${path}` : path,
      view: viewOf(cookies.get('view')),
      zone: zoneOf(cookies.get('zone')),
      flash: /^[a-z-]{1,40}$/.test(cookies.get('flash') ?? '') ? cookies.get('flash') : undefined,
      now: now(),
      deskPath: options.deskPath ?? '/desk/',
      shared: kiosk !== undefined || cookies.get('shared') === '1',
      kiosk,
      me,
      notices: await noticesNow(me, api),
      ended: host === undefined && me === undefined && hasSession(cookies),
      host,
      hostKnowsAccount: host !== undefined && hasSession(cookies),
      asset,
    }
  }

  const send = async (answer: Answer, site: Site, request: FastifyRequest, reply: FastifyReply) => {
    reply.headers({
      ...securityHeaders,
      'cache-control': 'no-store',
      ...(isSecretAddress(request) && { 'referrer-policy': 'no-referrer' }),
      ...framedHeaders(request, site.host),
    })
    if (site.host) reply.removeHeader('x-frame-options')
    if (answer.kind === 'file') return reply.headers(answer.headers).send(answer.bytes)
    for (const one of answer.cookies) reply.header('set-cookie', one)
    if (answer.kind === 'redirect') {
      if (answer.flash) reply.header('set-cookie', `${cookie('flash', answer.flash, 60)}; HttpOnly`)
      return reply.redirect(inLang(site.lang, answer.to), 303)
    }
    if (site.flash) reply.header('set-cookie', cookie('flash', '', 0))
    const { body, coding } = await compressed(render(answer, site), request.headers['accept-encoding'])
    if (coding) reply.header('content-encoding', coding)
    return reply.code(answer.status).type('text/html; charset=utf-8').headers({ vary: 'accept-encoding', 'content-language': site.lang }).send(body)
  }

  const fail = async (error: unknown, site: Site, request: FastifyRequest, reply: FastifyReply) => {
    const [status, code, at, wait] = whatFailed(error, request, site.now, options.onFailure)
    // What is one's own looks like nothing once the session has ended: sign in and go on, with the words that were typed.
    if (site.ended && [401, 404].includes(status) && /^\/(requests\/\d|chat\/[0-9a-f]|chats)/.test(site.path))
      return send(ended(site, request, error), site, request, reply)
    if (error instanceof ApiProblem && error.problem.code === 'account.enrol-first') return send(redirect('/me/security', 'enrol'), site, request, reply)
    if (status === 429 && wait !== undefined) reply.header('retry-after', String(wait))
    return send(failure(status, code, at, site, wait), site, request, reply)
  }

  const serve = (lang: Lang, handler: (ask: Ask) => Answer | Promise<Answer>) => async (request: FastifyRequest, reply: FastifyReply) => {
    const api = apiOf(request, reply, lang)
    let site: Site
    try {
      site = await siteOf(request, api, lang)
    } catch (error) {
      const [status, code, at] = whatFailed(error, request, now(), options.onFailure)
      reply.headers({ ...securityHeaders, 'cache-control': 'no-store', 'retry-after': '30' })
      return reply
        .code(status < 500 ? 503 : status)
        .type('text/html; charset=utf-8')
        .send(outage(lang, code, at, asset('site.css')))
    }
    try {
      if (request.method === 'POST' && isForeignPost(request)) return await send(failure(403, request.id, site.now.toISOString(), site), site, request, reply)
      const body = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
      const answer = await handler({ site, api, params: request.params as never, query: request.query as Ask['query'], body, request })
      return await send(answer, site, request, reply)
    } catch (error) {
      return await fail(error, site, request, reply)
    }
  }

  for (const [key, handler] of Object.entries(table)) {
    const [method, path] = key.split(' ') as ['GET' | 'POST', string]
    for (const [lang, url] of [['ru', path], ['en', inLang('en', path)], ...(path === '/' ? ([['en', '/en/']] as const) : [])] as const)
      app.route({ method, url, ...(options.routeConfig ? { config: options.routeConfig } : {}), handler: serve(lang, handler as never) })
  }
  const notFound = (lang: Lang) => serve(lang, ({ site, request }) => failure(404, request.id, site.now.toISOString(), site))
  for (const [lang, url] of [
    ['en', '/en/*'],
    ['ru', '/*'],
  ] as const)
    app.get(url, options.routeConfig ? { config: options.routeConfig } : {}, (request, reply) =>
      /^\/(api|desk)(\/|$|\?)/.test(request.url) ? reply.callNotFound() : notFound(lang)(request, reply),
    )
  app.setErrorHandler(async (error, request, reply) => {
    const lang = /^\/en(\/|\?|$)/.test(request.url) ? 'en' : 'ru'
    return fail(error, await siteOf(request, apiOf(request, reply, lang), lang), request, reply)
  })
}

/** Status, error code, instant and seconds to wait of a failure; what is not a refusal of the API is told to `onFailure`. */
function whatFailed(
  error: unknown,
  request: FastifyRequest,
  now: Date,
  onFailure: CitizenSiteOptions['onFailure'],
): [status: number, code: string, at: string, wait?: number] {
  if (error instanceof ApiProblem) {
    const wait = error.problem.details?.['retryAfterSeconds']
    return [error.status, error.problem.errorCode, error.problem.at, typeof wait === 'number' ? wait : undefined]
  }
  const status = (error as { statusCode?: number }).statusCode
  if (status !== undefined && status >= 400 && status < 500) return [status, request.id, now.toISOString()]
  onFailure?.(error, request.id)
  return [500, request.id, now.toISOString()]
}
