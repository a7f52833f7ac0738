import { Check, CheckCheck, CircleAlert, CircleHelp, CircleMinus, Clock, type LucideIcon, Megaphone } from 'lucide-react'
import type { ConversationDto, MessageDto } from '../../../src/http/contract'
import { useNow } from '../app/use-now'
import { dayDistance, formatMoment } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { Chip } from '../ui/chip'
import { cn } from '../ui/class-names'
import { Unfold } from '../ui/unfold'
import { type Failure, failureSentence, mayResend, readFailure, waitsForPerson } from '../words/failure-words'
import { ResendButton } from './resend-button'
import { SaidButton } from './said-button'
import { Ways } from './ways'

type State = NonNullable<MessageDto['delivery']>
type DeliveryProps = { message: MessageDto & { delivery: State }; conversation: ConversationDto }

const icons: Readonly<Record<State, LucideIcon>> = {
  queued: Clock,
  sending: Clock,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  uncertain: CircleHelp,
  failed: CircleAlert,
}

export const hasDelivery = (message: MessageDto): message is DeliveryProps['message'] => message.delivery !== null

/** How far it came, beside the time: a tick and its words to who hears the page; trouble and waiting are said in words to everybody. */
export function DeliveryMark({ message, conversation }: DeliveryProps) {
  const { t, language } = useWords()
  const now = useNow()
  const { delivery, deliveredAt, retryAt } = message
  const Icon = icons[delivery]
  if (waitsForPerson(message)) {
    return (
      <Chip tone="department" icon={Megaphone}>
        {t('delivery.toSay')}
      </Chip>
    )
  }
  if (delivery === 'queued' && retryAt !== null) return <Waiting message={message} conversation={conversation} />
  if (delivery === 'failed' && readFailure(message.failure)?.kind === 'silenced') {
    return (
      <Chip tone="quiet" icon={CircleMinus}>
        {t('delivery.withheld')}
      </Chip>
    )
  }
  if (delivery === 'failed' || delivery === 'uncertain') {
    return (
      <Chip tone={delivery === 'failed' ? 'danger' : 'department'} icon={Icon}>
        {t(`delivery.${delivery}`)}
      </Chip>
    )
  }
  const words = deliveredAt
    ? t('delivery.at', { what: t(`delivery.${delivery}`), at: formatMoment(deliveredAt, language, now) })
    : t(`delivery.${delivery}`)
  return (
    <span title={words} className={cn('inline-flex', delivery === 'read' && 'text-link')}>
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{words}</span>
    </span>
  )
}

/** When it goes next, and why not now. */
function Waiting({ message, conversation }: DeliveryProps) {
  const { t, language } = useWords()
  const now = useNow(5_000)
  const failure = readFailure(message.failure)
  const at = message.retryAt === null ? 0 : Date.parse(message.retryAt)
  const words =
    at <= now
      ? t('delivery.soon')
      : t(dayDistance(at, now) === 0 ? 'delivery.goesAt' : 'delivery.goesOn', { at: formatMoment(at, language, now) })
  const label = (
    <>
      <Clock aria-hidden className="mr-0.5 size-3.5 shrink-0" />
      {words}
    </>
  )
  // Codes of the desk's own, such as a lease that changed hands, are no reason for people.
  if (!failure || failure.kind === 'other') return <span className="inline-flex items-center gap-0.5">{label}</span>
  const sentence = failureSentence(failure, conversation.channel, t)
  return (
    <Unfold label={label} title={sentence}>
      <p className="text-dense text-text-2">{sentence}</p>
      <Said failure={failure} />
    </Unfold>
  )
}

/** Under a message that did not arrive, or perhaps did: why, what to do, and where else this person can be reached. */
export function DeliveryTrouble({ message, conversation }: DeliveryProps) {
  const { t } = useWords()
  const { delivery } = message
  if (waitsForPerson(message)) return <ToSay message={message} conversation={conversation} />
  if (delivery !== 'failed' && delivery !== 'uncertain') return null
  const failure = readFailure(message.failure)
  const isUncertain = delivery === 'uncertain'
  const isSilenced = failure?.kind === 'silenced'
  return (
    <div className="flex flex-col items-start gap-2 border-t border-border pt-2 text-dense text-text">
      <p>{isUncertain ? t('delivery.maybe') : failureSentence(failure ?? { kind: 'other', said: null }, conversation.channel, t)}</p>
      {failure && !isSilenced && <Said failure={failure} />}
      {mayResend(message, conversation) && <ResendButton message={message} conversation={conversation} />}
      {!isUncertain && !isSilenced && <Ways ways={conversation.ways} />}
    </div>
  )
}

/** A phone call or a letter: a person says it and ticks it off. */
function ToSay({ message, conversation }: DeliveryProps) {
  const { t } = useWords()
  return (
    <div className="flex flex-col items-start gap-2 border-t border-border pt-2 text-dense text-text">
      <p>{t('delivery.toSayText')}</p>
      <SaidButton message={message} conversation={conversation} />
    </div>
  )
}

/** The platform's own words, for who wants to look closer. */
function Said({ failure }: { failure: Failure }) {
  const { t } = useWords()
  if (failure.said === null) return null
  return (
    <p lang={failure.kind === 'other' ? undefined : 'en'} className="text-meta break-words text-text-3">
      {t('failure.said', { words: failure.said })}
    </p>
  )
}
