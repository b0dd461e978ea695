import { useQuery } from '@tanstack/react-query'
import { letters, lettersOfTicket, openLetter, openTicketLetter } from '#contract/letters'
import { call } from '../../api/call.ts'

export const lettersKey = ['letters']
export const listQuery = (show: 'quarantine' | 'dropped') => ({ queryKey: [...lettersKey, show], queryFn: () => call(letters, { query: { show } }) })
/** Opened letters are personal: they do not stay in memory once nobody looks. */
export const openedQuery = (id: string) => ({ queryKey: [...lettersKey, 'one', id], queryFn: () => call(openLetter, { params: { id } }), gcTime: 0 })
export const openedOfTicketQuery = (number: string, id: string) => ({
  queryKey: [...lettersKey, 'ticket', number, id],
  queryFn: () => call(openTicketLetter, { params: { number, id } }),
  gcTime: 0,
})
/** Which messages came by mail; asked again with each new message. */
export const useLettersOf = (number: string, messages: number) =>
  useQuery({
    queryKey: [...lettersKey, 'of', number, messages],
    queryFn: () => call(lettersOfTicket, { params: { number } }),
    placeholderData: (before) => before,
  })
