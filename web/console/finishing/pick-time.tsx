import { useState } from 'react'
import type { ConversationDto } from '../../../src/http/contract'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { Field, TextInput } from '../ui/field'
import { LateWarning } from './late-warning'
import { toLocalInput, tomorrowMorning } from './snooze-times'

type PickTimeProps = { conversation: ConversationDto; now: number; onPick: (until: Date) => void }

/** Any other moment, by the platform's own date field. */
export function PickTime({ conversation, now, onPick }: PickTimeProps) {
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
      {isReal && <LateWarning conversation={conversation} until={until} />}
      <Button type="submit" look="primary">
        {t('snooze.go')}
      </Button>
    </form>
  )
}
