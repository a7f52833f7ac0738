import { randomBytes } from 'node:crypto'
import type { AccountId } from '../../core/model/ids.js'
import type { MessageFile } from '../../core/model/message.js'
import { refuse } from './refuse.js'
import type { ChatClaims, StreamClaims } from './seal.js'
import { root, type Web } from './web.js'

/** Direct Line's own: half an hour; a client refreshes in time. */
const tokenSeconds = 1_800
const ticketSeconds = 60
const fileDays = 7
const daySeconds = 86_400
/** How long after its expiry a token of the widget still proves whose conversation it was. */
const previousSeconds = 30 * daySeconds

/** 144 random bits: whoever knows the id still needs a token, but nobody meets it by trying. */
export const newConversation = (): string => randomBytes(18).toString('base64url')
export const newUser = (): string => `dl_${randomBytes(12).toString('base64url')}`

export type Holder = { readonly accountId: AccountId; readonly conversation: string; readonly user: string; readonly name: string | null }

/** The answer of tokens/generate and its kin. */
export function issueToken(web: Web, { accountId, conversation, user, name }: Holder) {
  const token = web.seal.sign({ use: 'chat', acc: accountId, conv: conversation, user, name, exp: seconds(web) + tokenSeconds })
  return { conversationId: conversation, token, expires_in: tokenSeconds }
}

/** A socket's address, good for one use within a minute: it carries no token, since addresses end up in logs. */
export function issueStreamUrl(
  web: Web,
  holder: Pick<Holder, 'accountId' | 'conversation'> & { readonly user: string | null },
  after: number,
): string {
  const ticket: StreamClaims = {
    use: 'stream',
    acc: holder.accountId,
    conv: holder.conversation,
    user: holder.user,
    after,
    once: randomBytes(12).toString('base64url'),
    exp: seconds(web) + ticketSeconds,
  }
  const origin = web.settings.publicUrl.replace(/^http/, 'ws')
  return `${origin}${root}/conversations/${holder.conversation}/stream?t=${web.seal.sign(ticket)}`
}

/** The same link for the whole day, so that a browser may keep what it has loaded. */
export function issueFileUrl(web: Web, accountId: AccountId, conversation: string, file: MessageFile): string {
  const today = Math.floor(seconds(web) / daySeconds)
  const ticket = web.seal.sign({ use: 'file', acc: accountId, conv: conversation, file: file.id, exp: (today + 1 + fileDays) * daySeconds })
  return `${web.settings.publicUrl}${root}/conversations/${conversation}/files/${file.id}?t=${ticket}`
}

/** The conversation of an earlier token of ours; null for anything else, since a page may keep rubbish and must still get to chat. */
export function readPrevious(web: Web, previous: string | undefined): ChatClaims | null {
  const claims = previous === undefined ? null : web.seal.read('chat', previous)
  return claims && claims.exp + previousSeconds > seconds(web) ? claims : null
}

/** Remembers used tickets until they would have expired. In the memory of this process: another one would take the ticket once more. */
export function openTickets(web: Web) {
  const used = new Map<string, number>()
  return {
    /** Throws 403 for a ticket that is forged, expired, used, or of another conversation. */
    redeem(ticket: unknown, conversation: string): StreamClaims {
      const claims = typeof ticket === 'string' ? web.seal.read('stream', ticket) : null
      if (!claims || claims.conv !== conversation || web.seal.isExpired(claims) || used.has(claims.once)) throw refuse.usedTicket()
      for (const [once, exp] of used) {
        if (!web.seal.isExpired({ exp })) break
        used.delete(once)
      }
      used.set(claims.once, claims.exp)
      return claims
    },
  }
}

const seconds = ({ tools }: Web): number => Math.floor(tools.now() / 1000)
