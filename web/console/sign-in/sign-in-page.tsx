import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { desk } from '../api/desk'
import { queries } from '../api/queries'
import { useTitle } from '../app/use-title'
import { useWords } from '../i18n/use-words'
import { Button, IconButton } from '../ui/button'
import { Field, FormFault, TextInput } from '../ui/field'
import { Gate } from '../ui/gate'
import { isEmail } from '../ui/is-email'

type Values = { email: string; password: string }

export function SignInPage() {
  const { t } = useWords()
  useTitle(t('signIn.title'))
  const client = useQueryClient()
  const router = useRouter()
  const { next } = useSearch({ from: '/sign-in' })
  const [isShown, setIsShown] = useState(false)
  const form = useForm<Values>({ defaultValues: { email: '', password: '' } })
  const { errors } = form.formState
  const signIn = useMutation({
    mutationFn: desk.signIn,
    onSuccess: (me) => {
      client.setQueryData(queries.me.queryKey, me)
      void router.navigate({ href: next ?? '/', replace: true })
    },
  })
  return (
    <Gate title={t('signIn.title')} lead={t('signIn.lead')}>
      <form
        noValidate
        onSubmit={(event) => void form.handleSubmit((values) => signIn.mutate(values))(event)}
        className="flex flex-col gap-4"
      >
        <FormFault fault={signIn.error} />
        <Field label={t('signIn.email')} error={errors.email && t('signIn.needEmail')}>
          {(wiring) => (
            <TextInput
              {...wiring}
              type="email"
              autoComplete="username"
              autoFocus
              {...form.register('email', { validate: isEmail, setValueAs: (value: string) => value.trim() })}
            />
          )}
        </Field>
        <Field label={t('signIn.password')} error={errors.password && t('signIn.needPassword')}>
          {(wiring) => (
            <div className="relative">
              <TextInput
                {...wiring}
                type={isShown ? 'text' : 'password'}
                autoComplete="current-password"
                className="pr-12"
                {...form.register('password', { required: true })}
              />
              <IconButton
                label={t(isShown ? 'signIn.hide' : 'signIn.show')}
                onClick={() => setIsShown(!isShown)}
                className="absolute top-1/2 right-1 -translate-y-1/2"
              >
                {isShown ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
              </IconButton>
            </div>
          )}
        </Field>
        <Button type="submit" look="primary" disabled={signIn.isPending} className="min-h-11">
          {t(signIn.isPending ? 'signIn.going' : 'signIn.go')}
        </Button>
      </form>
      <div className="mt-6 flex flex-col gap-1 text-dense text-text-3">
        <p>{t('signIn.lost')}</p>
        <p>{t('signIn.first')}</p>
      </div>
    </Gate>
  )
}
