import { QueryClient } from '@tanstack/react-query'
import { problemOf, whenSignedOut } from '../../webkit/api.ts'

/** Announcements keep answers fresh; what nobody announces is read again when the window comes back. */
export function openQueries(): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A "no" stays a "no"; only what did not reach the server is tried again.
        retry: (failureCount, error) => problemOf(error).kind === 'offline' && failureCount < 2,
      },
    },
  })
  whenSignedOut(() => void queries.invalidateQueries({ queryKey: ['access'] }))
  return queries
}
