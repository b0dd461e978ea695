import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import { Refusal } from '#platform/refusal'
import { randomToken } from '#platform/vault/index'

const build = fileURLToPath(new URL('../web/desk/build/', import.meta.url))

const policy = (nonce: string) =>
  `default-src 'none'; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; font-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'`

/** The staff's app: one page for all its addresses, with a nonce of its own for each answer; files are named by content and kept. */
export const desk: FastifyPluginAsync = async (app) => {
  const config = { access: 'anyone', page: true } as const
  let page: string | undefined
  await app.register(fastifyStatic, {
    root: `${build}assets`,
    prefix: '/desk/assets/',
    decorateReply: false,
    immutable: true,
    maxAge: '1y',
    preCompressed: true,
  })
  for (const url of ['/desk', '/desk/', '/desk/*'])
    app.get(url, { config }, async (_, reply) => {
      page ??= await readFile(`${build}index.html`, 'utf8').catch(() => undefined)
      if (!page) throw new Refusal('unavailable', 'desk.not-built')
      const nonce = randomToken(16)
      return reply
        .header('content-security-policy', policy(nonce))
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8')
        .send(page.replaceAll('__NONCE__', nonce))
    })
}
