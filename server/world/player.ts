import { deliveriesOf, openSender, type People } from '#domains/notifications/index'
import type { Actor, Ctx } from '#platform/ctx'
import { errorCode } from '#platform/http/error-code'
import type { Platform } from '#platform/platform'
import type { Case } from './cast.ts'
import type { Person } from './citizens.ts'
import { demoStaff } from './staff.ts'
import type { Random } from './words.ts'

export type StaffAct =
  | 'take'
  | 'start'
  | 'reply'
  | 'note'
  | 'ask'
  | 'askBriefly'
  | 'askExternal'
  | 'externalCame'
  | 'resolve'
  | 'decline'
  | 'transfer'
  | 'merge'
  | 'extend'
  | 'askExtension'
  | 'escalate'
  | 'reclassify'
  | 'reveal'
export type CitizenAct = 'answer' | 'words' | 'confirm' | 'rate' | 'withdraw' | 'reopen' | 'object'

/** The stage: who may act at which moment, and the post that goes out at that moment. */
export interface Player {
  app: Platform
  random: Random
  as: (actor: Actor, at: Date) => Ctx
  staff: (login: string, at: Date) => Ctx
  /** Sends what is due at `at`, into the demonstration's inbox alone. */
  post: (at: Date) => Promise<void>
  /** The last code mailed to this address. */
  codeFor: (email: string) => string | undefined
  deliveries: typeof deliveriesOf
  /** Ids of those who have an account. */
  accounts: ReadonlyMap<Person, string>
}

export interface Stage {
  staffIds: ReadonlyMap<string, string>
  people: People
  random: Random
  accounts: ReadonlyMap<Person, string>
}
export function openPlayer(app: Platform, { staffIds, people, random, accounts }: Stage): Player {
  let clock = new Date(0)
  const codes = new Map<string, string>()
  const transport = {
    atOnce: 1,
    send: async ({ to, text }: { to: string; text: string }) => {
      const [code] = /(?<![\d-])\d{6}(?![\d-])/.exec(text) ?? []
      if (code) codes.set(to, code)
      return { answer: 'stored: no gateway is set' }
    },
    reachable: async () => true,
    close: () => {},
  }
  const sender = openSender({ platform: app, people, transport, sms: transport, clock: () => clock })
  const as = (actor: Actor, at: Date): Ctx => ({ app, actor, now: at, lang: 'ru', requestId: errorCode() })
  return {
    app,
    random,
    as,
    staff: (login, at) => {
      const person = demoStaff.find((one) => one.login === login)
      const id = staffIds.get(login)
      if (!person || !id) throw new Error(`nobody signs in as ${login}`)
      return as({ kind: 'staff', id, roles: person.roles, teams: person.teams, provedAt: at }, at)
    },
    post: async (at) => {
      clock = at
      await sender.drain()
    },
    codeFor: (email) => codes.get(email),
    deliveries: deliveriesOf,
    accounts,
  }
}

export type Acting = (player: Player, request: Case, at: Date) => Promise<unknown>
