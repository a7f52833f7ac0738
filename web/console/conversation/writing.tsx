import { LockKeyhole, SendHorizontal } from 'lucide-react'
import { type RefObject, useId } from 'react'
import type { ConversationDto } from '../../../src/http/contract'
import { textLimit } from '../api/upload'
import { useWords } from '../i18n/use-words'
import { typing } from '../live/live'
import { isMac } from '../shortcuts/dispatch'
import { matches } from '../shortcuts/match'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { useChannelName } from '../words/channel-mark'
import { AttachButton, dropping } from './attach-button'
import { Collision } from './collision'
import { DraftFiles } from './draft-files'
import { type DraftKind, noDraft, useDraft } from './drafts'
import { collisionStore, useSending } from './outgoing'
import { seenStore } from './seen'
import { TextArea } from './text-area'
import { useUploads } from './uploads'
import { useAct } from './use-act'

type WritingProps = { kind: DraftKind; conversation: ConversationDto; field: RefObject<HTMLTextAreaElement | null> }

/** The field of one kind, its files and its button. To write in a conversation that nobody holds is to take it. */
export function Writing({ kind, conversation, field }: WritingProps) {
  const { t } = useWords()
  const channelName = useChannelName()
  const { id, holder, person, blockedAt } = conversation
  const warningId = useId()
  const [draft, write] = useDraft(id, kind)
  const { uploads, problem, add } = useUploads(draft, write)
  const act = useAct()
  const { send } = useSending()
  const isNote = kind === 'note'
  const isInVain = !isNote && blockedAt !== null
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
        aria-describedby={isInVain ? warningId : undefined}
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
        {isInVain && (
          <p id={warningId} className="min-w-0 flex-1 text-dense text-text-2 max-two:sr-only">
            {t('blocked.composer')}
          </p>
        )}
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
