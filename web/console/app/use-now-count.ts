import { useQuery } from '@tanstack/react-query'
import { queries } from '../api/queries'

/** How many conversations of the whole desk want somebody now. */
export function useNowCount(): number {
  return useQuery(queries.counts(false)).data?.now ?? 0
}
