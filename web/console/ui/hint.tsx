import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'
import type { ShortcutId } from '../shortcuts/registry'
import { Kbd } from './kbd'

type HintProps = { label: string; shortcut?: ShortcutId; side?: 'top' | 'right' | 'bottom' | 'left'; children: ReactNode }

/** A tooltip that can be hovered and dismissed. `children` holds the Tooltip.Trigger. */
export function Hint({ label, shortcut, side = 'top', children }: HintProps) {
  return (
    <Tooltip.Root>
      {children}
      <Tooltip.Portal>
        <Tooltip.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-72 items-center gap-2 rounded-control border border-border bg-surface px-2 py-1 text-meta text-text shadow-high"
        >
          {label}
          {shortcut && <Kbd id={shortcut} />}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
