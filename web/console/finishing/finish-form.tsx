import { type KeyboardEvent, useEffect, useRef } from 'react'
import { type UseFormReturn, useForm } from 'react-hook-form'
import type { ComplaintDto, ConversationDto, FinishBody } from '../../../src/http/contract'
import { useAct } from '../conversation/use-act'
import { useWords } from '../i18n/use-words'
import { isMac } from '../shortcuts/dispatch'
import { matches } from '../shortcuts/match'
import { Button } from '../ui/button'
import { Field, Optional, SelectInput, TextArea, TextInput } from '../ui/field'
import { toastDone } from '../ui/toasts'
import { useCategoryName } from '../words/category-name'
import { useOpenNext } from './use-open-next'

const results = ['satisfied', 'partly', 'refused', 'praise', 'answered', 'spam'] as const
const usualResult: Readonly<Record<ComplaintDto['kind'], FinishBody['result']>> = {
  complaint: 'satisfied',
  praise: 'praise',
  question: 'answered',
  suggestion: 'answered',
  offer: 'answered',
}

type Values = { complaint: string; result: FinishBody['result']; cause: string; note: string }
type Open = ConversationDto['complaints'][number]

/** How it ended and why. Filled in beforehand, so that the usual case is one Enter; several open complaints are asked about. */
export function FinishForm({ conversation, onDone }: { conversation: ConversationDto; onDone: () => void }) {
  const { t } = useWords()
  const open = conversation.complaints.filter((one) => one.status !== 'closed' && one.status !== 'resolved')
  const { form, suggest } = useFinishValues(conversation, open)
  const finish = useFinish(conversation, open.length <= 1, onDone)
  const submit = form.handleSubmit(finish.send)
  const { errors } = form.formState
  useSelectedCause()

  function onKeyDown(event: KeyboardEvent): void {
    if (!matches(event.nativeEvent, 'Mod+Enter', isMac)) return
    event.preventDefault()
    void submit()
  }
  return (
    <form onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown} noValidate className="flex flex-col gap-3">
      {open.length > 1 && <Which open={open} form={form} onChoose={suggest} />}
      <Field label={t('finish.result')}>
        {(wiring) => (
          <SelectInput
            {...wiring}
            options={results.map((value) => ({ value, label: t(`result.${value}`) }))}
            {...form.register('result')}
          />
        )}
      </Field>
      <Field label={t('finish.cause')} hint={t('finish.causeHint')} error={errors.cause && t('finish.needCause')}>
        {(wiring) => {
          const field = form.register('cause', { validate: (value) => value.trim() !== '' })
          return <TextInput {...wiring} data-cause="" maxLength={500} autoComplete="off" {...field} />
        }}
      </Field>
      <Field label={t('finish.note')} extra={<Optional />}>
        {(wiring) => <TextArea {...wiring} rows={2} {...form.register('note')} />}
      </Field>
      <p className="text-dense text-text-2">{t(form.watch('result') === 'spam' ? 'finish.asksNot' : 'finish.asks')}</p>
      <Button type="submit" look="primary" disabled={finish.isPending}>
        {t('finish.go')}
      </Button>
    </form>
  )
}

/** What is usual for the chosen complaint, until the person says otherwise. */
function useFinishValues(conversation: ConversationDto, open: readonly Open[]) {
  const categoryName = useCategoryName()
  const first = open.find((one) => one.number === conversation.complaint?.number) ?? open[0]
  const usual = (one: Open | undefined): Pick<Values, 'result' | 'cause'> => ({
    result: one ? usualResult[one.kind] : 'answered',
    cause: one && one.category.key !== 'other' ? categoryName(one.category.key) : '',
  })
  const form = useForm<Values>({ defaultValues: { complaint: first?.number ?? '', ...usual(first), note: '' } })
  const { dirtyFields } = form.formState

  function suggest(number: string): void {
    const { result, cause } = usual(open.find((one) => one.number === number))
    if (!dirtyFields.result) form.resetField('result', { defaultValue: result })
    if (!dirtyFields.cause) form.resetField('cause', { defaultValue: cause })
  }
  return { form, suggest }
}

function useFinish(conversation: ConversationDto, isLast: boolean, onDone: () => void) {
  const { t } = useWords()
  const act = useAct()
  const openNext = useOpenNext(conversation.id)
  const onSuccess = (number: string): void => {
    toastDone(t('finish.done', { number }))
    onDone()
    if (isLast) openNext()
  }
  const send = ({ complaint, result, cause, note }: Values): void => {
    const which = complaint ? { complaint } : {}
    const more = note.trim() ? { note: note.trim() } : {}
    const body: FinishBody = { result, cause: cause.trim(), ...which, ...more }
    act.mutate({ type: 'finish', id: conversation.id, body }, { onSuccess: () => onSuccess(complaint) })
  }
  return { send, isPending: act.isPending }
}

type WhichProps = { open: readonly Open[]; form: UseFormReturn<Values>; onChoose: (number: string) => void }

function Which({ open, form, onChoose }: WhichProps) {
  const { t } = useWords()
  const field = form.register('complaint', { onChange: (event: { target: { value: string } }) => onChoose(event.target.value) })
  return (
    <fieldset className="m-0 flex flex-col gap-1 border-0 p-0">
      <legend className="mb-1 text-body font-medium">{t('finish.which')}</legend>
      {open.map((one) => (
        <label
          key={one.number}
          className="flex min-h-8 cursor-pointer items-start gap-2 rounded-control px-2 py-1.5 hover:bg-hover has-checked:bg-selected coarse:min-h-11"
        >
          <input type="radio" value={one.number} className="mt-0.5 size-4 shrink-0 accent-accent" {...field} />
          <span className="min-w-0">
            <span className="font-medium tabular-nums">{t('conversation.number', { number: one.number })}</span>
            <span dir="auto" className="line-clamp-2 text-dense text-text-2">
              {one.summary}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** The suggested cause is selected, so that typing replaces it and Enter accepts it. */
function useSelectedCause(): void {
  const isDone = useRef(false)
  useEffect(() => {
    if (isDone.current) return
    isDone.current = true
    requestAnimationFrame(() => {
      const field = document.querySelector<HTMLInputElement>('[data-cause]')
      field?.focus()
      field?.select()
    })
  }, [])
}
