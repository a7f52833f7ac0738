import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FlaskConical, WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { desk } from '../api/desk'
import { faultWords } from '../api/fault-words'
import { AccountBanner } from '../channels/account-banner'
import { useWords } from '../i18n/use-words'
import { connectionStore } from '../live/live'
import { Button } from '../ui/button'
import { toastDone, toastFault } from '../ui/toasts'
import { announce } from './announce'
import { may, useMe } from './me'
import { useStore } from './store'

/** What everybody must know wherever they are. */
export function Banners() {
  const { t } = useWords()
  return (
    <aside aria-label={t('app.notices')}>
      <DemoBanner />
      <ConnectionBanner />
      <AccountBanner />
    </aside>
  )
}

/** A lost connection is worth a word only when it does not come back at once. */
const quietMs = 2000

function ConnectionBanner() {
  const { t } = useWords()
  const isLost = useStore(connectionStore, (state) => state === 'lost')
  const [isShown, setIsShown] = useState(false)
  useEffect(() => {
    if (isLost) {
      const timer = setTimeout(() => {
        setIsShown(true)
        announce(t('live.lost'))
      }, quietMs)
      return () => clearTimeout(timer)
    }
    setIsShown((was) => {
      if (was) announce(t('live.back'))
      return false
    })
    return undefined
  }, [isLost, t])
  if (!isShown) return null
  return (
    <div className="flex items-center justify-center gap-2 bg-department-bg px-4 py-1.5 text-body text-department">
      <WifiOff aria-hidden className="size-4 shrink-0" />
      {t('live.lost')}
    </div>
  )
}

function DemoBanner() {
  const { t } = useWords()
  const me = useMe()
  const client = useQueryClient()
  const removal = useMutation({
    mutationFn: desk.removeDemo,
    onSuccess: () => {
      toastDone(t('demo.removed'))
      return client.invalidateQueries()
    },
    onError: (fault) => toastFault(t('fault.notDone', { message: faultWords(fault).message }), faultWords(fault).fix),
  })
  if (!me.brand.isDemo && !me.hasDemo) return null
  return (
    <div className="flex items-center justify-center gap-3 border-b border-note-border bg-note px-4 py-1 text-dense text-note-text max-two:px-3">
      <span className="inline-flex items-center gap-2">
        <FlaskConical aria-hidden className="size-4 shrink-0" />
        {t(me.brand.isDemo ? 'demo.banner' : 'demo.left')}
      </span>
      {me.hasDemo && may(me, 'desk.write') && (
        <Button look="note" disabled={removal.isPending} onClick={() => removal.mutate()} className="min-h-7 shrink-0 px-2 py-0 text-dense">
          {t('demo.remove')}
        </Button>
      )}
    </div>
  )
}
