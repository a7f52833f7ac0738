import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useForm } from 'react-hook-form'
import type { ComplaintDto, ConversationDto, FinishBody } from '../../../src/http/contract'
import { queries } from '../api/queries'
import { useMe } from '../app/me'
import { useAct } from '../conversation/use-act'
import { mostUrgent } from '../feed/urgent'
import { useWords } from '../i18n/use-words'
import { feedRows } from '../live/apply-rows'
import { isMac } from '../shortcuts/dispatch'
import { matches } from '../shortcuts/match'
import { Button } from '../ui/button'
import { Field, SelectInput, TextArea, TextInput } from '../ui/field'
import { toastDone } from '../ui/toasts'
import { useCategoryName } from '../words/category-name'

const results = ['satisfied', 'partly', 'refused', 'praise', 'answered', 'spam'] as const
const usualResult: Readonly<Record<ComplaintDto['kind'], FinishBody['result']>> = {
  complaint: 'satisfied',
  praise: 'praise',
  question: 'answered',
  suggestion: 'answered',
  offer: 'answered',
}

type Values = { complaint: string; result: FinishBody['result']; cause: string; note: string }

/** How it ended and why. Filled in beforehand, so that the usual case is one Enter; several open complaints are asked about. */
export function FinishForm({ conversation, onDone }: { conversation: ConversationDto; onDone: () => void }) {
  const { t } = useWords()
  const act = useAct()
  const categoryName = useCategoryName()
  const openNext = useOpenNext(conversation.id)
  const open = conversation.complaints.filter((one) => one.status !== 'closed' && one.status !== 'resolved')
  const first = open.find((one) => one.number === conversation.complaint?.number) ?? open[0]
  const usual = (one: (typeof open)[number] | undefined): Pick<Values, 'result' | 'cause'> => ({
    result: one ? usualResult[one.kind] : 'answered',
    cause: one && one.category.key !== 'other' ? categoryName(one.category.key) : '',
  })
  const form = useForm<Values>({ defaultValues: { complaint: first?.number ?? '', ...usual(first), note: '' } })
  const { errors, dirtyFields } = form.formState

  function suggest(number: string): void {
    const { result, cause } = usual(open.find((one) => one.number === number))
    if (!dirtyFields.result) form.resetField('result', { defaultValue: result })
    if (!dirtyFields.cause) form.resetField('cause', { defaultValue: cause })
  }
  useSelectedCause()

  const submit = form.handleSubmit(({ complaint, result, cause, note }) => {
    const body: FinishBody = {
      result,
      cause: cause.trim(),
      ...(complaint ? { complaint } : {}),
      ...(note.trim() ? { note: note.trim() } : {}),
    }
    act.mutate(
      { type: 'finish', id: conversation.id, body },
      {
        onSuccess: () => {
          toastDone(t('finish.done', { number: complaint }))
          onDone()
          if (open.length <= 1) openNext()
        },
      },
    )
  })

  function onKeyDown(event: KeyboardEvent): void {
    if (!matches(event.nativeEvent, 'Mod+Enter', isMac)) return
    event.preventDefault()
    void submit()
  }

  return (
    <form onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown} noValidate className="flex flex-col gap-3">
      {open.length > 1 && (
        <fieldset className="m-0 flex flex-col gap-1 border-0 p-0">
          <legend className="mb-1 text-body font-medium">{t('finish.which')}</legend>
          {open.map((one) => (
            <label
              key={one.number}
              className="flex min-h-8 cursor-pointer items-start gap-2 rounded-control px-2 py-1.5 hover:bg-hover has-checked:bg-selected coarse:min-h-11"
            >
              <input
                type="radio"
                value={one.number}
                className="mt-0.5 size-4 shrink-0 accent-accent"
                {...form.register('complaint', { onChange: (event: { target: { value: string } }) => suggest(event.target.value) })}
              />
              <span className="min-w-0">
                <span className="font-medium tabular-nums">{t('conversation.number', { number: one.number })}</span>
                <span dir="auto" className="line-clamp-2 text-dense text-text-2">
                  {one.summary}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <Field label={t('finish.result')}>
        {(wiring) => (
          <SelectInput {...wiring} {...form.register('result')}>
            {results.map((result) => (
              <option key={result} value={result}>
                {t(`result.${result}`)}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
      <Field label={t('finish.cause')} hint={t('finish.causeHint')} error={errors.cause && t('finish.needCause')}>
        {(wiring) => (
          <TextInput
            {...wiring}
            data-cause=""
            maxLength={500}
            autoComplete="off"
            {...form.register('cause', { validate: (value) => value.trim() !== '' })}
          />
        )}
      </Field>
      <Field label={t('finish.note')} extra={<span className="text-meta text-text-3">{t('finish.optional')}</span>}>
        {(wiring) => <TextArea {...wiring} rows={2} {...form.register('note')} />}
      </Field>
      <p className="text-dense text-text-2">{t(form.watch('result') === 'spam' ? 'finish.asksNot' : 'finish.asks')}</p>
      <Button type="submit" look="primary" disabled={act.isPending}>
        {t('finish.go')}
      </Button>
    </form>
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

/** After the last complaint of a conversation: the next most urgent one, or the list when nothing is left. */
function useOpenNext(finishedId: number): () => void {
  const client = useQueryClient()
  const navigate = useNavigate()
  const me = useMe()
  return () => {
    const rows = feedRows(client.getQueryData(queries.feed('now', false).queryKey)).filter((row) => row.id !== finishedId)
    const next = mostUrgent(rows, me.staff.id)
    if (next) void navigate({ to: '/conversations/$conversationId', params: { conversationId: next.id }, search: (now) => now })
    else void navigate({ to: '/', search: (now) => now })
  }
}
