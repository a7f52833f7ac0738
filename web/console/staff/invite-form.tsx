import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import type { InviteBody } from '../../../src/http/contract'
import { desk } from '../api/desk'
import { faultWords } from '../api/fault-words'
import { queries } from '../api/queries'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { Field, SelectInput, TextInput } from '../ui/field'
import { isEmail } from '../ui/is-email'
import { toastDone } from '../ui/toasts'

type Values = { name: string; contact: string; email: string; role: InviteBody['role']; password: string }

/** A first password that is easy to read out: no letters that look alike. */
export function makePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const picked = Array.from(crypto.getRandomValues(new Uint32Array(16)), (number) => letters[number % letters.length])
  return picked.join('').replace(/(.{4})(?=.)/g, '$1-')
}

export function InviteForm({ onDone }: { onDone: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const form = useForm<Values>({ defaultValues: { name: '', contact: '', email: '', role: 'operator', password: '' } })
  const { errors } = form.formState
  const invite = useMutation({
    mutationFn: ({ contact, ...rest }: Values) => desk.invite({ ...rest, ...(contact.trim() ? { contact: contact.trim() } : {}) }),
    onSuccess: async (_answer, { name }) => {
      await client.invalidateQueries({ queryKey: queries.staff.queryKey })
      toastDone(t('staff.done', { name }))
      onDone()
    },
  })
  const fault = invite.error && faultWords(invite.error)
  return (
    <form
      noValidate
      onSubmit={(event) => void form.handleSubmit((values) => invite.mutate(values))(event)}
      className="flex flex-col gap-3 overflow-y-auto p-4"
    >
      <Field label={t('staff.name')} error={errors.name && t('setUp.needName')}>
        {(wiring) => (
          <TextInput {...wiring} autoComplete="off" {...form.register('name', { validate: (value) => value.trim().length >= 3 })} />
        )}
      </Field>
      <Field label={t('staff.email')} error={errors.email && t('setUp.needEmail')}>
        {(wiring) => <TextInput {...wiring} type="email" autoComplete="off" {...form.register('email', { validate: isEmail })} />}
      </Field>
      <Field label={t('staff.role')} hint={t('staff.roleHint')}>
        {(wiring) => (
          <SelectInput {...wiring} {...form.register('role')}>
            {(['operator', 'manager', 'admin'] as const).map((role) => (
              <option key={role} value={role}>
                {t(`role.${role}`)}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
      <Field
        label={t('staff.contact')}
        hint={t('staff.contactHint')}
        error={errors.contact && t('setUp.needContact')}
        extra={form.watch('role') === 'operator' ? <span className="text-meta text-text-3">{t('finish.optional')}</span> : undefined}
      >
        {(wiring) => (
          <TextInput
            {...wiring}
            autoComplete="off"
            {...form.register('contact', { validate: (value, { role }) => role === 'operator' || value.trim().length >= 3 })}
          />
        )}
      </Field>
      <Field
        label={t('staff.password')}
        hint={t('staff.passwordHint')}
        error={errors.password && t('setUp.needPassword')}
        extra={
          <Button look="quiet" onClick={() => form.setValue('password', makePassword(), { shouldValidate: true })}>
            {t('staff.generate')}
          </Button>
        }
      >
        {(wiring) => (
          <TextInput
            {...wiring}
            autoComplete="new-password"
            spellCheck={false}
            {...form.register('password', { minLength: 8, required: true })}
          />
        )}
      </Field>
      {fault && (
        <p role="alert" className="text-body text-danger">
          {fault.message}. {fault.fix}
        </p>
      )}
      <Button type="submit" look="primary" disabled={invite.isPending}>
        {t('staff.go')}
      </Button>
    </form>
  )
}
