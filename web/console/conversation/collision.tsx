import { useInfiniteQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import type { ConversationDto, MessageDto } from '../../../src/http/contract'
import { queries } from '../api/queries'
import { useStore } from '../app/store'
import { type Translate, useWords } from '../i18n/use-words'
import { threadOf } from '../live/apply-rows'
import { Button } from '../ui/button'
import { collisionStore } from './outgoing'
import { seenStore } from './seen'

type CollisionProps = { conversation: ConversationDto; onSend: () => void; onEdit: () => void }

/** The server kept a reply back because something new had been said. The words are in the field again; the person decides. */
export function Collision({ conversation, onSend, onEdit }: CollisionProps) {
  const { t } = useWords()
  const collision = useStore(collisionStore, (now) => (now?.conversationId === conversation.id ? now : null))
  const { data } = useInfiniteQuery({ ...queries.messages(conversation.id), enabled: collision !== null })
  if (!collision) return null
  const fresh = threadOf(data).filter((message) => message.id > (collision.lastSeenMessageId ?? 0) && message.visibility === 'public')
  const newest = fresh.at(-1)

  const seeAll = (): void => {
    if (newest) seenStore.set((all) => new Map(all).set(conversation.id, newest.id))
  }
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-department bg-department-bg px-3 py-2 text-department"
    >
      <TriangleAlert aria-hidden className="size-5 shrink-0" />
      <div className="min-w-48 flex-1">
        <p className="text-body font-semibold">{titleOf(fresh, t)}</p>
        {newest && <p className="line-clamp-2 text-dense">{newest.text}</p>}
        <p className="text-dense">{t('composer.movedText')}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          onClick={() => {
            seeAll()
            document.querySelector('[data-thread-end]')?.scrollIntoView({ block: 'end' })
          }}
        >
          {t('composer.movedShow')}
        </Button>
        <Button
          onClick={() => {
            seeAll()
            collisionStore.set(null)
            onEdit()
          }}
        >
          {t('composer.movedEdit')}
        </Button>
        <Button
          onClick={() => {
            seeAll()
            onSend()
          }}
        >
          {t('composer.movedSend')}
        </Button>
      </div>
    </div>
  )
}

function titleOf(fresh: readonly MessageDto[], t: Translate): string {
  const colleague = fresh.findLast((message) => message.author.kind === 'operator')
  if (colleague?.author.name) return t('composer.movedBy', { who: colleague.author.name })
  return fresh.length > 0 ? t('composer.movedTitle', { count: fresh.length }) : t('composer.movedNothing')
}
