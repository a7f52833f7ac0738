import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import type { ConversationDto, MessageDto } from '../../../src/http/contract'
import { desk } from '../api/desk'
import { faultWords } from '../api/fault-words'
import { announce } from '../app/announce'
import { may, useMe } from '../app/me'
import { useWords } from '../i18n/use-words'
import { catchUp } from '../live/catch-up'
import { Button } from '../ui/button'
import { Confirm } from '../ui/confirm'
import { toastFault } from '../ui/toasts'

/** Sends the same message once more. Where the first may have arrived, asks before the customer gets it twice. */
export function ResendButton({ message, conversation }: { message: MessageDto; conversation: ConversationDto }) {
  const { t } = useWords()
  const me = useMe()
  const [isAsking, setIsAsking] = useState(false)
  const resend = useResend(conversation.id)
  const mayArriveTwice = message.delivery === 'uncertain'
  if (!may(me, 'conversations.write')) return null
  const go = (): void => {
    setIsAsking(false)
    resend.mutate(message.id)
  }
  return (
    <>
      <Button disabled={resend.isPending} onClick={() => (mayArriveTwice ? setIsAsking(true) : go())}>
        <RotateCw aria-hidden className="size-4" />
        {t('delivery.again')}
      </Button>
      <Confirm
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('delivery.againTitle')}
        action={t('delivery.again')}
        onConfirm={go}
      >
        <p>{t('delivery.againText')}</p>
        {message.text && (
          <p dir="auto" className="mt-2 line-clamp-3 rounded-control bg-sunken px-3 py-2 text-text">
            {message.text}
          </p>
        )}
      </Confirm>
    </>
  )
}

function useResend(conversationId: number) {
  const { t } = useWords()
  const client = useQueryClient()
  const { staff } = useMe()
  return useMutation({
    mutationFn: (messageId: number) => desk.resend(conversationId, messageId),
    onSuccess: () => announce(t('delivery.goesAgain')),
    onError: (fault) => toastFault(t('fault.notDone', { message: faultWords(fault).message }), faultWords(fault).fix),
    onSettled: () => catchUp(client, [{ conversationId, complaintId: null, what: 'resent' }], staff.id),
  })
}
