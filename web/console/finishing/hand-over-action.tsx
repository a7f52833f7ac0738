import { UserRoundPlus } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { ConversationDto } from '../../../src/http/contract'
import { useWords } from '../i18n/use-words'
import { useShortcut } from '../shortcuts/use-shortcut'
import { Button } from '../ui/button'
import { lazyPart } from '../ui/lazy-part'
import { Sheet } from '../ui/overlay'

const HandOverForm = lazyPart(() => import('./hand-over-form').then((part) => part.HandOverForm))

export function HandOverAction({ conversation }: { conversation: ConversationDto }) {
  const { t } = useWords()
  const [isOpen, setIsOpen] = useState(false)
  useShortcut('assign', () => setIsOpen(true))
  return (
    <Sheet
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      title={t('handOver.title')}
      trigger={
        <Button aria-keyshortcuts="A" className="aspect-square px-0!">
          <UserRoundPlus aria-hidden className="size-4" />
          <span className="sr-only">{t('handOver.action')}</span>
        </Button>
      }
    >
      <Suspense>
        <HandOverForm conversation={conversation} onDone={() => setIsOpen(false)} />
      </Suspense>
    </Sheet>
  )
}
