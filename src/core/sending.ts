import { type Channel, type OutboundMessage, SendError } from './channel.js'
import { fault } from './fault.js'
import type { AccountId } from './model/ids.js'
import { mayLeave } from './outgoing.js'
import { openPaces } from './pace.js'
import type { Outgoing, SendOutcome, Store } from './ports.js'
import { reasonOf } from './reason.js'
import { plusMs, type Tools } from './work.js'

export type SendingParts = {
  readonly store: Pick<Store, 'begin'>
  readonly tools: Tools
  readonly channelOf: (accountId: AccountId) => Channel
}

const sendTimeoutMs = 30_000
/** Four-hundred-like and network failures are tried again for three days, ever more slowly. */
const retryAfterMs = (attempts: number): number => Math.min(300_000, 500 * 2 ** Math.min(attempts, 10)) * (0.75 + Math.random() / 2)
const retryForAttempts = 900

/** Hop 7: one call of one message, at the pace its account may write. Answers what came of it and never throws. */
export function openSending({ store, tools, channelOf }: SendingParts): (row: Outgoing) => Promise<SendOutcome> {
  const paces = openPaces()

  return async (row) => {
    const author = row.message.author.kind
    if (!mayLeave({ author, acknowledges: row.acknowledges }, row.holder)) return ended('failed', 'silenced', 'silenced')
    try {
      const channel = channelOf(row.accountId)
      const { exactResend, pace } = channel.can
      if (row.isInterrupted && !exactResend) return ended('uncertain', 'uncertain', 'interrupted')
      const slotAfterMs = pace === null ? 0 : await paces.wait(row, pace)
      if (slotAfterMs > 0) return { type: 'retry', at: plusMs(tools.clock.now(), slotAfterMs), reason: 'pace' }
      // What cannot be sent twice leaves a mark before it is sent: a process that dies here leaves no doubt about the others.
      if (!exactResend && !(await store.begin([row.id], tools.owner)).has(row.id))
        return { type: 'retry', at: tools.clock.now(), reason: 'lease' }
      fault('send.before')
      const receipt = await channel.send(toOutbound(row), AbortSignal.timeout(sendTimeoutMs))
      fault('send.accepted')
      return { type: 'sent', externalId: receipt.externalId, conversation: receipt.conversation ?? null }
    } catch (reason) {
      return outcomeOf(reason, row.attempts, tools.clock.now(), exactResendOf(channelOf, row.accountId))
    }
  }
}

const exactResendOf = (channelOf: SendingParts['channelOf'], accountId: AccountId): boolean => {
  try {
    return channelOf(accountId).can.exactResend
  } catch {
    return false
  }
}

const toOutbound = (row: Outgoing): OutboundMessage => ({
  id: row.messageId,
  key: row.id,
  accountId: row.accountId,
  conversation: row.conversation,
  to: row.to,
  seq: row.message.seq,
  author: row.message.author,
  language: row.language,
  text: row.message.text,
  choices: row.message.choices,
  ask: row.message.ask,
  files: row.message.files,
  subject: row.thread.subject,
  earlier: row.thread.earlier,
  complaint: row.message.complaint,
  at: row.message.at,
})

const ended = (
  delivery: Extract<SendOutcome, { type: 'ended' }>['delivery'],
  kind: Extract<SendOutcome, { type: 'ended' }>['kind'],
  reason: string,
): SendOutcome => ({ type: 'ended', delivery, kind, reason })

/** Maps why a send failed to what follows; the only place that does. Anything but a SendError is a bug and may have been sent. */
function outcomeOf(reason: unknown, attempts: number, now: string, exactResend: boolean): SendOutcome {
  const kind = reason instanceof SendError ? reason.kind : 'uncertain'
  const text = reason instanceof SendError ? reason.message : reasonOf(reason)
  const again = (): SendOutcome => {
    if (attempts >= retryForAttempts) return ended('failed', 'given-up', text)
    const afterMs = (reason instanceof SendError ? reason.retryAfterMs : null) ?? retryAfterMs(attempts)
    return { type: 'retry', at: plusMs(now, Math.round(afterMs)), reason: `${kind}: ${text}` }
  }
  switch (kind) {
    case 'unreachable':
    case 'throttled':
    case 'misconfigured':
      return again()
    case 'uncertain':
      return exactResend ? again() : ended('uncertain', kind, text)
    case 'refused':
    case 'blocked':
      return ended('failed', kind, text)
  }
}
