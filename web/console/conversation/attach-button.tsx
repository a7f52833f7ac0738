import { Paperclip } from 'lucide-react'
import { type DragEvent, useRef } from 'react'
import { fileLimits } from '../api/upload'
import { formatSize } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { IconButton } from '../ui/button'

export function AttachButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const { t, language } = useWords()
  const limits = t('composer.limits', { count: fileLimits.count, size: formatSize(fileLimits.bytes, language) })
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton label={t('composer.attach', { limits })} side="top" onClick={() => input.current?.click()}>
        <Paperclip aria-hidden className="size-4" />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('composer.files')}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </>
  )
}

/** A form that takes files dropped anywhere on it. */
export const dropping = (add: (files: readonly File[]) => void) => ({
  onDragOver: (event: DragEvent) => event.dataTransfer.types.includes('Files') && event.preventDefault(),
  onDrop: (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return
    event.preventDefault()
    add([...event.dataTransfer.files])
  },
})
