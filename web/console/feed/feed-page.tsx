import { useParams } from '@tanstack/react-router'
import { Inbox } from 'lucide-react'
import { useNowCount } from '../app/use-now-count'
import { useTitle } from '../app/use-title'
import { ConversationPane } from '../conversation/conversation-pane'
import { useWords } from '../i18n/use-words'
import { Empty } from '../ui/state'
import { useIsNarrow } from '../ui/use-media'
import { FeedList } from './feed-list'

/** The single window: the feed, the conversation, the complaint; side by side where there is room, one after the other where not. */
export function FeedPage() {
  const { t } = useWords()
  const { conversationId } = useParams({ strict: false })
  const isNarrow = useIsNarrow()
  const count = useNowCount()
  useTitle(count > 0 ? t('feed.titleCount', { count }) : t('feed.title'))
  const hasOpen = conversationId !== undefined
  return (
    <div className="flex min-h-0 flex-1">
      {(!isNarrow || !hasOpen) && <FeedList openId={conversationId ?? null} />}
      {hasOpen && <ConversationPane key={conversationId} id={conversationId} />}
      {!hasOpen && !isNarrow && (
        <main className="flex flex-1 items-center justify-center">
          <Empty icon={<Inbox aria-hidden className="size-8" strokeWidth={1.5} />} title={t('feed.pick')}>
            {t('feed.pickHint', { take: t('feed.take') })}
          </Empty>
        </main>
      )}
    </div>
  )
}
