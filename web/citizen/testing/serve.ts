import fastify from 'fastify'
import { citizenSite } from '../site.ts'
import { fakeApi } from './api.ts'
import { now } from './world.ts'

/** The site over the stand-in API, not listening: `site.app.inject`. */
export async function siteForTests() {
  const api = await fakeApi()
  const app = fastify()
  await app.register(citizenSite, { api: api.app, now: () => now })
  await app.ready()
  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })
  const post = (url: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url,
      payload: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })
  return { api, app, get, post, close: () => Promise.all([app.close(), api.app.close()]) }
}
