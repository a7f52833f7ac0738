import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type UseFormReturn, useForm } from 'react-hook-form'
import type { SetUpBody } from '../../../src/http/contract'
import { desk } from '../api/desk'
import { queries } from '../api/queries'
import { languages, ownNames } from '../i18n/i18n'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { Field, FormFault, SelectInput, TextInput } from '../ui/field'
import { isEmail } from '../ui/is-email'
import { timeZones } from './time-zones'

type Values = Omit<SetUpBody, 'token'>
type PartProps = { form: UseFormReturn<Values> }

/** Who answers for complaints, and for which company. What is missing is named above and beside its field. */
export function SetUpForm({ token }: { token: string }) {
  const { t, language } = useWords()
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const form = useForm<Values>({ defaultValues: { name: '', contact: '', email: '', password: '', brand: '', language, timeZone } })
  const setUp = useSetUp(token)
  const wrong = Object.keys(form.formState.errors).length
  return (
    <form noValidate onSubmit={(event) => void form.handleSubmit((values) => setUp.mutate(values))(event)} className="flex flex-col gap-6">
      <FormFault fault={setUp.error} />
      {wrong > 0 && (
        <p role="alert" className="rounded-control bg-danger-bg px-3 py-2 text-body text-danger">
          {t('setUp.errors', { count: wrong })}
        </p>
      )}
      <You form={form} />
      <Company form={form} />
      <Button type="submit" look="primary" disabled={setUp.isPending} className="min-h-11">
        {t(setUp.isPending ? 'setUp.going' : 'setUp.go')}
      </Button>
    </form>
  )
}

function useSetUp(token: string) {
  const client = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: (values: Values) => desk.setUp({ ...values, token }),
    onSuccess: async (me) => {
      client.setQueryData(queries.me.queryKey, me)
      await router.navigate({ to: '/', replace: true })
    },
  })
}

const part = 'm-0 grid grid-cols-1 items-start gap-4 border-0 p-0 two:grid-cols-2'
const legend = 'mb-2 text-h3 font-semibold'
const isLong = (least: number) => (value: string) => value.trim().length >= least

function You({ form: { register, formState } }: PartProps) {
  const { t } = useWords()
  const { errors } = formState
  return (
    <fieldset className={part}>
      <legend className={legend}>{t('setUp.you')}</legend>
      <p className="text-body text-text-2 two:col-span-2">{t('setUp.youLead')}</p>
      <Field label={t('setUp.name')} hint={t('setUp.nameHint')} error={errors.name && t('setUp.needName')}>
        {(wiring) => <TextInput {...wiring} autoComplete="name" autoFocus {...register('name', { validate: isLong(3) })} />}
      </Field>
      <Field label={t('setUp.contact')} hint={t('setUp.contactHint')} error={errors.contact && t('setUp.needContact')}>
        {(wiring) => <TextInput {...wiring} autoComplete="tel" {...register('contact', { validate: isLong(3) })} />}
      </Field>
      <Field label={t('setUp.email')} error={errors.email && t('setUp.needEmail')}>
        {(wiring) => <TextInput {...wiring} type="email" autoComplete="username" {...register('email', { validate: isEmail })} />}
      </Field>
      <Field label={t('setUp.password')} hint={t('setUp.passwordHint')} error={errors.password && t('setUp.needPassword')}>
        {(wiring) => (
          <TextInput {...wiring} type="password" autoComplete="new-password" {...register('password', { required: true, minLength: 8 })} />
        )}
      </Field>
    </fieldset>
  )
}

function Company({ form: { register, formState } }: PartProps) {
  const { t } = useWords()
  const zones = useMemo(() => timeZones().map((value) => ({ value, label: value.replaceAll('_', ' ') })), [])
  return (
    <fieldset className={part}>
      <legend className={legend}>{t('setUp.company')}</legend>
      <div className="two:col-span-2">
        <Field label={t('setUp.brand')} error={formState.errors.brand && t('setUp.needBrand')}>
          {(wiring) => <TextInput {...wiring} autoComplete="organization" {...register('brand', { validate: isLong(1) })} />}
        </Field>
      </div>
      <Field label={t('setUp.language')}>
        {(wiring) => (
          <SelectInput {...wiring} options={languages.map((value) => ({ value, label: ownNames[value] }))} {...register('language')} />
        )}
      </Field>
      <Field label={t('setUp.timeZone')} hint={t('setUp.timeZoneHint')}>
        {(wiring) => <SelectInput {...wiring} options={zones} {...register('timeZone')} />}
      </Field>
    </fieldset>
  )
}
