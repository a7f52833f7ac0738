import { cn } from './class-names'

/** Two letters that stand for a person; the name itself is always near. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-work-bg text-meta font-semibold text-work',
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  )
}

export function initialsOf(name: string): string {
  const letters = name.match(/\p{L}+/gu) ?? []
  const [first = '?', second] = letters
  if (/\p{Script=Han}/u.test(first)) return [...first].slice(0, 1).join('')
  return `${[...first][0] ?? ''}${second ? ([...second][0] ?? '') : ''}`.toUpperCase()
}
