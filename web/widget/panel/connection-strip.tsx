import { useEffect, useState } from 'preact/hooks'
import { fill } from '../strings/strings'
import { Icon } from './icon'
import type { PanelModel } from './panel-model'

/** Says what is wrong and what becomes of the words. The region is always there, so that a change in it is read out. */
export function ConnectionStrip({ model }: { model: PanelModel }) {
  const { words, settings, isOnline, state } = model
  const isLost = useLasting(state.phase === 'offline', 2_000)
  const text = !isOnline ? words.offline : state.phase === 'refused' ? words.refused : isLost ? words.reconnecting : ''
  return (
    <div role="status" class="strip">
      {text && (
        <p>
          <Icon name="alert" />
          <span>
            {text}
            {settings.contact && ` ${fill(words.contact, { contact: settings.contact })}`}
          </span>
        </p>
      )}
    </div>
  )
}

/** True once `claim` has held for so long: a short hiccup is nobody's worry. */
function useLasting(claim: boolean, ms: number): boolean {
  const [holds, setHolds] = useState(false)
  useEffect(() => {
    if (!claim) return setHolds(false)
    const timer = setTimeout(() => setHolds(true), ms)
    return () => clearTimeout(timer)
  }, [claim, ms])
  return claim && holds
}
