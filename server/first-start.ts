import { createFirstAdmin } from '#domains/staff/index'
import { systemCtx } from '#platform/ctx'
import { errorCode } from '#platform/http/error-code'
import type { Platform } from '#platform/platform'
import { INTERRUPTED, isHalfMade } from './world/state.ts'

export interface FirstStart {
  empty: boolean
  isEmpty: boolean
  onProgress: (line: string) => void
  now: Date
}

/**
 * An empty store becomes a demonstration, unless a real one was asked for: then the first administrator gets a one-time link.
 * Answers what to print once the service is open, by its address.
 */
export async function firstStart(platform: Platform, { empty, isEmpty, onProgress, now }: FirstStart): Promise<(url: string) => string[]> {
  const ctx = systemCtx(platform, now, errorCode())
  if (platform.mode !== 'demo' && (await isHalfMade(platform))) throw new Error(INTERRUPTED)
  if (isEmpty && !empty && platform.mode !== 'production') {
    const { makeWorld } = await import('./world/index.ts')
    await makeWorld(platform, { now, onProgress })
    platform.mode = 'demo'
  }
  if (platform.mode === 'demo') {
    const { demoGuide } = await import('./world/index.ts')
    return demoGuide(platform)
  }
  const opened = (url: string) => [`Citizen site: ${url}/`, `Desk:         ${url}/desk/`]
  if (!isEmpty) return opened
  const { link } = await createFirstAdmin(ctx, { login: 'admin', name: 'Administrator' })
  return (url) => [
    ...opened(url),
    '',
    'The first administrator signs in by this link. It works once, for 24 hours, and is not shown again:',
    `  ${link.replace(platform.config.http.publicUrl, url)}`,
  ]
}
