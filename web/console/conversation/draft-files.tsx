import { FileText, X } from 'lucide-react'
import { useWords } from '../i18n/use-words'
import type { Draft } from './drafts'
import { isPicture } from './message-files'
import type { Upload } from './uploads'

type DraftFilesProps = { draft: Draft; uploads: readonly Upload[]; onRemove: (fileId: number) => void }

const itemClass = 'flex items-center gap-2 rounded-control border border-border bg-surface py-0.5 pr-0.5 pl-2 text-dense text-text'

/** What will go with the message, and what is still on its way up. */
export function DraftFiles({ draft, uploads, onRemove }: DraftFilesProps) {
  const { t } = useWords()
  if (draft.files.length === 0 && uploads.length === 0) return null
  return (
    <ul aria-label={t('composer.files')} className="m-0 flex list-none flex-wrap gap-2 p-0">
      {draft.files.map((file) => (
        <li key={file.id} className={itemClass}>
          {isPicture(file) ? (
            <img src={file.url} alt="" className="size-6 rounded-chip object-cover" />
          ) : (
            <FileText aria-hidden className="size-4 text-text-3" />
          )}
          <span className="max-w-40 truncate">{file.name}</span>
          <RemoveButton label={t('composer.removeFile', { name: file.name })} onClick={() => onRemove(file.id)} />
        </li>
      ))}
      {uploads.map((upload) => (
        <li key={upload.id} className={itemClass}>
          <progress
            value={upload.percent}
            max={100}
            aria-label={t('composer.uploading', { name: upload.name, percent: upload.percent })}
            className="h-1.5 w-16"
          />
          <span className="max-w-40 truncate">{upload.name}</span>
          <RemoveButton label={t('composer.removeFile', { name: upload.name })} onClick={upload.abort} />
        </li>
      ))}
    </ul>
  )
}

const RemoveButton = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <button
    type="button"
    aria-label={label}
    onClick={onClick}
    className="inline-flex size-6 items-center justify-center rounded-chip text-text-3 hover:bg-hover coarse:size-11"
  >
    <X aria-hidden className="size-4" />
  </button>
)
