import { Tooltip } from 'radix-ui'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import type { ShortcutId } from '../shortcuts/registry'
import { cn } from './class-names'
import { Hint } from './hint'

type Look = 'primary' | 'plain' | 'quiet' | 'danger' | 'note'
type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look; isWide?: boolean; ref?: Ref<HTMLButtonElement> }

const looks: Readonly<Record<Look, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover border-transparent',
  plain: 'bg-surface text-text border-border hover:bg-hover shadow-low',
  quiet: 'bg-transparent text-text-2 border-transparent hover:bg-hover hover:text-text',
  danger: 'bg-breach-bg text-breach border-transparent',
  note: 'bg-note text-note-text border-note-border border-dashed hover:bg-hover',
}

/** 32 px high with a mouse, 44 px under a finger; the words are never clipped. */
export const controlSize = 'min-h-8 coarse:min-h-11'

export const buttonClass = (look: Look = 'plain', isWide = false): string =>
  cn(
    'inline-flex items-center justify-center gap-1.5 rounded-control border px-3 py-1 text-body font-medium transition-colors duration-120',
    'disabled:cursor-not-allowed disabled:opacity-60',
    controlSize,
    looks[look],
    isWide && 'w-full',
  )

export function Button({ look, isWide, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={cn(buttonClass(look, isWide), className)} {...rest} />
}

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  label: string
  shortcut?: ShortcutId
  side?: 'top' | 'right' | 'bottom' | 'left'
  ref?: Ref<HTMLButtonElement>
  children: ReactNode
}

/** An icon alone: its name is read aloud, and shown with its shortcut in a tooltip. */
export function IconButton({ label, shortcut, side = 'bottom', className, children, type = 'button', ...rest }: IconButtonProps) {
  return (
    <Hint label={label} side={side} {...(shortcut ? { shortcut } : {})}>
      <Tooltip.Trigger asChild>
        <button
          type={type}
          aria-label={label}
          className={cn(
            'inline-flex size-8 shrink-0 items-center justify-center rounded-control text-text-2 transition-colors duration-120 hover:bg-hover hover:text-text coarse:size-11',
            className,
          )}
          {...rest}
        >
          {children}
        </button>
      </Tooltip.Trigger>
    </Hint>
  )
}
