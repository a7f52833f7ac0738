import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import type { InviteBody } from '../../../src/http/contract'
import { desk } from '../api/desk'
import { queries } from '../api/queries'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { Field, FormFault, Optional, SelectInput, TextInput } from '../ui/field'
import { isEmail } from '../ui/is-email'
import { toastDone } from '../ui/toasts'
import { makePassword } from './make-password'

const roles = ['operator', 'manager', 'admin'] as const

type Values = { name: string; contact: string; email: string; role: InviteBody['role']; password: string }

export function InviteForm({ onDone }: { onDone: () => void }) {
  const { t } = useWords()
  const form = useForm<Values>({ defaultValues: { name: '', contact: '', email: '', role: 'operator', password: '' } })
  const { errors } = form.formState
  const invite = useInvite(onDone)
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
          <SelectInput {...wiring} options={roles.map((value) => ({ value, label: t(`role.${value}`) }))} {...form.register('role')} />
        )}
      </Field>
      <Field
        label={t('staff.contact')}
        hint={t('staff.contactHint')}
        error={errors.contact && t('setUp.needContact')}
        extra={form.watch('role') === 'operator' ? <Optional /> : undefined}
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
      <FormFault fault={invite.error} />
      <Button type="submit" look="primary" disabled={invite.isPending}>
        {t('staff.go')}
      </Button>
    </form>
  )
}

function useInvite(onDone: () => void) {
  const { t } = useWords()
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ contact, ...rest }: Values) => desk.invite({ ...rest, ...(contact.trim() ? { contact: contact.trim() } : {}) }),
    onSuccess: async (_answer, { name }) => {
      await client.invalidateQueries({ queryKey: queries.staff.queryKey })
      toastDone(t('staff.done', { name }))
      onDone()
    },
  })
}
