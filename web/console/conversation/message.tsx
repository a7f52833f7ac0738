import { Bot, Cog, Flag, LockKeyhole, type LucideIcon, User } from 'lucide-react'
import { memo } from 'react'
import type { ConversationDto, MessageDto } from '../../../src/http/contract'
import { formatFull, formatTime } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { Chip } from '../ui/chip'
import { cn } from '../ui/class-names'
import { DeliveryMark, DeliveryTrouble, hasDelivery } from './delivery'
import { MessageFiles } from './message-files'
import { DeletedMark, EditedMark, Forwarded, Quote, Reactions } from './message-marks'
import { MessageText } from './message-text'

type MessageProps = { message: MessageDto; conversation: ConversationDto; hasHead: boolean; isSuspected: boolean }
type Voice = 'person' | 'operator' | 'bot' | 'note' | 'system'

export function voiceOf({ author, visibility, direction }: Pick<MessageDto, 'author' | 'visibility' | 'direction'>): Voice {
  if (visibility === 'note') return 'note'
  if (author.kind === 'person' || direction === 'in') return 'person'
  if (author.kind === 'flow') return 'bot'
  return author.kind === 'system' ? 'system' : 'operator'
}

const bubbles: Readonly<Record<Voice, string>> = {
  person: 'self-start bg-bubble-person border-border',
  operator: 'self-end bg-bubble-operator border-transparent',
  bot: 'self-end bg-bubble-bot border-transparent',
  system: 'self-end bg-bubble-bot border-transparent',
  note: 'self-stretch bg-note border-note-border border-dashed text-note-text',
}

/** One utterance. Customer left, our side right, the bot grey, a note across the whole width with a lock. */
export const Message = memo(function Message({ message, conversation, hasHead, isSuspected }: MessageProps) {
  const voice = voiceOf(message)
  return (
    <li className={cn('flex flex-col gap-1', hasHead && 'pt-1')}>
      <article
        id={`message-${message.id}`}
        tabIndex={-1}
        className={cn(
          'flex scroll-my-4 flex-col gap-1 rounded-dialog border px-3 py-2',
          bubbles[voice],
          voice !== 'note' && 'w-fit max-w-[min(85%,40rem)]',
        )}
      >
        <Head message={message} voice={voice} conversation={conversation} isHidden={!hasHead && voice !== 'note'} />
        <Quote message={message} />
        <Forwarded message={message} />
        <MessageText message={message} />
        {message.files.length > 0 && <MessageFiles files={message.files} channel={conversation.channel} />}
        {message.choices.length > 0 && <Choices choices={message.choices} />}
        <Reactions message={message} />
        <Foot message={message} voice={voice} isSuspected={isSuspected} conversation={conversation} />
        {hasDelivery(message) && <DeliveryTrouble message={message} conversation={conversation} />}
      </article>
    </li>
  )
})

function Head({
  message,
  voice,
  conversation,
  isHidden,
}: {
  message: MessageDto
  voice: Voice
  conversation: ConversationDto
  isHidden: boolean
}) {
  const { t } = useWords()
  const icons: Readonly<Record<Voice, LucideIcon | null>> = { person: null, operator: User, bot: Bot, system: Cog, note: LockKeyhole }
  const Icon = icons[voice]
  const name =
    voice === 'bot'
      ? t('conversation.bot')
      : voice === 'person'
        ? (message.author.name ?? conversation.person.name ?? t('complaint.person'))
        : voice === 'system' || message.author.kind === 'system'
          ? t('conversation.system')
          : (message.author.name ?? t('conversation.operator'))
  return (
    <h3
      className={cn(
        'flex items-center gap-1 text-meta font-semibold',
        voice === 'note' ? 'text-note-text' : 'text-text-2',
        isHidden && 'sr-only',
      )}
    >
      {Icon && <Icon aria-hidden className="size-3.5" />}
      {name}
      {voice === 'note' && <span className="font-medium">· {t('conversation.noteLabel')}</span>}
    </h3>
  )
}

function Choices({ choices }: { choices: MessageDto['choices'] }) {
  const { t } = useWords()
  return (
    <ul aria-label={t('conversation.choices')} className="m-0 flex list-none flex-wrap gap-1.5 p-0 pt-1">
      {choices.map((choice) => (
        <li key={choice.value} className="rounded-full border border-border-strong px-2.5 py-0.5 text-dense text-text-2">
          {choice.title}
        </li>
      ))}
    </ul>
  )
}

type FootProps = Pick<MessageProps, 'message' | 'conversation' | 'isSuspected'> & { voice: Voice }

function Foot({ message, conversation, voice, isSuspected }: FootProps) {
  const { t, language } = useWords()
  return (
    <div
      className={cn(
        'flex flex-wrap items-center gap-2 text-meta',
        voice === 'note' ? 'text-note-text' : 'text-text-3',
        voice !== 'person' && voice !== 'note' && 'justify-end',
      )}
    >
      {isSuspected && (
        <Chip tone="department" icon={Flag}>
          {t('suspicion.mark')}
        </Chip>
      )}
      <DeletedMark message={message} />
      {message.complaintNumber && <span className="tabular-nums">{t('conversation.number', { number: message.complaintNumber })}</span>}
      <time dateTime={message.at} title={formatFull(message.at, language)} className="tabular-nums">
        {formatTime(message.at, language)}
      </time>
      {hasDelivery(message) && <DeliveryMark message={message} conversation={conversation} />}
      <EditedMark message={message} />
    </div>
  )
}
