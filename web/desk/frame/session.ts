import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { type Me, me, type Role } from '#contract/staff'
import { call } from '../api/call.ts'
import { queryClient } from '../api/query-client.ts'
import { forgetDrafts } from '../parts/drafts.ts'
import { changeView, viewSettings } from './view-settings.ts'

export const meQuery = { queryKey: ['me'], queryFn: () => call(me, {}), staleTime: 60_000, retry: false }
export const useSession = () => useQuery(meQuery)

const Context = createContext<Me | null>(null)
export const MeProvider = Context.Provider
/** Who is signed in; inside the frame somebody always is. */
export function useMe(): Me {
  const it = useContext(Context)
  if (!it) throw new Error('useMe outside of the frame')
  return it
}

let lastPerson: string | null = null
/** After a proof of the second factor: what another person typed or read in this tab does not stay for the next one. */
export function begin(person: Me) {
  if (lastPerson !== null && lastPerson !== person.id) {
    forgetDrafts()
    queryClient.clear()
  }
  lastPerson = person.id
  if (!viewSettings().langChosen) changeView({ lang: person.lang })
  queryClient.setQueryData(meQuery.queryKey, person)
}

/** `endedByPerson`: drafts go too; a session that merely ran out keeps them for the same person. */
export function end(endedByPerson: boolean) {
  queryClient.clear()
  if (endedByPerson) forgetDrafts()
}

const ticketRoles: Role[] = ['operator', 'specialist', 'technician', 'supervisor', 'security_officer']
const chatRoles: Role[] = ['operator', 'specialist', 'supervisor', 'security_officer']
/** Who takes chats and may be handed one. */
export const mayChat = ({ roles }: { roles: readonly string[] }): boolean => chatRoles.some((role) => roles.includes(role))
/** Which rooms of the desk the rail shows; the server decides again on each call. */
export const opens = (person: Me) => ({
  inbox: person.roles.some((role) => ticketRoles.includes(role)),
  chats: mayChat(person),
  figures: person.roles.some((role) => role === 'supervisor' || role === 'security_officer' || role === 'auditor'),
  recoveries: person.roles.some((role) => role === 'supervisor' || role === 'security_officer'),
  intake: person.roles.some((role) => ticketRoles.includes(role) || role === 'mfc_clerk'),
  /** Everybody reads; who may edit is told by the page itself. */
  knowledge: true,
  letters: person.roles.some((role) => role === 'supervisor' || role === 'security_officer'),
  learning: person.roles.some((role) => role === 'editor' || role === 'supervisor'),
  templates: person.roles.some((role) => role === 'editor' || role === 'supervisor' || role === 'admin'),
  deliveries: person.roles.some((role) => role === 'supervisor' || role === 'admin'),
  staff: person.roles.includes('admin'),
  calendar: person.roles.includes('admin'),
})
