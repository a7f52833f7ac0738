import { CalendarClock, MessageSquareReply, Sunrise, Timer, TriangleAlert } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import type { ConversationDto, SnoozeBody } from '../../../src/http/contract'
import { useNow } from '../app/use-now'
import { useAct } from '../conversation/use-act'
import { formatMoment } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { Button, controlSize } from '../ui/button'
import { cn } from '../ui/class-names'
import { Field, TextInput } from '../ui/field'
import { toastDone } from '../ui/toasts'
import { inThreeHours, toLocalInput, tomorrowMorning } from './snooze-times'

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

  const choices = [() => snooze(null), () => snooze(three), () => snooze(tomorrow), () => setIsPicking(true)]
  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement || event.altKey || event.ctrlKey || event.metaKey) return
    const choose = choices[Number(event.key) - 1]
    if (!choose) return
    event.preventDefault()
    choose()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: digits are a second way to the buttons inside
    <div onKeyDown={onKeyDown} className="flex flex-col gap-1">
      <Choice
        digit={1}
        icon={<MessageSquareReply aria-hidden className="size-4" />}
        label={t('snooze.untilReply')}
        hasFocus
        onClick={() => snooze(null)}
      />
      <Choice
        digit={2}
        icon={<Timer aria-hidden className="size-4" />}
        label={t('snooze.hours')}
        at={three}
        conversation={conversation}
        onClick={() => snooze(three)}
      />
      <Choice
        digit={3}
        icon={<Sunrise aria-hidden className="size-4" />}
        label={t('snooze.tomorrow')}
        at={tomorrow}
        conversation={conversation}
        onClick={() => snooze(tomorrow)}
      />
      {isPicking ? (
        <PickTime conversation={conversation} now={now} onPick={snooze} />
      ) : (
        <Choice
          digit={4}
          icon={<CalendarClock aria-hidden className="size-4" />}
          label={t('snooze.date')}
          onClick={() => setIsPicking(true)}
        />
      )}
      <div className="mt-2">
        <Field
          label={t('snooze.reason')}
          hint={t('snooze.reasonHint')}
          extra={<span className="text-meta text-text-3">{t('finish.optional')}</span>}
        >
          {(wiring) => <TextInput {...wiring} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />}
        </Field>
      </div>
    </div>
  )
}

type ChoiceProps = {
  hasFocus?: boolean
  digit: number
  icon: ReactNode
  label: string
  at?: Date
  conversation?: ConversationDto
  onClick: () => void
}

function Choice({ digit, icon, label, at, conversation, hasFocus = false, onClick }: ChoiceProps) {
  const { language } = useWords()
  const now = useNow()
  return (
    <button
      type="button"
      // biome-ignore lint/a11y/noAutofocus: the layer was opened to choose, and digits work only inside it
      autoFocus={hasFocus}
      onClick={onClick}
      className={cn('flex w-full flex-col justify-center rounded-control px-2 py-1 text-left hover:bg-hover', controlSize)}
    >
      <span className="flex w-full items-center gap-2">
        <span className="text-text-3">{icon}</span>
        <span className="flex-1">{label}</span>
        {at && <span className="text-dense text-text-2 tabular-nums">{formatMoment(at, language, now)}</span>}
        <kbd className="min-w-5 rounded-chip border border-border bg-sunken px-1 text-center font-sans text-meta text-text-2 max-two:hidden">
          {digit}
        </kbd>
      </span>
      {at && conversation && <Late conversation={conversation} until={at} />}
    </button>
  )
}

/** A promise keeps running while it is snoozed: says which one will be missed. */
function Late({ conversation, until }: { conversation: ConversationDto; until: Date }) {
  const { t, language } = useWords()
  const now = useNow()
  const clock = conversation.nextClock
  if (!clock || Date.parse(clock.dueAt) >= until.getTime()) return null
  return (
    <span className="flex items-center gap-1 pl-6 text-meta text-department">
      <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
      {t('snooze.late', { clock: t(`clockName.${clock.name}`), at: formatMoment(clock.dueAt, language, now) })}
    </span>
  )
}

function PickTime({ conversation, now, onPick }: { conversation: ConversationDto; now: number; onPick: (until: Date) => void }) {
  const { t } = useWords()
  const [value, setValue] = useState(toLocalInput(tomorrowMorning(now)))
  const [error, setError] = useState<string | undefined>()
  const until = new Date(value)
  const isReal = !Number.isNaN(until.getTime())

  function submit(): void {
    if (!isReal) setError(t('snooze.needDate'))
    else if (until.getTime() <= now) setError(t('snooze.past'))
    else onPick(until)
  }
  return (
    <form
      className="flex flex-col gap-2 rounded-control bg-sunken p-2"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Field label={t('snooze.pick')} error={error}>
        {(wiring) => (
          <TextInput
            {...wiring}
            type="datetime-local"
            autoFocus
            value={value}
            min={toLocalInput(new Date(now))}
            onChange={(event) => setValue(event.target.value)}
          />
        )}
      </Field>
      {isReal && <Late conversation={conversation} until={until} />}
      <Button type="submit" look="primary">
        {t('snooze.go')}
      </Button>
    </form>
  )
}
