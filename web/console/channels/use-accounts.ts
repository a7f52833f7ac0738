import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type AccountBody, type ChangeAccountBody, desk } from '../api/desk'
import { queries } from '../api/queries'

/** The live feed tells of conversations, not of accounts; how those are is asked again at this pace while somebody looks. */
const pageMs = 5_000
const shellMs = 30_000

export const useAccounts = () => useQuery({ ...queries.accounts, refetchInterval: pageMs, staleTime: 0 })
/** Quietly, behind every page; `isOn` false: this person is not to be told. */
export const useAccountsBehind = (isOn: boolean) =>
  useQuery({ ...queries.accounts, enabled: isOn, refetchInterval: shellMs }).data?.items ?? []

export function useAddAccount() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: AccountBody) => desk.addAccount(body),
    onSuccess: () => client.invalidateQueries({ queryKey: queries.accounts.queryKey }),
  })
}

export function useChangeAccount() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, change }: { id: number; change: ChangeAccountBody }) => desk.changeAccount(id, change),
    onSuccess: (account) => {
      client.setQueryData(queries.accounts.queryKey, (known) =>
        known ? { ...known, items: known.items.map((one) => (one.id === account.id ? account : one)) } : known,
      )
    },
    onSettled: () => client.invalidateQueries({ queryKey: queries.accounts.queryKey }),
  })
}
