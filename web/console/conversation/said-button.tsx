import { Check } from 'lucide-react'
import type { ConversationDto, MessageDto } from '../../../src/http/contract'
import { desk } from '../api/desk'
import { may, useMe } from '../app/me'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { useOnMessage } from './use-on-message'

/** A person has told it with their own mouth, which is as good as sent. */
export function SaidButton({ message, conversation }: { message: MessageDto; conversation: ConversationDto }) {
  const { t } = useWords()
  const me = useMe()
  const said = useOnMessage(conversation.id, desk.dictated, t('delivery.said'))
  if (!may(me, 'conversations.write')) return null
  return (
    <Button disabled={said.isPending} onClick={() => said.mutate(message.id)}>
      <Check aria-hidden className="size-4" />
      {t('delivery.said')}
    </Button>
  )
}
