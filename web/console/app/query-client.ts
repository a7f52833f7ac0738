import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isOffline, isSignedOut } from '../api/fault'

/** `onSignedOut` is called when the server no longer knows who we are. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const watch = (fault: unknown): void => {
    if (isSignedOut(fault)) onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: (fault, query) => query.queryKey[0] !== 'me' && watch(fault) }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      // The live feed keeps the cache true; a reconnect asks for what was missed. Nothing is read again for having been looked at.
      queries: { staleTime: 30_000, refetchOnWindowFocus: false, retry: (count, fault) => isOffline(fault) && count < 3 },
      mutations: { networkMode: 'always' },
    },
  })
}
