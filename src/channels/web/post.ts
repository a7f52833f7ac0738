import { ActivityTypes } from '@microsoft/agents-activity'
import type { StoredFile } from '../../core/channel.js'
import { cleanLine } from '../../core/clean-text.js'
import { postedId } from './activity-id.js'
import { type Caller, getOpen } from './caller.js'
import { toRaw } from './envelope.js'
import { checkActivity, clientIdOf, type PostedActivity } from './posted-activity.js'
import type { RateLimit } from './rate-limit.js'
import { refuse } from './refuse.js'
import type { Web } from './web.js'

export type Post = {
  readonly caller: Caller
  readonly conversation: string
  /** The activity as it came. */
  readonly activity: unknown
  readonly files: readonly StoredFile[]
}

/** Hop 1 of the web chat. Answers the activity's id after the commit; the same client id gets the same one. Throws DeskError. */
export async function post(web: Web, { caller, conversation, activity, files }: Post): Promise<{ readonly id: string }> {
  const posted = checkActivity(activity, files.length)
  const user = userOf(caller, posted)
  const id = postedId(conversation, { clientId: clientIdOf(posted), sender: caller.isServer ? user.id : null })
  await getOpen(web, caller.accountId, conversation)
  if (posted.type === ActivityTypes.Typing) {
    web.port.typing(caller.accountId, conversation, 'person')
    return { id }
  }
  const receivedAt = new Date(web.tools.now()).toISOString()
  const raw = toRaw({ id, conversation, user, receivedAt, files, activity })
  await web.port.accept({ accountId: caller.accountId, externalId: id, lane: conversation, raw })
  return { id }
}

/** Throws 429 when the conversation has spent its allowance. Servers have none: they are trusted with their own pace. */
export function throttle(limit: RateLimit, caller: Caller, conversation: string): void {
  const retryAfterMs = caller.isServer ? 0 : limit.take(`${caller.accountId} ${conversation}`)
  if (retryAfterMs > 0) throw refuse.throttled(retryAfterMs)
}

/** A token's user stands in place of whatever the activity claims; a server may speak for anybody. */
function userOf(caller: Caller, { from }: PostedActivity): { readonly id: string; readonly name: string | null } {
  const claimedName = cleanLine(from?.name ?? '', 100) || null
  if (caller.isServer) return { id: cleanLine(from?.id ?? '', 200) || 'user', name: claimedName }
  return { id: caller.user, name: caller.name ?? claimedName }
}
