import { Power } from 'lucide-react'
import { useState } from 'react'
import type { AccountDto } from '../../../src/http/contract'
import { faultWords } from '../api/fault-words'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { Confirm } from '../ui/confirm'
import { toastDone, toastFault } from '../ui/toasts'
import { useChangeAccount } from './use-accounts'

/** On at once; off only after it is said what then stops, and how many messages stay behind. */
export function SwitchButton({ account, name }: { account: AccountDto; name: string }) {
  const { t } = useWords()
  const change = useChangeAccount()
  const [isAsking, setIsAsking] = useState(false)
  const { id, isEnabled, waiting } = account

  function turn(isOn: boolean): void {
    setIsAsking(false)
    change.mutate(
      { id, change: { isEnabled: isOn } },
      {
        onSuccess: () => toastDone(t(isOn ? 'channels.turnedOn' : 'channels.turnedOff', { name })),
        onError: (fault) => toastFault(t('fault.notDone', { message: faultWords(fault).message }), faultWords(fault).fix),
      },
    )
  }
  return (
    <>
      <Button
        disabled={change.isPending}
        aria-label={t(isEnabled ? 'channels.turnOffOf' : 'channels.turnOnOf', { name })}
        onClick={() => (isEnabled ? setIsAsking(true) : turn(true))}
      >
        <Power aria-hidden className="size-4" />
        {t(isEnabled ? 'channels.turnOff' : 'channels.turnOn')}
      </Button>
      <Confirm
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('channels.turnOffOf', { name })}
        action={t('channels.turnOff')}
        isDangerous
        onConfirm={() => turn(false)}
      >
        <p>{t('channels.offMeans')}</p>
        {waiting > 0 && <p className="mt-2 font-medium text-text">{t('channels.offWaiting', { count: waiting })}</p>}
      </Confirm>
    </>
  )
}
