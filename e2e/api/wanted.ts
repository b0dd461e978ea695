import type { ActorName } from './office.ts'
import { actors } from './office.ts'

export type Wanted = Record<ActorName, number>
/** What a row needs beside the request itself (`guest`: that no account is known for it): a file of its intake, a question pending, an answer given, ... */
export type State = 'guest' | 'held' | 'free' | 'registered' | 'waiting' | 'external' | 'resolved' | 'asked'
export interface Row {
  wanted: Wanted
  payload?: Record<string, unknown>
  state?: State
  query?: string
  /** `id`: of a person that is nobody's. */
  id?: 'citizen' | 'employee' | 'nobody'
}

export const each = (status: (actor: ActorName) => number): Wanted => Object.fromEntries(actors.map((actor) => [actor, status(actor)])) as Wanted
export const citizens: readonly ActorName[] = ['citizen', 'citizen-owner']
export const visitors: readonly ActorName[] = ['anonymous', 'stranger', 'owner', 'half-citizen', ...citizens]
export const onDesk: readonly ActorName[] = ['holder', 'colleague', 'specialist', 'technician', 'supervisor', 'officer', 'foreigner']

/** Everybody gets the same. */
export const all = (status: number) => each(() => status)
/** No staff session 401, half-signed 401, else `full`. */
export const signedIn = (full: number, half = 401) => each((a) => (visitors.includes(a) ? 401 : a === 'half' ? half : full))
export const roles = (status: number, of: readonly ActorName[]) => each((a) => (visitors.includes(a) || a === 'half' ? 401 : of.includes(a) ? status : 403))
/** The browser that filed it and the account it belongs to; everybody else hears the same "not found" (FORM-11). */
export const owner = (status: number) => each((a) => (a === 'owner' || a === 'citizen-owner' ? status : 404))
/** Signed in to an account; `half`: the password given, the factor missing. */
export const account = (full: number, half = 401) => each((a) => (citizens.includes(a) ? full : a === 'half-citizen' ? half : 401))
/** Who may read it; a foreign team hears "not found". `but`: what some of them get instead. */
export const desk = (status: number, but: Partial<Wanted> = {}) => ({
  ...each((a) => (visitors.includes(a) || a === 'half' ? 401 : a === 'foreigner' ? 404 : onDesk.includes(a) ? status : 403)),
  ...but,
})
/** Its holder and those who lead. */
export const work = (status: number, but: Partial<Wanted> = {}) => desk(status, { colleague: 403, specialist: 403, technician: 403, ...but })
/** Who may come to an account from a request they may read; a clerk only from what he filed for a visitor. `but`: whose roles are not asked for it. */
export const onAccount = (status: number, but: Partial<Wanted> = {}) => ({
  ...each((a) =>
    visitors.includes(a) || a === 'half'
      ? 401
      : ['holder', 'colleague', 'supervisor', 'officer'].includes(a)
        ? status
        : a === 'foreigner' || a === 'clerk'
          ? 404
          : 403,
  ),
  ...but,
})
export const officerOnly = { holder: 403, colleague: 403, supervisor: 403, foreigner: 403, clerk: 403 }
/** Who may take talks. */
export const chatters: readonly ActorName[] = ['holder', 'colleague', 'specialist', 'supervisor', 'officer', 'foreigner']
export const reason = 'звонок по обращению'
export const text = 'Выписка готова и лежит в разделе документов.'
