import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import type { ConversationDto, ConversationRowDto, FinishBody, Me, SnoozeBody } from '../../../src/http/contract'
import { desk } from '../api/desk'
import { faultWords } from '../api/fault-words'
import { queries } from '../api/queries'
import { useMe } from '../app/me'
import { useWords } from '../i18n/use-words'
import { catchUp, putConversation, putRow } from '../live/catch-up'
import { toastFault } from '../ui/toasts'

/** What an operator does to a conversation. */
export type Act = { id: number } & (
  | { type: 'take' }
  | { type: 'release'; to: 'flow' | 'queue' }
  | { type: 'hand-over'; to: number; name: string; note?: string }
  | { type: 'snooze'; body: SnoozeBody }
  | { type: 'finish'; body: FinishBody }
  | { type: 'register' | 'dismiss'; messageId: number }
  | { type: 'join'; conversationId: number }
  | { type: 'undo-join'; joinId: number }
)

function perform(act: Act): Promise<ConversationDto> {
  switch (act.type) {
    case 'take':
      return desk.take(act.id)
    case 'release':
      return desk.release(act.id, act.to)
    case 'hand-over':
      return desk.handOver(act.id, { to: act.to, ...(act.note ? { note: act.note } : {}) })
    case 'snooze':
      return desk.snooze(act.id, act.body)
    case 'finish':
      return desk.finish(act.id, act.body)
    case 'register':
      return desk.register(act.id, act.messageId)
    case 'dismiss':
      return desk.dismiss(act.id, act.messageId)
    case 'join':
      return desk.join(act.id, act.conversationId)
    case 'undo-join':
      return desk.undoJoin(act.id, act.joinId)
  }
}

/** The row as it will be when the server agrees. Only who holds it is foretold; strips, clocks and statuses are the server's to decide. */
export function foretell<T extends ConversationRowDto>(row: T, act: Act, me: Me['staff']): T {
  switch (act.type) {
    case 'take':
      return { ...row, holder: { kind: 'operator', id: me.id, name: me.name } }
    case 'release':
      return { ...row, holder: act.to === 'flow' ? { kind: 'flow' } : { kind: 'queue', reason: 'released' } }
    case 'hand-over':
      return { ...row, holder: { kind: 'operator', id: act.to, name: act.name } }
    default:
      return row
  }
}

/** Shows the change at once; when the server refuses, takes it back and says why. */
export function useAct() {
  const { t } = useWords()
  const client = useQueryClient()
  const { staff } = useMe()
  return useMutation({
    mutationFn: perform,
    onMutate: (act) => {
      const { queryKey } = queries.conversation(act.id)
      const before = client.getQueryData(queryKey)
      client.setQueryData(queryKey, (known) => known && foretell(known, act, staff))
      const row = before ?? findRow(client, act.id)
      if (row) putRow(client, foretell(row, act, staff), staff.id)
      return { row }
    },
    onSuccess: (conversation) => putConversation(client, conversation, staff.id),
    onError: (fault, act, context) => {
      if (context?.row) {
        client.setQueryData(
          queries.conversation(act.id).queryKey,
          (known) => known && { ...known, holder: context.row?.holder ?? known.holder },
        )
        putRow(client, context.row, staff.id)
      }
      const { message, fix } = faultWords(fault)
      toastFault(t('fault.undone', { message }), fix)
    },
    onSettled: (_answer, _fault, act) => catchUp(client, [{ conversationId: act.id, complaintId: null, what: 'act' }], staff.id),
  })
}

function findRow(client: QueryClient, id: number): ConversationRowDto | undefined {
  const feeds = client.getQueriesData<{ pages: { items: ConversationRowDto[] }[] }>({ queryKey: ['feed'] })
  return feeds.flatMap(([, feed]) => feed?.pages.flatMap((page) => page.items) ?? []).find((row) => row.id === id)
}
