import type { Arrival } from '../../core/channel.js'
import type { AccountId } from '../../core/model/ids.js'
import type { VkEvent } from './event-shape.js'
import { identityOf, peerOf } from './identity.js'

/** Events that belong to no dialog are kept in order among themselves. */
const communityLane = 'community'

export function toArrival(accountId: AccountId, event: VkEvent, raw: Uint8Array): Arrival {
  const peer = peerOf(event)
  return { accountId, externalId: identityOf(event, raw), lane: peer === null ? communityLane : String(peer), raw }
}
