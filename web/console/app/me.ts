import { useSuspenseQuery } from '@tanstack/react-query'
import type { Me } from '../../../src/http/contract'
import { queries } from '../api/queries'

/** Who is signed in. Only below the desk's layout, which has asked already. */
export function useMe(): Me {
  return useSuspenseQuery(queries.me).data
}

export const may = (me: Me, right: string): boolean => me.rights.includes(right)
