import { useMutation, useQueryClient } from '@tanstack/react-query'
import { faultWords } from '../api/fault-words'
import { announce } from '../app/announce'
import { useMe } from '../app/me'
import { useWords } from '../i18n/use-words'
import { catchUp } from '../live/catch-up'
import { toastFault } from '../ui/toasts'

/** Does something to one message of ours, says `done` to who hears the page, and reads the conversation again. */
export function useOnMessage(conversationId: number, act: (conversationId: number, messageId: number) => Promise<unknown>, done: string) {
  const { t } = useWords()
  const client = useQueryClient()
  const { staff } = useMe()
  return useMutation({
    mutationFn: (messageId: number) => act(conversationId, messageId),
    onSuccess: () => announce(done),
    onError: (fault) => toastFault(t('fault.notDone', { message: faultWords(fault).message }), faultWords(fault).fix),
    onSettled: () => catchUp(client, [{ conversationId, complaintId: null, what: 'message' }], staff.id),
  })
}
