import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { queries } from '../api/queries'
import { keep, kept } from '../app/kept'
import { ComplaintCards } from '../complaint/complaint-cards'
import { useWords } from '../i18n/use-words'
import { look } from '../live/live'
import { useShortcut } from '../shortcuts/use-shortcut'
import { Overlay } from '../ui/overlay'
import { Bone, Trouble } from '../ui/state'
import { useIsNarrow, useIsWide } from '../ui/use-media'
import { BlockedBanner } from './blocked-banner'
import { ChannelDown } from './channel-down'
import { Composer } from './composer'
import { ConversationHeader } from './conversation-header'
import { Suspicions } from './suspicions'
import { Thread } from './thread'

/** One conversation: who and how long on top, what was said, where to write; and the complaint beside it. */
export function ConversationPane({ id }: { id: number }) {
  const { t } = useWords()
  const isWide = useIsWide()
  const isNarrow = useIsNarrow()
  const { data: conversation, error, refetch } = useQuery(queries.conversation(id))
  const [hasPanel, setHasPanel] = useState(kept('panel') !== 'off')
  const [isDrawerOpen, setIsDrawerOpen] = useState(false)

  useEffect(() => {
    look(id)
    return () => look(null)
  }, [id])

  function togglePanel(): void {
    if (!isWide) {
      setIsDrawerOpen((now) => !now)
      return
    }
    keep('panel', hasPanel ? 'off' : 'on')
    setHasPanel(!hasPanel)
  }
  useShortcut('panel', togglePanel)

  if (error && !conversation) {
    return (
      <main className="flex-1">
        <Trouble title={t('conversation.missing')} fault={error} onRetry={() => void refetch()} />
      </main>
    )
  }
  if (!conversation) return <PaneBones />
  return (
    <>
      <main data-full-pane={isNarrow || undefined} aria-label={t('conversation.thread')} className="flex min-h-0 min-w-0 flex-1 flex-col">
        <ConversationHeader conversation={conversation} onPanel={togglePanel} isPanelOpen={isWide ? hasPanel : isDrawerOpen} />
        <Thread conversation={conversation} />
        <Suspicions conversation={conversation} />
        <ChannelDown conversation={conversation} />
        <BlockedBanner conversation={conversation} />
        <Composer conversation={conversation} />
      </main>
      {isWide && hasPanel && (
        <aside
          aria-label={t('conversation.details')}
          className="flex min-h-0 w-[340px] shrink-0 flex-col overflow-y-auto border-l border-border bg-surface"
        >
          <ComplaintCards conversation={conversation} />
        </aside>
      )}
      {!isWide && (
        <Overlay
          isOpen={isDrawerOpen}
          onOpenChange={setIsDrawerOpen}
          title={t('conversation.details')}
          shape={isNarrow ? 'bottom' : 'side'}
        >
          <div className="min-h-0 overflow-y-auto">
            <ComplaintCards conversation={conversation} />
          </div>
        </Overlay>
      )}
    </>
  )
}

function PaneBones() {
  const { t } = useWords()
  return (
    <main className="flex flex-1 flex-col gap-4 p-4">
      <span className="sr-only">{t('app.loading')}</span>
      <Bone className="h-6 w-1/3" />
      <Bone className="mt-6 h-16 w-2/3" />
      <Bone className="h-10 w-1/2 self-end" />
      <Bone className="h-24 w-3/5" />
      <Bone className="h-12 w-2/5 self-end" />
    </main>
  )
}
