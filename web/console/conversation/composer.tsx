import { useRouterState } from '@tanstack/react-router'
import { LockKeyhole } from 'lucide-react'
import { Tabs } from 'radix-ui'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { ConversationDto } from '../../../src/http/contract'
import { useMe } from '../app/me'
import { useStore } from '../app/store'
import { formatTime } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { useShortcut } from '../shortcuts/use-shortcut'
import { cn } from '../ui/class-names'
import { type DraftKind, keepingStore, useDraft } from './drafts'
import { HeldBy } from './held-by'
import { Writing } from './writing'

/**
 * Where staff write. A reply and a note look nothing alike, have drafts of their own, and the button says where the words will go.
 * Who does not hold the conversation cannot reply by accident; a note is always possible.
 */
export function Composer({ conversation }: { conversation: ConversationDto }) {
  const { t } = useWords()
  const me = useMe()
  const { holder, isEnded } = conversation
  const mayReply = !isEnded && (holder.kind === 'queue' || (holder.kind === 'operator' && holder.id === me.staff.id))
  const [kind, setKind] = useState<DraftKind>('reply')
  const field = useRef<HTMLTextAreaElement>(null)
  const wantsReply = useRouterState({ select: (state) => state.location.hash === 'reply' })

  const focusOn = (wanted: DraftKind): void => {
    // At once, so that not even the first letter typed after it is lost.
    flushSync(() => setKind(wanted))
    field.current?.focus()
  }
  useShortcut('reply', () => focusOn('reply'))
  useShortcut('note', () => focusOn('note'))
  useEffect(() => {
    if (wantsReply && mayReply) field.current?.focus()
  }, [wantsReply, mayReply])

  return (
    <Tabs.Root
      value={kind}
      onValueChange={(value) => setKind(value === 'note' ? 'note' : 'reply')}
      className={cn(
        'border-t px-4 pt-2 pb-[calc(0.75rem+env(safe-area-inset-bottom))] max-two:px-3',
        kind === 'note' ? 'border-dashed border-note-border bg-note' : 'border-border bg-surface',
      )}
    >
      <div className="mb-2 flex items-center justify-between gap-2">
        <Tabs.List aria-label={t('composer.kind')} className="flex gap-1">
          <KindTab kind="reply" label={t('composer.reply')} />
          <KindTab kind="note" label={t('composer.note')} />
        </Tabs.List>
        <DraftMark conversationId={conversation.id} kind={kind} />
      </div>
      <Tabs.Content value="reply" className="outline-none">
        {mayReply ? (
          <Writing kind="reply" conversation={conversation} field={field} />
        ) : (
          <HeldBy conversation={conversation} onNote={() => focusOn('note')} />
        )}
      </Tabs.Content>
      <Tabs.Content value="note" className="outline-none">
        <Writing kind="note" conversation={conversation} field={field} />
      </Tabs.Content>
    </Tabs.Root>
  )
}

function KindTab({ kind, label }: { kind: DraftKind; label: string }) {
  return (
    <Tabs.Trigger
      value={kind}
      className={cn(
        'inline-flex min-h-8 items-center gap-1.5 rounded-control border px-3 text-body font-medium coarse:min-h-11',
        'border-transparent text-text-2 hover:bg-hover',
        kind === 'note'
          ? 'data-[state=active]:border-dashed data-[state=active]:border-note-border data-[state=active]:bg-note data-[state=active]:text-note-text'
          : 'data-[state=active]:border-border data-[state=active]:bg-selected data-[state=active]:text-text',
      )}
    >
      {kind === 'note' && <LockKeyhole aria-hidden className="size-3.5" />}
      {label}
    </Tabs.Trigger>
  )
}

function DraftMark({ conversationId, kind }: { conversationId: number; kind: DraftKind }) {
  const { t, language } = useWords()
  const [draft] = useDraft(conversationId, kind)
  const isKeeping = useStore(keepingStore, (now) => now)
  if (!isKeeping) return <span className="text-meta text-danger">{t('composer.notKept')}</span>
  if (draft.keptAt === null) return null
  return <span className="text-meta text-text-2">{t('composer.kept', { at: formatTime(draft.keptAt, language) })}</span>
}
