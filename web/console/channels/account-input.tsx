import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { Field, Optional, SelectInput, TextArea, TextInput } from '../ui/field'
import type { AccountField } from './account-fields'
import { makeSecret } from './make-secret'

type InputProps = {
  field: AccountField
  registration: UseFormRegisterReturn
  error: 'missing' | 'wrong' | undefined
  /** The server's own words, in English; shown only where the form has none. */
  problem: string | undefined
  onMake: (value: string) => void
}

/** The control that fits a setting. Secrets are covered, and uncovered by hand. */
export function AccountInput({ field, registration, error, problem, onMake }: InputProps) {
  const { t } = useWords()
  const [isShown, setIsShown] = useState(false)
  const { word, hint, type, options = [], isRequired, example } = field
  const label = t(`channelField.${word}`)

  if (type === 'flag') {
    return (
      <label className="flex min-h-8 items-center gap-2 text-body coarse:min-h-11">
        <input type="checkbox" className="size-5 accent-accent" {...registration} />
        {label}
      </label>
    )
  }
  const words = error && (error === 'missing' ? t('channels.missing') : hint ? t(`channelField.${hint}`) : problem)
  const isMakeable = word === 'apiSecret'
  const extra = type === 'secret' ? <Cover label={label} isShown={isShown} onTurn={() => setIsShown(!isShown)} /> : undefined
  return (
    <Field
      label={label}
      hint={hint && error !== 'wrong' ? t(`channelField.${hint}`) : undefined}
      error={words && (error === 'wrong' ? t('channels.wrong', { how: words }) : words)}
      extra={
        <span className="flex items-center gap-2">
          {!isRequired && type !== 'choice' && <Optional />}
          {isMakeable && (
            <Button
              look="quiet"
              onClick={() => {
                onMake(makeSecret())
                setIsShown(true)
              }}
            >
              {t('staff.generate')}
            </Button>
          )}
          {extra}
        </span>
      }
    >
      {(wiring) =>
        type === 'choice' ? (
          <SelectInput
            {...wiring}
            options={options.map(({ value, word: name }) => ({ value, label: t(`channelField.${name}`) }))}
            {...registration}
          />
        ) : type === 'long' ? (
          <TextArea {...wiring} rows={4} autoComplete="off" spellCheck={false} {...registration} />
        ) : (
          <TextInput
            {...wiring}
            type={type === 'secret' && !isShown ? 'password' : 'text'}
            autoComplete={type === 'secret' ? 'new-password' : 'off'}
            autoCapitalize="none"
            spellCheck={false}
            placeholder={example}
            {...registration}
          />
        )
      }
    </Field>
  )
}

function Cover({ label, isShown, onTurn }: { label: string; isShown: boolean; onTurn: () => void }) {
  const { t } = useWords()
  const Icon = isShown ? EyeOff : Eye
  const words = t(isShown ? 'channels.hide' : 'channels.show')
  return (
    <button
      type="button"
      aria-label={`${words}: ${label}`}
      aria-pressed={isShown}
      onClick={onTurn}
      className="inline-flex min-h-6 items-center gap-1 rounded-chip px-1 text-dense text-link hover:bg-hover coarse:min-h-11"
    >
      <Icon aria-hidden className="size-4" />
      {words}
    </button>
  )
}
