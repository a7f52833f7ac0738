import { Flag } from 'lucide-react'
import type { ConversationDto } from '../../../src/http/contract'
import { useTicking } from '../app/use-now'
import { formatSpan } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { useShortcut } from '../shortcuts/use-shortcut'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { toastDone } from '../ui/toasts'
import { useCategoryName } from '../words/category-name'
import { useAct } from './use-act'

/** The desk thinks a message is one more complaint: one key says yes; silence says yes too, after two minutes. */
export function Suspicions({ conversation }: { conversation: ConversationDto }) {
  const { t } = useWords()
  const act = useAct()
  const categoryName = useCategoryName()
  const [suspicion] = conversation.suspicions
  const now = useTicking(suspicion?.decideAt ?? null)

  function decide(type: 'register' | 'dismiss'): void {
    if (!suspicion || act.isPending) return
    act.mutate(
      { type, id: conversation.id, messageId: suspicion.messageId },
      { onSuccess: () => toastDone(t(type === 'register' ? 'suspicion.registered' : 'suspicion.dismissed')) },
    )
  }
  useShortcut('register', () => decide('register'), suspicion !== undefined)

  if (!suspicion) return null
  const left = Math.max(0, Date.parse(suspicion.decideAt) - now)
  const title =
    suspicion.category === 'other' ? t('suspicion.title') : t('suspicion.titleOf', { category: categoryName(suspicion.category) })
  return (
    <section
      aria-label={title}
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-border bg-department-bg px-4 py-2 text-department"
    >
      <Flag aria-hidden className="size-5 shrink-0" />
      <div className="min-w-48 flex-1">
        <p className="text-body font-semibold">{title}</p>
        <p dir="auto" lang={conversation.language} className="line-clamp-2 text-dense max-two:hidden">
          «{suspicion.text}»
        </p>
        <p className="text-meta tabular-nums">{t('suspicion.auto', { left: formatSpan(left, t) })}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button disabled={act.isPending} onClick={() => decide('register')}>
          {t('suspicion.register')}
          <span className="max-two:hidden">
            <Kbd id="register" />
          </span>
        </Button>
        <Button disabled={act.isPending} onClick={() => decide('dismiss')}>
          {t('suspicion.dismiss')}
        </Button>
      </div>
    </section>
  )
}
