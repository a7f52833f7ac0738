import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useForm } from 'react-hook-form'
import type { SetUpBody } from '../../../src/http/contract'
import { desk } from '../api/desk'
import { faultWords } from '../api/fault-words'
import { queries } from '../api/queries'
import { useTitle } from '../app/use-title'
import { languages, ownNames } from '../i18n/i18n'
import { useWords } from '../i18n/use-words'
import { Button, buttonClass } from '../ui/button'
import { Field, SelectInput, TextInput } from '../ui/field'
import { Gate } from '../ui/gate'
import { isEmail } from '../ui/is-email'
import { Empty, Trouble } from '../ui/state'
import { timeZones } from './time-zones'

/** First run: from a demonstration to one's own desk, by the one-time link that the start prints. */
export function SetUpPage() {
  const { t } = useWords()
  useTitle(t('setUp.title'))
  const { token } = useSearch({ from: '/set-up' })
  const link = useQuery({
    queryKey: ['set-up', token],
    queryFn: ({ signal }) => desk.setUpState(token ?? '', { signal }),
    enabled: token !== undefined,
  })
  return (
    <Gate title={t('setUp.title')} lead={t('setUp.lead')} isWide>
      {token === undefined && <Empty title={t('setUp.noToken')}>{t('setUp.noTokenFix')}</Empty>}
      {link.error && <Trouble title={t('page.broken')} fault={link.error} onRetry={() => void link.refetch()} className="px-0 py-4" />}
      {token !== undefined && link.data?.isOpen && <SetUpForm token={token} />}
      {link.data?.isOpen === false && <Closed />}
    </Gate>
  )
}

/** The link was used, or a newer one was printed. */
function Closed() {
  const { t } = useWords()
  return (
    <Empty
      title={t('faults.set_up_closed.message')}
      action={
        <Link to="/sign-in" className={buttonClass()}>
          {t('signIn.go')}
        </Link>
      }
    >
      {t('faults.set_up_closed.fix')}
    </Empty>
  )
}

const legend = 'mb-2 text-h3 font-semibold'

function SetUpForm({ token }: { token: string }) {
  const { t, language } = useWords()
  const client = useQueryClient()
  const router = useRouter()
  const zones = useMemo(timeZones, [])
  const form = useForm<Omit<SetUpBody, 'token'>>({
    defaultValues: {
      name: '',
      contact: '',
      email: '',
      password: '',
      brand: '',
      language,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
  })
  const { errors } = form.formState
  const setUp = useMutation({
    mutationFn: (values: Omit<SetUpBody, 'token'>) => desk.setUp({ ...values, token }),
    onSuccess: async () => {
      client.removeQueries({ queryKey: queries.me.queryKey })
      await router.navigate({ to: '/', replace: true })
    },
  })
  const fault = setUp.error && faultWords(setUp.error)
  const wrong = Object.keys(errors).length
  const long = (least: number) => (value: string) => value.trim().length >= least
  return (
    <form noValidate onSubmit={(event) => void form.handleSubmit((values) => setUp.mutate(values))(event)} className="flex flex-col gap-6">
      {(fault || wrong > 0) && (
        <p role="alert" className="rounded-control bg-danger-bg px-3 py-2 text-body text-danger">
          {fault ? `${fault.message}. ${fault.fix}` : t('setUp.errors', { count: wrong })}
        </p>
      )}
      <fieldset className="m-0 grid grid-cols-1 items-start gap-4 border-0 p-0 two:grid-cols-2">
        <legend className={legend}>{t('setUp.you')}</legend>
        <p className="text-body text-text-2 two:col-span-2">{t('setUp.youLead')}</p>
        <Field label={t('setUp.name')} hint={t('setUp.nameHint')} error={errors.name && t('setUp.needName')}>
          {(wiring) => <TextInput {...wiring} autoComplete="name" autoFocus {...form.register('name', { validate: long(3) })} />}
        </Field>
        <Field label={t('setUp.contact')} hint={t('setUp.contactHint')} error={errors.contact && t('setUp.needContact')}>
          {(wiring) => <TextInput {...wiring} autoComplete="tel" {...form.register('contact', { validate: long(3) })} />}
        </Field>
        <Field label={t('setUp.email')} error={errors.email && t('setUp.needEmail')}>
          {(wiring) => <TextInput {...wiring} type="email" autoComplete="username" {...form.register('email', { validate: isEmail })} />}
        </Field>
        <Field label={t('setUp.password')} hint={t('setUp.passwordHint')} error={errors.password && t('setUp.needPassword')}>
          {(wiring) => (
            <TextInput
              {...wiring}
              type="password"
              autoComplete="new-password"
              {...form.register('password', { required: true, minLength: 8 })}
            />
          )}
        </Field>
      </fieldset>
      <fieldset className="m-0 grid grid-cols-1 items-start gap-4 border-0 p-0 two:grid-cols-2">
        <legend className={legend}>{t('setUp.company')}</legend>
        <div className="two:col-span-2">
          <Field label={t('setUp.brand')} error={errors.brand && t('setUp.needBrand')}>
            {(wiring) => <TextInput {...wiring} autoComplete="organization" {...form.register('brand', { validate: long(1) })} />}
          </Field>
        </div>
        <Field label={t('setUp.language')}>
          {(wiring) => (
            <SelectInput {...wiring} {...form.register('language')}>
              {languages.map((one) => (
                <option key={one} value={one}>
                  {ownNames[one]}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
        <Field label={t('setUp.timeZone')} hint={t('setUp.timeZoneHint')}>
          {(wiring) => (
            <SelectInput {...wiring} {...form.register('timeZone')}>
              {zones.map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll('_', ' ')}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
      </fieldset>
      <Button type="submit" look="primary" disabled={setUp.isPending} className="min-h-11">
        {t(setUp.isPending ? 'setUp.going' : 'setUp.go')}
      </Button>
    </form>
  )
}
