import { MoonStar } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { ConversationDto } from '../../../src/http/contract'
import { useWords } from '../i18n/use-words'
import { useShortcut } from '../shortcuts/use-shortcut'
import { Button } from '../ui/button'
import { lazyPart } from '../ui/lazy-part'
import { Sheet } from '../ui/overlay'

const SnoozeForm = lazyPart(() => import('./snooze-form').then((part) => part.SnoozeForm))

export function SnoozeAction({ conversation }: { conversation: ConversationDto }) {
  const { t } = useWords()
  const [isOpen, setIsOpen] = useState(false)
  const isPossible = conversation.complaints.some((one) => one.status !== 'closed' && one.status !== 'resolved')
  useShortcut('snooze', () => setIsOpen(true), isPossible)
  if (!isPossible) return null
  return (
    <Sheet
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      title={t('snooze.title')}
      trigger={
        <Button aria-keyshortcuts="S" className="max-two:flex-1 two:@max-xl:aspect-square two:@max-xl:px-0">
          <MoonStar aria-hidden className="size-4" />
          <span className="two:@max-xl:sr-only">{t('snooze.action')}</span>
        </Button>
      }
    >
      <Suspense>
        <SnoozeForm conversation={conversation} onDone={() => setIsOpen(false)} />
      </Suspense>
    </Sheet>
  )
}
