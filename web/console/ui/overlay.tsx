import { X } from 'lucide-react'
import { Dialog, Popover } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { useWords } from '../i18n/use-words'
import { cn } from './class-names'
import { useIsNarrow } from './use-media'

type Shape = 'center' | 'side' | 'bottom' | 'top'
type OverlayProps = {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  shape?: Shape
  hasBareHead?: boolean
  className?: string
  children: ReactNode
}

const shapes: Readonly<Record<Shape, string>> = {
  center: 'inset-x-4 top-[10dvh] mx-auto max-h-[80dvh] max-w-xl rounded-dialog animate-appear',
  top: 'inset-x-2 top-[max(8px,8dvh)] mx-auto max-h-[80dvh] max-w-xl rounded-dialog animate-appear',
  side: 'inset-y-0 right-0 w-full max-w-[400px] animate-slide border-y-0 border-r-0',
  bottom: 'inset-x-0 bottom-0 max-h-[88dvh] rounded-t-dialog animate-rise pb-[env(safe-area-inset-bottom)]',
}

/** A modal layer: focus stays inside, Escape closes it, focus returns to where it was. */
export function Overlay({ isOpen, onOpenChange, title, shape = 'center', hasBareHead = false, className, children }: OverlayProps) {
  const { t } = useWords()
  const giveFocusBack = useFocusBefore(isOpen)
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          data-layer=""
          aria-describedby={undefined}
          tabIndex={-1}
          onOpenAutoFocus={focusLayer}
          onCloseAutoFocus={giveFocusBack}
          className={cn(
            'fixed z-40 flex flex-col overflow-hidden border border-border bg-surface text-text shadow-high outline-none',
            shapes[shape],
            className,
          )}
        >
          {hasBareHead ? (
            <Dialog.Title className="sr-only">{title}</Dialog.Title>
          ) : (
            <div className="flex items-center justify-between gap-2 border-b border-border py-2 pr-2 pl-4">
              <Dialog.Title className="text-h3 font-semibold">{title}</Dialog.Title>
              <Dialog.Close
                aria-label={t('app.close')}
                className="inline-flex size-8 shrink-0 items-center justify-center rounded-control text-text-2 hover:bg-hover coarse:size-11"
              >
                <X aria-hidden className="size-5" />
              </Dialog.Close>
            </div>
          )}
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** The layer itself takes the focus, so that its title is read, and not the button that closes it. A field that asked for it keeps it. */
function focusLayer(event: Event): void {
  const { target } = event
  if (!(target instanceof HTMLElement) || target.contains(document.activeElement)) return
  event.preventDefault()
  target.focus()
}

/** Radix notes who had the focus when its layer is there, which is too late for a layer with a field that takes it. */
function useFocusBefore(isOpen: boolean): (event: Event) => void {
  const before = useRef<Element | null>(null)
  const wasOpen = useRef(false)
  if (isOpen && !wasOpen.current) before.current = document.activeElement
  wasOpen.current = isOpen
  return (event) => {
    if (!(before.current instanceof HTMLElement) || !before.current.isConnected) return
    event.preventDefault()
    before.current.focus()
  }
}

type SheetProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void; title: string; trigger: ReactNode; children: ReactNode }

/** A small form beside its button; on a phone, a sheet from the bottom edge. */
export function Sheet({ isOpen, onOpenChange, title, trigger, children }: SheetProps) {
  const isNarrow = useIsNarrow()
  if (isNarrow) {
    return (
      <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
        <Dialog.Trigger asChild>{trigger}</Dialog.Trigger>
        <Overlay isOpen={isOpen} onOpenChange={onOpenChange} title={title} shape="bottom">
          <div className="overflow-y-auto p-4">{children}</div>
        </Overlay>
      </Dialog.Root>
    )
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          data-layer=""
          aria-label={title}
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-30 max-h-(--radix-popover-content-available-height) w-[360px] animate-appear overflow-y-auto rounded-card border border-border bg-surface p-4 text-text shadow-high"
        >
          <p className="mb-3 text-h3 font-semibold">{title}</p>
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
