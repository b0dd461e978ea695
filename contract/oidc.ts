import { type Static, Type } from 'typebox'
import { SignInAnswer } from './accounts.ts'
import { Lang } from './common.ts'
import { Exactly, OneOf, route } from './route.ts'

const ByProvider = Exactly({ provider: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }) })
/** An outside provider of identity (OpenID Connect) that is offered now. */
export const Provider = Exactly({ id: Type.String(), name: Exactly({ ru: Type.String(), en: Type.String() }) })
export type Provider = Static<typeof Provider>
const GoThere = Exactly({ url: Type.String() })

export const listProviders = route({
  method: 'GET',
  path: '/api/account/providers',
  reply: Type.Array(Provider),
  summary: 'Outside providers of identity that one can sign in with',
})
export const startProvider = route({
  method: 'POST',
  path: '/api/account/providers/:provider/sign-in',
  params: ByProvider,
  reply: GoThere,
  summary: 'Sign in by a provider: the address at the provider; what belongs to this visit is kept in a sealed cookie',
})
export const linkProvider = route({
  method: 'POST',
  path: '/api/account/identities/:provider',
  params: ByProvider,
  reply: GoThere,
  summary: 'Link my account with who I am at a provider, after a fresh proof: the address at the provider',
})
/**
 * `signed-in` and `factor` as after a password; `linked`: the account has one more way in; `unknown`: no account is linked, sign in or register
 * first and link then; `cancelled`: the person turned back at the provider.
 */
export const ProviderOutcome = Exactly({
  ...SignInAnswer.properties,
  next: OneOf(['signed-in', 'factor', 'linked', 'unknown', 'cancelled']),
  provider: Provider,
  /** The language the visit began in. */
  lang: Lang,
})
export type ProviderOutcome = Static<typeof ProviderOutcome>
const Given = (maxLength: number) => Type.Optional(Type.String({ minLength: 1, maxLength }))
export const finishProvider = route({
  method: 'POST',
  path: '/api/account/provider-answers',
  body: Exactly({ state: Type.String({ minLength: 1, maxLength: 200 }), code: Given(2000), iss: Given(300), error: Given(100) }),
  reply: ProviderOutcome,
  summary: 'What the browser brings back from a provider',
})
export const unlinkProvider = route({
  method: 'DELETE',
  path: '/api/account/identities/:provider',
  params: ByProvider,
  summary: 'Sign in by this provider no more, after a fresh proof',
})
