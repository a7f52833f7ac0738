import { Copy } from 'lucide-react'
import { announce } from '../app/announce'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { toastDone } from '../ui/toasts'

/** Something to be pasted elsewhere: all of it in sight, and one press copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const { t } = useWords()
  function copy(): void {
    void navigator.clipboard?.writeText(value).then(() => toastDone(t('app.copied', { what: label })))
    announce(t('app.copied', { what: label }))
  }
  return (
    <div className="flex flex-col gap-1">
      <p className="text-dense text-text-3">{label}</p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 rounded-control bg-sunken px-2 py-1.5 text-dense break-all text-text select-all">{value}</code>
        <Button onClick={copy} aria-label={t('channels.copyOf', { what: label })}>
          <Copy aria-hidden className="size-4" />
          {t('channels.copy')}
        </Button>
      </div>
    </div>
  )
}
