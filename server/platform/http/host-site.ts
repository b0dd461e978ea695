import type { FastifyRequest } from 'fastify'
import type { Platform } from '../platform.ts'

type Settings = Pick<Platform, 'config' | 'mode'>

/** A demonstration that is reached as localhost shows the chat on "another site": the same port under the name 127.0.0.1. */
export function demoHostSite({ config, mode }: Settings): string | null {
  const own = new URL(config.http.publicUrl)
  if (mode !== 'demo' || own.hostname !== 'localhost') return null
  own.hostname = '127.0.0.1'
  return own.origin
}

export function isHostSite(app: Settings, origin: string): boolean {
  return app.config.widget.origins.includes(origin) || origin === demoHostSite(app)
}

/**
 * The other site of the agency whose page stands around our frame: the frame's address names it (`window`), calls of its script
 * do (`x-opora-host`). Naming one gives no right: such a request is known by the session of its talk and by nothing else.
 */
export function hostSite(app: Settings, { headers, query }: Pick<FastifyRequest, 'headers' | 'query'>): string | null {
  const named = headers['x-opora-host'] ?? (query as { window?: unknown } | undefined)?.window
  return typeof named === 'string' && isHostSite(app, named) ? named : null
}
