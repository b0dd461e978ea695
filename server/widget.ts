import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { FastifyPluginAsync } from 'fastify'
import { isHostSite } from '#platform/http/host-site'
import type { Platform } from '#platform/platform'
import { Refusal } from '#platform/refusal'
import { sha256 } from '#platform/vault/index'

const built = fileURLToPath(new URL('../web/widget/build/widget.js', import.meta.url))
const config = { access: 'anyone', page: true } as const
/** Seconds that a browser goes on with a script, and with a yes, without asking: so late a site that was taken off the list notices. */
const kept = 300

/**
 * What other sites of the agency take the chat from: the script that they name in one tag, and its question whether it may show
 * itself there. The answer is no secret and carries nobody's data; what guards the chat is `frame-ancestors` of its pages.
 */
export const widget: FastifyPluginAsync<{ platform: Platform }> = async (app, { platform }) => {
  const files = new Map<string, Promise<Buffer>>()
  const read = (ending: string) => {
    const file = files.get(ending) ?? readFile(built + ending)
    files.set(ending, file)
    return file.catch(() => {
      files.delete(ending)
      throw new Refusal('unavailable', 'widget.not-built')
    })
  }
  app.get('/widget.js', { config }, async (request, reply) => {
    const coding = (['br', 'gzip'] as const).find((one) => request.headers['accept-encoding']?.includes(one))
    const tag = `"${sha256(await read(''))
      .toString('base64url')
      .slice(0, 22)}"`
    reply.headers({
      'cache-control': `public, max-age=${kept}`,
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
      etag: tag,
      vary: 'accept-encoding',
    })
    if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send()
    if (coding) reply.header('content-encoding', coding)
    return reply.type('text/javascript; charset=utf-8').send(await read(coding === 'br' ? '.br' : coding === 'gzip' ? '.gz' : ''))
  })
  app.get('/widget/door', { config }, async ({ headers }, reply) => {
    const isAllowed = isHostSite(platform, headers.origin ?? '')
    const { nameRu, nameEn } = platform.config.agency
    return reply
      .headers({ 'access-control-allow-origin': '*', vary: 'origin', 'cache-control': isAllowed ? `private, max-age=${kept}` : 'no-store' })
      .send({ allowed: isAllowed, name: { ru: nameRu, en: nameEn } })
  })
}
