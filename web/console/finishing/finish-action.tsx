import { CircleCheckBig } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { ConversationDto } from '../../../src/http/contract'
import { useWords } from '../i18n/use-words'
import { useShortcut } from '../shortcuts/use-shortcut'
import { Button } from '../ui/button'
import { lazyPart } from '../ui/lazy-part'
import { Sheet } from '../ui/overlay'

const FinishForm = lazyPart(() => import('./finish-form').then((part) => part.FinishForm))

export function FinishAction({ conversation }: { conversation: ConversationDto }) {
  const { t } = useWords()
  const [isOpen, setIsOpen] = useState(false)
  useShortcut('finish', () => setIsOpen(true))
  return (
    <Sheet
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      title={t('finish.title')}
      trigger={
        <Button aria-keyshortcuts="E" className="max-two:flex-1 two:@max-xl:aspect-square two:@max-xl:px-0">
          <CircleCheckBig aria-hidden className="size-4" />
          <span className="two:@max-xl:sr-only">{t('finish.action')}</span>
        </Button>
      }
    >
      <Suspense>
        <FinishForm conversation={conversation} onDone={() => setIsOpen(false)} />
      </Suspense>
    </Sheet>
  )
}
