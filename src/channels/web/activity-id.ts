import { createHash, randomUUID } from 'node:crypto'
import type { MessageId } from '../../core/model/ids.js'

/**
 * Ids of activities: `<conversation>|<rest>`. They are the same for the same message for ever, because they are made of what names it: a
 * resend by the customer under the same client id and a resend of ours are exact without any memory.
 */
export const outgoingId = (conversation: string, message: MessageId): string => `${conversation}|${String(message).padStart(7, '0')}`

/** What a posted activity's id tells to those who read it back: public clients find their own echo by it. */
export type Posted = {
  /** `channelData.clientActivityID`, or the id that the client gave the activity itself. */
  readonly clientId: string | null
  /** Who posted, where a server posts for many; null when a token says it. */
  readonly sender: string | null
}

/** Client ids and senders of plain characters are kept readable; others are hashed and not echoed. Without a client id each call is a new id. */
export function postedId(conversation: string, { clientId, sender }: Posted): string {
  const by = sender === null ? '' : plain.test(sender) ? `u-${sender}~` : `x-${hash(sender)}~`
  if (clientId === null) return `${conversation}|${by}r-${randomUUID()}`
  return `${conversation}|${by}${plain.test(clientId) ? `c-${clientId}` : `h-${hash(clientId)}`}`
}

export function readPostedId(id: string): Posted {
  const { sender = null, clientId = null } = /\|(?:u-(?<sender>[\w.@-]+)~|x-\w+~)?(?:c-(?<clientId>[\w.@-]+))?/.exec(id)?.groups ?? {}
  return { clientId, sender }
}

const plain = /^[\w.@-]{1,64}$/
const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
