import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { useState } from 'react'
import type { ConversationDto, StaffMemberDto } from '../../../src/http/contract'
import { queries } from '../api/queries'
import { useMe } from '../app/me'
import { useAct } from '../conversation/use-act'
import { useWords } from '../i18n/use-words'
import { fuzzy } from '../palette/fuzzy'
import { Avatar } from '../ui/avatar'
import { Button } from '../ui/button'
import { Field, Optional, TextArea } from '../ui/field'
import { toastDone } from '../ui/toasts'

/** A colleague by name in any layout, then a word for them; the one who gives it away sees their load first. */
export function HandOverForm({ conversation, onDone }: { conversation: ConversationDto; onDone: () => void }) {
  const { t } = useWords()
  const me = useMe()
  const { data } = useQuery(queries.staff)
  const [chosen, setChosen] = useState<StaffMemberDto | null>(null)
  const holderId = conversation.holder.kind === 'operator' ? conversation.holder.id : me.staff.id
  const colleagues = (data?.items ?? []).filter((one) => one.id !== holderId && !(one.isDemo && !conversation.brand.isDemo))

  if (chosen) return <LastWord conversation={conversation} to={chosen} onBack={() => setChosen(null)} onDone={onDone} />
  return (
    <Command label={t('handOver.find')} filter={(value, search) => fuzzy(value, search)} loop>
      <Command.Input
        autoFocus
        placeholder={t('handOver.find')}
        className="mb-2 min-h-10 w-full rounded-control border border-border-strong bg-surface px-3 text-form"
      />
      <Command.List className="max-h-72 overflow-y-auto">
        <Command.Empty className="px-2 py-4 text-text-3">{t('handOver.none')}</Command.Empty>
        {colleagues.map((one) => (
          <Command.Item
            key={one.id}
            value={`${one.name} ${one.id}`}
            onSelect={() => setChosen(one)}
            className="flex min-h-11 cursor-pointer items-center gap-2 rounded-control px-2 data-[selected=true]:bg-hover"
          >
            <Avatar name={one.name} />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{one.name}</span>
              <span className="block text-meta text-text-3">
                {t('handOver.loadLabel', { load: one.load, max: one.maxLoad })}
                {!one.isAvailable && ` · ${t('handOver.away')}`}
              </span>
            </span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  )
}

type LastWordProps = { conversation: ConversationDto; to: StaffMemberDto; onBack: () => void; onDone: () => void }

function LastWord({ conversation, to, onBack, onDone }: LastWordProps) {
  const { t } = useWords()
  const act = useAct()
  const [note, setNote] = useState('')
  const onSuccess = (): void => {
    toastDone(t('handOver.done', { name: to.name }))
    onDone()
  }
  const handOver = (): void =>
    act.mutate(
      { type: 'hand-over', id: conversation.id, to: to.id, name: to.name, ...(note.trim() ? { note: note.trim() } : {}) },
      { onSuccess },
    )
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        handOver()
      }}
    >
      <Field label={t('handOver.note')} hint={t('handOver.noteHint')} extra={<Optional />}>
        {(wiring) => <TextArea {...wiring} autoFocus rows={3} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <Button type="submit" look="primary" disabled={act.isPending}>
        {t('handOver.go', { name: to.name })}
      </Button>
      <Button look="quiet" onClick={onBack}>
        {t('app.back')}
      </Button>
    </form>
  )
}
