import type { FastifyRequest } from 'fastify'
import type { LiveAsk } from '#contract/live'

/** Kind and id of a room. */
export function partsOf(room: string): [kind: string, id: string] {
  const at = room.indexOf(':')
  return at < 0 ? [room, ''] : [room.slice(0, at), room.slice(at + 1)]
}

/** What tells who is behind an open page; the rest of its request, and the response that the upgrade was routed with, are let go. */
export function light({ id, ip, ws, headers, cookies, query, raw }: FastifyRequest): FastifyRequest {
  const { socket } = raw as { socket?: { _httpMessage?: unknown } }
  if (socket) socket._httpMessage = null
  return { id, ip, ws, headers: { ...headers }, cookies, query } as FastifyRequest
}

/** What a page wants; null: no page of ours wrote that. */
export function askOf(raw: string): LiveAsk | null {
  try {
    const { type, room, doing, news } = JSON.parse(raw) as Record<string, unknown>
    if ((type !== 'join' && type !== 'leave' && type !== 'doing') || typeof room !== 'string' || room.length > 80) return null
    return { type, room, ...(doing === 'writing' || doing === 'reading' ? { doing } : {}), ...(news === true && { news }) }
  } catch {
    return null
  }
}
