import { Type } from 'typebox'
import { Instant, NumberTyped, Uuid } from './common.ts'
import { Exactly, route } from './route.ts'

/** FORM-11, C19: the same answer for a wrong, an unknown and a right number. */
export const askGuestCode = route({
  method: 'POST',
  path: '/api/guest-access',
  body: Exactly({ number: NumberTyped }),
  status: 202,
  summary: 'Ask for a code to the contact given in the request',
  reply: Exactly({ accessId: Uuid, expiresAt: Instant, resendAt: Instant }),
})
export const proveGuestCode = route({
  method: 'POST',
  path: '/api/guest-access/:accessId/proof',
  params: Exactly({ accessId: Uuid }),
  body: Exactly({ code: Type.String({ minLength: 1, maxLength: 20 }) }),
  reply: Exactly({ number: Type.String() }),
  summary: 'Give the code: this browser may open the request',
})
export const endGuestSession = route({ method: 'DELETE', path: '/api/guest-session', summary: 'Forget this browser: shared computer' })
