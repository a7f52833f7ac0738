import { Link } from '@tanstack/react-router'
import { PlugZap } from 'lucide-react'
import { may, useMe } from '../app/me'
import { useWords } from '../i18n/use-words'
import { cn } from '../ui/class-names'
import { inTrouble, stateReason, useAccountName } from './account-words'
import { useAccountsBehind } from './use-accounts'

/** To those who can mend it, wherever they are: which account is not well, and the way there. */
export function AccountBanner() {
  const { t } = useWords()
  const me = useMe()
  const accountName = useAccountName()
  const accounts = inTrouble(useAccountsBehind(may(me, 'desk.write')))
  const [worst, ...others] = accounts
  if (!worst) return null
  const waiting = accounts.reduce((sum, one) => sum + one.waiting, 0)
  const isBroken = worst.status === 'broken'
  return (
    <div
      className={cn(
        'flex flex-wrap items-center justify-center gap-x-3 gap-y-0.5 px-4 py-1.5 text-body max-two:justify-start max-two:px-3 max-two:in-[:has([data-full-pane])]:hidden',
        isBroken ? 'bg-danger-bg text-danger' : 'bg-department-bg text-department',
      )}
    >
      <span className="inline-flex items-start gap-2">
        <PlugZap aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>
          <span className="font-semibold">
            {others.length === 0
              ? t(isBroken ? 'channels.bannerBroken' : 'channels.bannerFailing', { name: accountName(worst) })
              : t('channels.bannerMany', { names: accounts.map(accountName).join(', ') })}
          </span>{' '}
          {others.length === 0 && stateReason(worst, t)} {waiting > 0 && t('channels.bannerWaiting', { count: waiting })}
        </span>
      </span>
      <Link to="/settings/channels" className="font-medium whitespace-nowrap underline">
        {t('channels.bannerOpen')}
      </Link>
    </div>
  )
}
