import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { faultWords } from '../api/fault-words'
import { useWords } from '../i18n/use-words'
import { Button } from './button'
import { cn } from './class-names'

type EmptyProps = { icon?: ReactNode; title: string; children?: ReactNode; action?: ReactNode; className?: string }

/** Why nothing is here, and the one thing to do about it. */
export function Empty({ icon, title, children, action, className }: EmptyProps) {
  return (
    <div className={cn('flex flex-col items-center gap-2 px-6 py-10 text-center', className)}>
      {icon && <div className="text-text-3">{icon}</div>}
      <p className="text-h3 font-semibold">{title}</p>
      {children && <div className="max-w-md text-body text-text-2">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}

type TroubleProps = { title: string; fault: unknown; onRetry?: () => void; className?: string }

/** What failed, why, what to do, and the code to tell an administrator. */
export function Trouble({ title, fault, onRetry, className }: TroubleProps) {
  const { t } = useWords()
  const { message, fix, code } = faultWords(fault)
  return (
    <div role="alert" className={cn('flex flex-col items-center gap-2 px-6 py-10 text-center', className)}>
      <CircleAlert aria-hidden className="size-6 text-danger" />
      <p className="text-h3 font-semibold">{title}</p>
      <p className="max-w-md text-body text-text-2">
        {message} {fix}
      </p>
      <p className="text-meta text-text-3 select-all">{t('page.code', { code })}</p>
      {onRetry && (
        <Button onClick={onRetry} className="mt-2">
          {t('app.retry')}
        </Button>
      )}
    </div>
  )
}

/** A grey shape of what is coming. Unseen for the first 150 ms, so a quick answer does not flash. */
export const Bone = ({ className }: { className?: string }) => <div aria-hidden className={cn('bone rounded-chip bg-hover', className)} />
