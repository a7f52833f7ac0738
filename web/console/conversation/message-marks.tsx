import { CornerUpLeft, Forward, PencilLine, Trash2 } from 'lucide-react'
import type { MessageDto } from '../../../src/http/contract'
import { useNow } from '../app/use-now'
import { formatMoment } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { Chip } from '../ui/chip'
import { Unfold } from '../ui/unfold'
import { useGoTo } from './go-to'

type MarkProps = { message: MessageDto }

/** The message it answers; a press leads there. */
export function Quote({ message: { replyTo } }: MarkProps) {
  const { t } = useWords()
  const goTo = useGoTo()
  if (!replyTo) return null
  return (
    <button
      type="button"
      aria-label={t('message.quoted', { text: replyTo.text || t('message.noText') })}
      onClick={() => goTo(replyTo.id)}
      className="flex min-h-6 items-start gap-1 rounded-chip border-l-3 border-accent bg-sunken px-2 py-0.5 text-left text-dense text-text-2 hover:bg-hover coarse:min-h-11 coarse:items-center"
    >
      <CornerUpLeft aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span dir="auto" className="line-clamp-2 break-words">
        {replyTo.text || t('message.noText')}
      </span>
    </button>
  )
}

export function Forwarded({ message: { forwardedFrom } }: MarkProps) {
  const { t } = useWords()
  if (forwardedFrom === null) return null
  return (
    <p className="flex items-center gap-1 text-meta font-medium text-text-2">
      <Forward aria-hidden className="size-3.5 shrink-0" />
      {forwardedFrom === '' ? t('message.forwardedHidden') : t('message.forwarded', { name: forwardedFrom })}
    </p>
  )
}

export function Reactions({ message: { reactions } }: MarkProps) {
  const { t } = useWords()
  if (reactions.length === 0) return null
  return (
    <ul aria-label={t('message.reactions')} className="m-0 flex list-none flex-wrap gap-1 p-0">
      {[...new Set(reactions)].map((sign) => (
        <li key={sign} className="rounded-full border border-border bg-surface px-2 py-0.5 text-dense text-text">
          {sign}
        </li>
      ))}
    </ul>
  )
}

/** The customer took it back; here it stays, for it was said. */
export function DeletedMark({ message: { deletedAt } }: MarkProps) {
  const { t, language } = useWords()
  const now = useNow()
  if (deletedAt === null) return null
  return (
    <Chip tone="quiet" icon={Trash2} title={formatMoment(deletedAt, language, now)}>
      {t('message.deleted')}
    </Chip>
  )
}

/** That it was changed and when; what it was before opens under it, the oldest first. */
export function EditedMark({ message: { editedAt, before } }: MarkProps) {
  const { t, language } = useWords()
  const now = useNow()
  if (editedAt === null) return null
  const words = t('message.edited', { at: formatMoment(editedAt, language, now) })
  const label = (
    <>
      <PencilLine aria-hidden className="mr-0.5 size-3.5 shrink-0" />
      {words}
    </>
  )
  if (before.length === 0) return <span className="inline-flex items-center">{label}</span>
  return (
    <Unfold label={label}>
      <p className="text-meta font-medium text-text-2">{t('message.before')}</p>
      <ol className="m-0 flex list-none flex-col gap-1 p-0">
        {before.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: earlier wordings are only ever added at the end, and two may be alike
          <li key={index} dir="auto" className="rounded-chip bg-sunken px-2 py-1 text-dense break-words whitespace-pre-wrap text-text">
            {text || t('message.noText')}
          </li>
        ))}
      </ol>
    </Unfold>
  )
}
