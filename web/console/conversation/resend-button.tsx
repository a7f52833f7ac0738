import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import type { ConversationDto, MessageDto } from '../../../src/http/contract'
import { desk } from '../api/desk'
import { may, useMe } from '../app/me'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { Confirm } from '../ui/confirm'
import { useOnMessage } from './use-on-message'

/** Sends the same message once more. Where the first may have arrived, asks before the customer gets it twice. */
export function ResendButton({ message, conversation }: { message: MessageDto; conversation: ConversationDto }) {
  const { t } = useWords()
  const me = useMe()
  const [isAsking, setIsAsking] = useState(false)
  const resend = useOnMessage(conversation.id, desk.resend, t('delivery.goesAgain'))
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
