import { Bot, DoorClosed, User } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ConversationDto } from '../../../src/http/contract'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { useAct } from './use-act'

/** Why a reply cannot be written here now, and what can be done. */
export function HeldBy({ conversation, onNote }: { conversation: ConversationDto; onNote: () => void }) {
  const { t } = useWords()
  const act = useAct()
  const { id, holder, isEnded } = conversation
  if (isEnded) {
    return (
      <Notice icon={<DoorClosed aria-hidden className="size-5" />} title={t('conversation.ended')}>
        <Button onClick={onNote}>{t('composer.note')}</Button>
      </Notice>
    )
  }
  if (holder.kind === 'operator') {
    return (
      <Notice
        icon={<User aria-hidden className="size-5" />}
        title={t('conversation.otherHolds', { name: holder.name })}
        text={t('conversation.otherHoldsWhy')}
      >
        <Button onClick={onNote}>{t('composer.note')}</Button>
      </Notice>
    )
  }
  return (
    <Notice icon={<Bot aria-hidden className="size-5" />} title={t('conversation.botHolds')} text={t('conversation.botHoldsWhy')}>
      <Button look="primary" disabled={act.isPending} onClick={() => act.mutate({ type: 'take', id })}>
        {t('conversation.takeOver')}
        <span className="max-two:hidden">
          <Kbd id="take" isOnColor />
        </span>
      </Button>
    </Notice>
  )
}

function Notice({ icon, title, text, children }: { icon: ReactNode; title: string; text?: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-card bg-sunken px-3 py-3">
      <span className="text-text-3">{icon}</span>
      <div className="min-w-56 flex-1">
        <p className="text-body font-semibold">{title}</p>
        {text && <p className="text-dense text-text-2">{text}</p>}
      </div>
      {children}
    </div>
  )
}
