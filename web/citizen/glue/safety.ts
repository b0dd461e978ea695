import type { FastifyRequest } from 'fastify'

/** One constant for every page: no inline code or style anywhere, so neither nonce nor hash is needed. */
export const contentSecurityPolicy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

export const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
} as const

/** The address is a secret itself: it opens one thing without signing in, and is told to nobody. */
export const isSecretAddress = (request: FastifyRequest): boolean => (request.params as { token?: string } | undefined)?.token !== undefined

/** A form sent by another site. Browsers that send no Sec-Fetch-Site are judged by Origin; a tool that sends neither carries no one's cookie. */
export function isForeignPost(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const origin = request.headers.origin
  if (origin === undefined) return false
  // A page that tells nobody its address posts with the origin "null"; another site would have to know the address.
  if (origin === 'null' && isSecretAddress(request)) return false
  return !URL.canParse(origin) || new URL(origin).host !== request.headers.host
}

export const isChat = (request: FastifyRequest): boolean => /^(\/en)?\/chat([/?]|$)/.test(request.url)

/** The chat in its small window: pages of this site may stand around it, or those of the one other site that it was made for; nobody else's. */
export function framedHeaders(request: FastifyRequest, host: string | undefined): Record<string, string> {
  if (host !== undefined) return { 'content-security-policy': framedBy(host), 'cross-origin-resource-policy': 'cross-origin', 'referrer-policy': 'no-referrer' }
  return isChat(request) && (request.query as { window?: string }).window === '1'
    ? { 'content-security-policy': framedBy("'self'"), 'x-frame-options': 'SAMEORIGIN' }
    : {}
}
const framedBy = (who: string): string => contentSecurityPolicy.replace("frame-ancestors 'none'", `frame-ancestors ${who}`)
