import type { FastifyInstance } from 'fastify'
import { Refusal } from '../refusal.ts'

/** Deeper is no request of ours; a parser that recurses would pay for it (R23). */
const deepest = 20

/** JSON bodies only, refused early when nested too deep, and with `__proto__` refused (ASVS 1.5.2). */
export function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '' && request.routeOptions.config.contract?.body === undefined) return done(null, undefined)
    if (tooDeep(body as string)) return done(new Refusal('invalid', 'body.too-deep'))
    parse(request, body as string, done)
  })
}

function tooDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (quoted) {
      if (c === 92) i++
      else if (c === 34) quoted = false
    } else if (c === 34) quoted = true
    else if (c === 123 || c === 91) {
      if (++depth > deepest) return true
    } else if (c === 125 || c === 93) depth--
  }
  return false
}
