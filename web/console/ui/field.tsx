import { CircleAlert } from 'lucide-react'
import { type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId } from 'react'
import { faultWords } from '../api/fault-words'
import { useWords } from '../i18n/use-words'
import { cn } from './class-names'

const control =
  'w-full rounded-control border border-border-strong bg-surface px-3 text-form text-text placeholder:text-text-3 aria-invalid:border-danger aria-invalid:border-2 disabled:opacity-60'

type FieldProps = {
  label: string
  hint?: ReactNode
  error?: string | undefined
  extra?: ReactNode
  children: (wiring: { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined }) => ReactNode
}

/** A label, a control, a hint and what is wrong with it, tied together for people who hear the page. */
export function Field({ label, hint, error, extra, children }: FieldProps) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-body font-medium">
          {label}
        </label>
        {extra}
      </div>
      {children({ id, 'aria-invalid': Boolean(error), 'aria-describedby': described || undefined })}
      {hint && (
        <p id={`${id}-hint`} className="text-dense text-text-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1 text-dense text-danger">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
    </div>
  )
}

export const TextInput = ({ className, ...rest }: InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) => (
  <input className={cn(control, 'min-h-10 coarse:min-h-11', className)} {...rest} />
)

export const TextArea = ({ className, ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) => (
  <textarea className={cn(control, 'py-2', className)} {...rest} />
)

export type Option = { readonly value: string; readonly label: string }
type SelectProps = SelectHTMLAttributes<HTMLSelectElement> & { ref?: Ref<HTMLSelectElement>; options: readonly Option[] }

/** The platform's own list: works with a finger, a keyboard and a screen reader in every language. */
export const SelectInput = ({ className, options, ...rest }: SelectProps) => (
  <select className={cn(control, 'min-h-10 coarse:min-h-11', className)} {...rest}>
    {options.map(({ value, label }) => (
      <option key={value} value={value}>
        {label}
      </option>
    ))}
  </select>
)

/** Beside a label: this may be left empty. */
export function Optional() {
  const { t } = useWords()
  return <span className="text-meta text-text-3">{t('finish.optional')}</span>
}

/** Why the server did not take the form. */
export function FormFault({ fault }: { fault: unknown }) {
  if (!fault) return null
  const { message, fix } = faultWords(fault)
  return (
    <p role="alert" className="rounded-control bg-danger-bg px-3 py-2 text-body text-danger">
      {message}. {fix}
    </p>
  )
}
