import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { type DeskLine, deskTickets, takeTicket } from '#contract/desk'
import { call } from '../../api/call.ts'
import { useSend } from '../../api/send.ts'
import { useFormat } from '../../parts/format.ts'
import { tell } from '../../parts/notices.tsx'
import { sayProblem } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { digitsOf } from './queries.ts'

/** Takes a request from a list and opens it; a colleague who was faster is named by the refusal's own words. */
export function useTake() {
  const send = useSend(takeTicket)
  const navigate = useNavigate()
  const texts = useTexts()
  const format = useFormat()
  const client = useQueryClient()
  return async (line: Pick<DeskLine, 'number' | 'version'>) => {
    const number = digitsOf(line.number)
    try {
      await send.mutateAsync({ params: { number }, body: { expected: line.version } })
      await client.invalidateQueries({ queryKey: ['ticket', number] })
      navigate({ pathname: `/requests/${number}`, search: location.search })
    } catch (error) {
      tell(sayProblem(error, texts, format).join(' '))
    }
  }
}

/** The first unassigned request in queue order: security, class, remaining time. */
export function useTakeNext() {
  const take = useTake()
  const texts = useTexts()
  const format = useFormat()
  return async () => {
    try {
      const { items } = await call(deskTickets, { query: { view: 'unassigned', limit: 1 } })
      if (items[0]) await take(items[0])
      else tell(texts.t('tickets.queue-empty'))
    } catch (error) {
      tell(sayProblem(error, texts, format).join(' '))
    }
  }
}
