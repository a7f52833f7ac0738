import type { ReactNode } from 'react'
import { useWords } from '../i18n/use-words'
import { Button } from './button'
import { Overlay } from './overlay'

type ConfirmProps = {
  isOpen: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** The words of the button that does it. */
  action: string
  isDangerous?: boolean
  isPending?: boolean
  onConfirm: () => void
}

/** Says what will happen before it does. The way out comes first, so that Enter does no harm. */
export function Confirm({ isOpen, onClose, title, children, action, isDangerous = false, isPending = false, onConfirm }: ConfirmProps) {
  const { t } = useWords()
  return (
    <Overlay isOpen={isOpen} onOpenChange={(open) => !open && onClose()} title={title} className="max-w-md!">
      <div className="flex flex-col gap-4 overflow-y-auto p-4">
        <div className="text-body text-text-2">{children}</div>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button look={isDangerous ? 'danger' : 'primary'} disabled={isPending} onClick={onConfirm}>
            {action}
          </Button>
        </div>
      </div>
    </Overlay>
  )
}
