import { FileClock, FileText, FileX } from 'lucide-react'
import { useState } from 'react'
import type { FileDto } from '../../../src/http/contract'
import { formatSize } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { Overlay } from '../ui/overlay'
import { lostReason } from '../words/failure-words'

/** Only what every browser draws and nothing can hide a script in. */
const shownTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif']
export const isPicture = (file: Pick<FileDto, 'contentType'>): boolean => shownTypes.includes(file.contentType)

type FilesProps = { files: readonly FileDto[] /** Whose platform still has what is not here yet. */; channel: string }

/** Pictures as pictures, the rest as names with their sizes; what is not here says why. */
export function MessageFiles({ files, channel }: FilesProps) {
  const { t } = useWords()
  const [shown, setShown] = useState<FileDto | null>(null)
  const here = files.filter((file) => file.state === 'stored')
  const pictures = here.filter(isPicture)
  const others = files.filter((file) => !pictures.includes(file))
  return (
    <>
      {pictures.length > 0 && (
        <ul className="m-0 flex list-none flex-wrap gap-2 p-0 pt-1">
          {pictures.map((file) => (
            <li key={file.id}>
              <button
                type="button"
                onClick={() => setShown(file)}
                className="block overflow-hidden rounded-control border border-border bg-sunken"
              >
                <img
                  src={file.url}
                  alt={t('conversation.imageOf', { name: file.name })}
                  loading="lazy"
                  className="h-36 max-w-56 min-w-24 object-cover"
                />
              </button>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul className="m-0 flex list-none flex-col gap-1 p-0 pt-1">
          {others.map((file) => (
            <li key={file.id}>{file.state === 'stored' ? <FileLink file={file} /> : <FileAway file={file} channel={channel} />}</li>
          ))}
        </ul>
      )}
      <Overlay isOpen={shown !== null} onOpenChange={() => setShown(null)} title={shown?.name ?? ''} className="max-w-3xl!">
        {shown && (
          <img src={shown.url} alt={t('conversation.imageOf', { name: shown.name })} className="min-h-0 flex-1 bg-sunken object-contain" />
        )}
      </Overlay>
    </>
  )
}

export function FileLink({ file }: { file: FileDto }) {
  const { t, language } = useWords()
  const size = formatSize(file.sizeBytes, language)
  return (
    <a
      href={file.url}
      target="_blank"
      rel="noreferrer"
      aria-label={t('conversation.openFile', { name: file.name, size })}
      className="inline-flex max-w-full items-center gap-2 rounded-control border border-border bg-surface px-2 py-1 text-dense text-text hover:bg-hover coarse:min-h-11"
    >
      <FileText aria-hidden className="size-4 shrink-0 text-text-3" />
      <span className="truncate underline">{file.name}</span>
      <span className="shrink-0 text-text-3">{size}</span>
    </a>
  )
}

const waitingFrom = ['telegram', 'vk', 'email'] as const

/** A file that is still with the platform, or that it would not give. */
function FileAway({ file, channel }: { file: FileDto; channel: string }) {
  const { t } = useWords()
  const isLost = file.state === 'lost'
  const Icon = isLost ? FileX : FileClock
  return (
    <div
      title={isLost && file.failure ? file.failure : undefined}
      className="inline-flex max-w-full items-start gap-2 rounded-control border border-dashed border-border-strong bg-surface px-2 py-1 text-dense text-text"
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-text-3" />
      <span className="min-w-0">
        <span className="break-words">{file.name}</span>
        <span className="block text-meta text-text-2">
          {isLost ? t(`file.${lostReason(file)}`) : t(`fileWaiting.${waitingFrom.find((one) => one === channel) ?? 'other'}`)}
        </span>
      </span>
    </div>
  )
}
