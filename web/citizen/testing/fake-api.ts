import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import type { Me } from '#contract/accounts'
import type { chatHours } from '#contract/chat'
import type { Draft } from '#contract/drafts'
import type { AccountLook, AccountView } from '#contract/my-account'
import type { OwnNotices, UnreadNotices } from '#contract/own-notices'
import type { PushDevice } from '#contract/push-devices'
import type { ReplyOf } from '#contract/route'

/** What tests of the pages may set and read of the stand-in API. */
export interface FakeApi {
  app: FastifyInstance
  /** Bodies of writes, oldest first, with the idempotency key they came with. */
  sent: { path: string; body: unknown; key: string | undefined }[]
  draft: Draft
  /** Which of `states` GET /api/tickets/:number answers. */
  state: string
  /** Who is signed in, for a browser that sends a session cookie; undefined: its session has ended. */
  me: Me | undefined
  account: AccountView
  /** Which of `recoveries` is under way. */
  recovery: string
  hasAccount: boolean
  /** How a visit to an outside service of sign-in ends. */
  brought: string
  /** Which of `talks` is answered, and whether the list of talks holds one that is under way. */
  talk: string
  hasTalk: boolean
  hours: ReplyOf<typeof chatHours>
  notices: OwnNotices
  refused: UnreadNotices['refused']
  devices: PushDevice[]
  looks: Static<typeof AccountLook>[]
  /** Answers the next call of this path with this refusal. */
  refuseNext: (path: string, status: number, problem: { kind: string; code: string; fields?: object[]; details?: object }) => void
}
