import { CircleAlert, Clock, LockKeyhole, WifiOff } from 'lucide-react'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { Chip } from '../ui/chip'
import { cn } from '../ui/class-names'
import { MessageFiles } from './message-files'
import { type Outgoing, useSending } from './outgoing'

/** What was just written and is not with the server yet; when it fails, what to do stands in the bubble itself. */
export function OutgoingMessage({ outgoing }: { outgoing: Outgoing }) {
  const { t } = useWords()
  const { resend, toDraft, discard } = useSending()
  const { kind, text, files, state, fault } = outgoing
  const isNote = kind === 'note'
  return (
    <li className="flex flex-col">
      <article
        className={cn(
          'flex flex-col gap-1 rounded-dialog border px-3 py-2',
          isNote
            ? 'border-dashed border-note-border bg-note text-note-text'
            : 'max-w-[min(85%,40rem)] self-end border-transparent bg-bubble-operator',
          state === 'failed' && 'border-solid border-danger!',
        )}
      >
        <h3 className={cn('flex items-center gap-1 text-meta font-semibold', !isNote && 'text-text-2')}>
          {isNote && <LockKeyhole aria-hidden className="size-3.5" />}
          {t('conversation.you')}
          {isNote && <span className="font-medium">· {t('conversation.noteLabel')}</span>}
        </h3>
        {text && (
          <p dir="auto" className="text-message break-words whitespace-pre-wrap">
            {text}
          </p>
        )}
        {files.length > 0 && <MessageFiles files={files} channel="" />}
        {state === 'sending' && (
          <Chip tone="quiet" icon={Clock} className="self-end">
            {t('conversation.sending')}
          </Chip>
        )}
        {state === 'waiting' && (
          <Chip tone="department" icon={WifiOff} className="self-end">
            {t('conversation.waitsForNetwork')}
          </Chip>
        )}
        {state === 'failed' && (
          <div className="flex flex-col items-end gap-2 pt-1">
            <p role="alert" className="text-dense text-text">
              <Chip tone="danger" icon={CircleAlert} className="mr-1 align-middle">
                {t('conversation.unsent')}
              </Chip>
              {fault && `${fault.message}. ${fault.fix}`}
            </p>
            <div className="flex flex-wrap justify-end gap-2">
              <Button onClick={() => resend(outgoing)}>{t('conversation.resend')}</Button>
              <Button onClick={() => toDraft(outgoing)}>{t('conversation.toDraft')}</Button>
              <Button look="quiet" onClick={() => discard(outgoing.key)}>
                {t('conversation.discard')}
              </Button>
            </div>
          </div>
        )}
      </article>
    </li>
  )
}
