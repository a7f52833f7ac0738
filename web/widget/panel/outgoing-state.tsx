import type { FailureReason, Outgoing } from '../direct-line/outgoing'
import { Icon } from './icon'
import type { PanelModel } from './panel-model'
import { timeText } from './times'

/** A clock, then a tick; or what went wrong and what can be done. */
export function OutgoingState({ outgoing, model }: { outgoing: Outgoing; model: PanelModel }) {
  const { words, language, isOnline, state } = model
  if (outgoing.state.type === 'failed') return <Failure outgoing={outgoing} reason={outgoing.state.reason} model={model} />
  const isSent = outgoing.state.type === 'sent'
  const isStuck = !isSent && (!isOnline || state.phase === 'offline' || state.phase === 'refused')
  const part = outgoing.state.type === 'sending' && outgoing.files.length > 0 ? Math.round(outgoing.state.part * 100) : undefined
  return (
    <p class="meta">
      {part !== undefined && <progress max={100} value={part} aria-label={words.waiting} />}
      {isStuck && <span>{words.waitingOffline}</span>}
      {!isSent && (isStuck || part !== undefined) && (
        <button type="button" class="link" onClick={() => void model.edit(outgoing.id)}>
          {words.cancel}
        </button>
      )}
      <time dateTime={new Date(outgoing.createdAt).toISOString()}>{timeText(outgoing.createdAt, language)}</time>
      <Icon name={isSent ? 'tick' : 'clock'} />
      <span class="sr">{isSent ? words.sent : words.waiting}</span>
    </p>
  )
}

function Failure({ outgoing, reason, model }: { outgoing: Outgoing; reason: FailureReason; model: PanelModel }) {
  const { words } = model
  return (
    <div class="failure">
      <p>
        <Icon name="alert" />
        <span>
          <strong>{words.failed}.</strong> {words.reasons[reason]}
        </span>
      </p>
      <p>
        {reason !== 'files-lost' && (
          <button type="button" class="link" onClick={() => model.retry(outgoing.id)}>
            {words.retry}
          </button>
        )}
        <button type="button" class="link" onClick={() => void model.edit(outgoing.id)}>
          {words.edit}
        </button>
      </p>
    </div>
  )
}
