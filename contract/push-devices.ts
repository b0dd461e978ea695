import { type Static, Type } from 'typebox'
import { Instant, Lang, Uuid } from './common.ts'
import { Exactly, Nullable, route } from './route.ts'

export const PushDevice = Exactly({ id: Uuid, lang: Lang, since: Instant, lastOkAt: Nullable(Instant) })
export type PushDevice = Static<typeof PushDevice>
export const PushDevices = Exactly({
  /** By which the browser knows us; null: this installation sends no push. */
  key: Nullable(Type.String()),
  devices: Type.Array(PushDevice),
})
export type PushDevices = Static<typeof PushDevices>

const Endpoint = Type.String({ minLength: 10, maxLength: 1000, pattern: '^https?://[!-~]+$' })
export const pushDevices = route({ method: 'GET', path: '/api/account/push-devices', reply: PushDevices, summary: 'My browsers that get push messages' })
export const addPushDevice = route({
  method: 'POST',
  path: '/api/account/push-devices',
  body: Exactly({
    endpoint: Endpoint,
    p256dh: Type.String({ pattern: '^[\\w-]{80,100}$' }),
    auth: Type.String({ pattern: '^[\\w-]{16,32}$' }),
    lang: Lang,
  }),
  status: 201,
  reply: Exactly({ id: Uuid }),
  summary: 'Push messages to this browser, where its service is a known one',
})
export const removePushDevice = route({
  method: 'DELETE',
  path: '/api/account/push-devices/:id',
  params: Exactly({ id: Uuid }),
  summary: 'No more push messages to this browser',
})
