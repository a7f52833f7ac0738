import { useRouterState } from '@tanstack/react-router'
import { LockKeyhole, Paperclip, SendHorizontal } from 'lucide-react'
import { Tabs } from 'radix-ui'
import { type DragEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { ConversationDto } from '../../../src/http/contract'
import { fileLimits, textLimit } from '../api/upload'
import { useMe } from '../app/me'
import { useStore } from '../app/store'
import { formatSize, formatTime } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { typing } from '../live/live'
import { isMac } from '../shortcuts/dispatch'
import { matches } from '../shortcuts/match'
import { useShortcut } from '../shortcuts/use-shortcut'
import { Button, IconButton } from '../ui/button'
import { cn } from '../ui/class-names'
import { Kbd } from '../ui/kbd'
import { useChannelName } from '../words/channel-mark'
import { Collision } from './collision'
import { DraftFiles } from './draft-files'
import { type DraftKind, keepingStore, noDraft, useDraft } from './drafts'
import { HeldBy } from './held-by'
import { collisionStore, useSending } from './outgoing'
import { seenStore } from './seen'
import { TextArea } from './text-area'
import { useUploads } from './uploads'
import { useAct } from './use-act'

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

type WritingProps = { kind: DraftKind; conversation: ConversationDto; field: RefObject<HTMLTextAreaElement | null> }

function Writing({ kind, conversation, field }: WritingProps) {
  const { t } = useWords()
  const channelName = useChannelName()
  const { id, holder, person } = conversation
  const [draft, write] = useDraft(id, kind)
  const { uploads, problem, add } = useUploads(draft, write)
  const act = useAct()
  const { send } = useSending()
  const isNote = kind === 'note'
  const isTooLong = draft.text.length > textLimit
  const canSend = (draft.text.trim() !== '' || draft.files.length > 0) && uploads.length === 0 && !isTooLong
  const name = person.name ?? t('complaint.person')

  function onText(text: string): void {
    write((now) => ({ ...now, text }))
    typing(id)
    if (!isNote && holder.kind === 'queue' && text !== '' && !act.isPending) act.mutate({ type: 'take', id })
  }

  function submit(): void {
    if (!canSend) return
    send({ conversationId: id, kind, text: draft.text, files: draft.files, lastSeenMessageId: seenStore.get().get(id) ?? null })
    collisionStore.set(null)
    write(() => noDraft)
    field.current?.focus()
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      onKeyDown={(event) => {
        if (!matches(event.nativeEvent, 'Mod+Enter', isMac)) return
        event.preventDefault()
        submit()
      }}
      {...dropping(add)}
      className="flex flex-col gap-2"
    >
      {!isNote && <Collision conversation={conversation} onSend={submit} onEdit={() => field.current?.focus()} />}
      <TextArea
        field={field}
        value={draft.text}
        onChange={(event) => onText(event.target.value)}
        onPaste={(event) => {
          if (event.clipboardData.files.length === 0) return
          event.preventDefault()
          add([...event.clipboardData.files])
        }}
        aria-label={isNote ? t('composer.noteHint') : t('composer.replyTo', { name })}
        placeholder={isNote ? t('composer.noteHint') : t('composer.replyHint')}
        className={
          isNote ? 'border-dashed border-note-border bg-note text-note-text placeholder:text-note-text' : 'border-border-strong bg-surface'
        }
      />
      <DraftFiles
        draft={draft}
        uploads={uploads}
        onRemove={(fileId) => write((now) => ({ ...now, files: now.files.filter((file) => file.id !== fileId) }))}
      />
      {(problem || isTooLong) && (
        <p role="alert" className="text-dense text-danger">
          {isTooLong ? t('composer.tooLong', { count: draft.text.length, limit: textLimit }) : problem}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <AttachButton onFiles={add} />
        <Button type="submit" look={isNote ? 'note' : 'primary'} disabled={!canSend} className="two:ml-auto max-two:flex-1">
          {isNote ? <LockKeyhole aria-hidden className="size-4" /> : <SendHorizontal aria-hidden className="size-4" />}
          {isNote ? t('composer.save') : t('composer.send', { name, channel: channelName(conversation.channel) })}
          <span className="max-two:hidden">
            <Kbd id="send" isOnColor />
          </span>
        </Button>
      </div>
    </form>
  )
}

/** A form that takes files dropped anywhere on it. */
const dropping = (add: (files: readonly File[]) => void) => ({
  onDragOver: (event: DragEvent) => event.dataTransfer.types.includes('Files') && event.preventDefault(),
  onDrop: (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return
    event.preventDefault()
    add([...event.dataTransfer.files])
  },
})

function AttachButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const { t, language } = useWords()
  const limits = t('composer.limits', { count: fileLimits.count, size: formatSize(fileLimits.bytes, language) })
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton label={t('composer.attach', { limits })} side="top" onClick={() => input.current?.click()}>
        <Paperclip aria-hidden className="size-4" />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('composer.files')}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </>
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
