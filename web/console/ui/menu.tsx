import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './class-names'

type MenuProps = { trigger: ReactNode; side?: 'top' | 'right' | 'bottom'; align?: 'start' | 'end'; children: ReactNode }

/** Not modal: the page stays scrollable behind it, and nothing has to be locked. */
export function Menu({ trigger, side = 'bottom', align = 'end', children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          data-layer=""
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-30 max-h-(--radix-dropdown-menu-content-available-height) min-w-56 animate-appear overflow-y-auto rounded-card border border-border bg-surface p-1 text-body text-text shadow-high"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

const itemClass =
  'flex min-h-8 coarse:min-h-11 cursor-pointer items-center gap-2 rounded-control px-2 py-1 outline-none data-[highlighted]:bg-hover data-[disabled]:cursor-default data-[disabled]:text-text-3'

type ItemProps = { onSelect: () => void; icon?: ReactNode; isDisabled?: boolean; children: ReactNode }

export function MenuItem({ onSelect, icon, isDisabled = false, children }: ItemProps) {
  return (
    <DropdownMenu.Item className={itemClass} onSelect={onSelect} disabled={isDisabled}>
      <span className="flex size-4 items-center justify-center text-text-3">{icon}</span>
      {children}
    </DropdownMenu.Item>
  )
}

type ChoiceProps<T extends string> = {
  label: string
  value: T
  options: readonly { value: T; label: string; lang?: string }[]
  onChange: (value: T) => void
}

/** One of a few, as a group with its name. */
export function MenuChoice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <DropdownMenu.Group>
      <DropdownMenu.Label className="px-2 pt-2 pb-1 text-meta font-medium text-text-3">{label}</DropdownMenu.Label>
      <DropdownMenu.RadioGroup
        value={value}
        onValueChange={(chosen) => {
          const option = options.find((one) => one.value === chosen)
          if (option) onChange(option.value)
        }}
      >
        {options.map((option) => (
          <DropdownMenu.RadioItem
            key={option.value}
            value={option.value}
            lang={option.lang}
            className={itemClass}
            onSelect={(event) => event.preventDefault()}
          >
            <span className="flex size-4 items-center justify-center">
              <DropdownMenu.ItemIndicator>
                <Check aria-hidden className="size-4 text-accent" />
              </DropdownMenu.ItemIndicator>
            </span>
            {option.label}
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </DropdownMenu.Group>
  )
}

export function MenuSwitch({ isOn, onChange, children }: { isOn: boolean; onChange: (isOn: boolean) => void; children: ReactNode }) {
  return (
    <DropdownMenu.CheckboxItem checked={isOn} onCheckedChange={onChange} className={itemClass} onSelect={(event) => event.preventDefault()}>
      <span className="flex size-4 items-center justify-center">
        <DropdownMenu.ItemIndicator>
          <Check aria-hidden className="size-4 text-accent" />
        </DropdownMenu.ItemIndicator>
      </span>
      {children}
    </DropdownMenu.CheckboxItem>
  )
}

export const MenuLine = ({ className }: { className?: string }) => (
  <DropdownMenu.Separator className={cn('my-1 h-px bg-border', className)} />
)
