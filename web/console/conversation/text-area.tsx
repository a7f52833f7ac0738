import { type RefObject, type TextareaHTMLAttributes, useLayoutEffect } from 'react'
import { cn } from '../ui/class-names'

type TextAreaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & { field: RefObject<HTMLTextAreaElement | null> }

/** Grows with its text, up to a third of the window. */
export function TextArea({ field, value, className, ...rest }: TextAreaProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const area = field.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight + 2}px`
  }, [value])
  return (
    <textarea
      ref={field}
      value={value}
      rows={2}
      dir="auto"
      className={cn('max-h-[33dvh] w-full resize-none rounded-control border px-3 py-2 text-message coarse:text-form', className)}
      {...rest}
    />
  )
}
