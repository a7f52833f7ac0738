import { useEffect, useRef } from 'react'
import { useForm } from 'react-hook-form'
import { ApiFault } from '../api/fault'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { Field, FormFault, TextInput } from '../ui/field'
import { Unfold } from '../ui/unfold'
import { type AccountChannel, type AccountField, accountFields, emptyValues, isAsked, refusedFields, toSettings } from './account-fields'
import { AccountInput } from './account-input'

type Values = { name: string; settings: Record<string, string | boolean> }
type FormProps = {
  channel: AccountChannel
  /** Names that accounts of this channel have already; absent: the name stays as it is. */
  taken?: readonly string[]
  submit: string
  isPending: boolean
  fault: unknown
  onSubmit: (given: { name: string; settings: Record<string, string | boolean> }) => void
}

const namePattern = /^[a-z0-9][a-z0-9-]{0,39}$/u

/** The settings of one channel. What the server does not take is told at its field. */
export function AccountForm({ channel, taken, submit, isPending, fault, onSubmit }: FormProps) {
  const { t } = useWords()
  const form = useForm<Values>({ defaultValues: { name: 'main', settings: emptyValues(channel) } })
  const { errors } = form.formState
  const values = form.watch('settings')
  const fields = accountFields[channel].filter((field) => isAsked(field, values))
  const rare = fields.filter((field) => field.isRare)
  const isToldAtFields = useRefusals(form, fields, fault)

  const input = (field: AccountField) => (
    <AccountInput
      key={field.name}
      field={field}
      registration={form.register(`settings.${field.name}`, {
        validate: (value) => !field.isRequired || (typeof value === 'string' && value.trim() !== ''),
      })}
      error={errors.settings?.[field.name]?.type === 'server' ? 'wrong' : errors.settings?.[field.name] ? 'missing' : undefined}
      problem={errors.settings?.[field.name]?.message}
      onMake={(made) => form.setValue(`settings.${field.name}`, made, { shouldValidate: true })}
    />
  )
  return (
    <form
      noValidate
      onSubmit={(event) =>
        void form.handleSubmit(({ name, settings }) => onSubmit({ name: name.trim(), settings: toSettings(channel, settings) }))(event)
      }
      className="flex flex-col gap-3"
    >
      {fields.filter((field) => !field.isRare).map(input)}
      {taken && (
        <Field
          label={t('channels.name')}
          hint={t('channels.nameHint')}
          error={errors.name && t(errors.name.type === 'taken' ? 'channels.nameTaken' : 'channels.nameWrong')}
        >
          {(wiring) => (
            <TextInput
              {...wiring}
              autoComplete="off"
              spellCheck={false}
              {...form.register('name', {
                validate: {
                  shape: (name) => namePattern.test(name.trim()),
                  taken: (name) => !taken.includes(name.trim()),
                },
              })}
            />
          )}
        </Field>
      )}
      {rare.length > 0 && (
        <div>
          <Unfold label={t('channels.rare')} isOpen={rare.some((field) => errors.settings?.[field.name])}>
            <div className="flex flex-col gap-3 pt-2">{rare.map(input)}</div>
          </Unfold>
        </div>
      )}
      {!isToldAtFields && <FormFault fault={fault} />}
      <Button type="submit" look="primary" disabled={isPending}>
        {submit}
      </Button>
    </form>
  )
}

type Form = ReturnType<typeof useForm<Values>>

/** Puts what the server refused to the fields it named. False when it named none that is here. */
function useRefusals(form: Form, fields: readonly AccountField[], fault: unknown): boolean {
  const refused = fault instanceof ApiFault ? refusedFields(fault.details) : []
  const here = refused.filter(({ name }) => name === 'name' || fields.some((field) => field.name === name))
  const told = useRef<unknown>(null)
  useEffect(() => {
    if (told.current === fault) return
    told.current = fault
    here.forEach(({ name, problem }, index) => {
      form.setError(name === 'name' ? 'name' : `settings.${name}`, { type: 'server', message: problem }, { shouldFocus: index === 0 })
    })
  }, [fault, form, here])
  return here.length > 0 && here.length === refused.length
}
