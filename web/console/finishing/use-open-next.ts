import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { queries } from '../api/queries'
import { useMe } from '../app/me'
import { mostUrgent } from '../feed/urgent'
import { feedRows } from '../live/apply-rows'

/** After the last complaint of a conversation: the next most urgent one, or the list when nothing is left. */
export function useOpenNext(finishedId: number): () => void {
  const client = useQueryClient()
  const navigate = useNavigate()
  const me = useMe()
  return () => {
    const rows = feedRows(client.getQueryData(queries.feed('now', false).queryKey)).filter((row) => row.id !== finishedId)
    const next = mostUrgent(rows, me.staff.id)
    if (next) void navigate({ to: '/conversations/$conversationId', params: { conversationId: next.id }, search: (now) => now })
    else void navigate({ to: '/', search: (now) => now })
  }
}
