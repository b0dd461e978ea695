import { QueryClient } from '@tanstack/react-query'
import { Refused } from './problem.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      // A refusal stays a refusal; only silence is worth asking again.
      retry: (tries, error) => !(error instanceof Refused) && tries < 2,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})
