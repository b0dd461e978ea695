import { readAccount } from '#contract/account-desk'
import { call } from '../../api/call.ts'

export const accountQuery = (number: string) => ({
  queryKey: ['account', number],
  queryFn: ({ signal }: { signal: AbortSignal }) => call(readAccount, { params: { number }, signal }),
  // Each asking is a look that the citizen sees: not repeated by coming back to the window.
  staleTime: 60_000,
  refetchOnWindowFocus: false,
})
