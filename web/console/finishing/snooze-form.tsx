import { CalendarClock, type LucideIcon, MessageSquareReply, Sunrise, Timer } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import type { ConversationDto, SnoozeBody } from '../../../src/http/contract'
import { useNow } from '../app/use-now'
import { useAct } from '../conversation/use-act'
import { formatMoment } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { controlSize } from '../ui/button'
import { cn } from '../ui/class-names'
import { Field, Optional, TextInput } from '../ui/field'
import { toastDone } from '../ui/toasts'
import { LateWarning } from './late-warning'
import { PickTime } from './pick-time'
import { inThreeHours, tomorrowMorning } from './snooze-times'

/** Until when, with the exact time of return and a warning when a promise runs out before. Digits choose. */
export function SnoozeForm({ conversation, onDone }: { conversation: ConversationDto; onDone: () => void }) {
  const { t, language } = useWords()
  const now = useNow()
  const act = useAct()
  const [reason, setReason] = useState('')
  const [isPicking, setIsPicking] = useState(false)
  const three = inThreeHours(now)
  const tomorrow = tomorrowMorning(now)

  function snooze(until: Date | null): void {
    if (act.isPending) return
    const why = reason.trim() ? { reason: reason.trim() } : {}
    const body: SnoozeBody = until ? { until: until.toISOString(), ...why } : { untilReply: true, ...why }
    act.mutate(
      { type: 'snooze', id: conversation.id, body },
      {
        onSuccess: () => {
          toastDone(until ? t('snooze.done', { at: formatMoment(until, language, now) }) : t('snooze.doneReply'))
          onDone()
        },
      },
    )
  }

  const choices: readonly Omit<ChoiceProps, 'digit' | 'conversation'>[] = [
    { icon: MessageSquareReply, label: t('snooze.untilReply'), at: null, choose: () => snooze(null) },
    { icon: Timer, label: t('snooze.hours'), at: three, choose: () => snooze(three) },
    { icon: Sunrise, label: t('snooze.tomorrow'), at: tomorrow, choose: () => snooze(tomorrow) },
    ...(isPicking ? [] : [{ icon: CalendarClock, label: t('snooze.date'), at: null, choose: () => setIsPicking(true) }]),
  ]
  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement || event.altKey || event.ctrlKey || event.metaKey) return
    const choice = choices[Number(event.key) - 1]
    if (!choice) return
    event.preventDefault()
    choice.choose()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: digits are a second way to the buttons inside
    <div onKeyDown={onKeyDown} className="flex flex-col gap-1">
      {choices.map((choice, index) => (
        <Choice key={choice.label} {...choice} digit={index + 1} conversation={conversation} />
      ))}
      {isPicking && <PickTime conversation={conversation} now={now} onPick={snooze} />}
      <div className="mt-2">
        <Field label={t('snooze.reason')} hint={t('snooze.reasonHint')} extra={<Optional />}>
          {(wiring) => <TextInput {...wiring} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />}
        </Field>
      </div>
    </div>
  )
}

type ChoiceProps = { digit: number; icon: LucideIcon; label: string; at: Date | null; conversation: ConversationDto; choose: () => void }

function Choice({ digit, icon: Icon, label, at, conversation, choose }: ChoiceProps) {
  const { language } = useWords()
  const now = useNow()
  return (
    <button
      type="button"
      // biome-ignore lint/a11y/noAutofocus: the layer was opened to choose, and digits work only inside it
      autoFocus={digit === 1}
      onClick={choose}
      className={cn('flex w-full flex-col justify-center rounded-control px-2 py-1 text-left hover:bg-hover', controlSize)}
    >
      <span className="flex w-full items-center gap-2">
        <Icon aria-hidden className="size-4 text-text-3" />
        <span className="flex-1">{label}</span>
        {at && <span className="text-dense text-text-2 tabular-nums">{formatMoment(at, language, now)}</span>}
        <kbd className="min-w-5 rounded-chip border border-border bg-sunken px-1 text-center font-sans text-meta text-text-2 max-two:hidden">
          {digit}
        </kbd>
      </span>
      {at && <LateWarning conversation={conversation} until={at} />}
    </button>
  )
}
