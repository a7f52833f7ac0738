import type { FastifyRequest } from 'fastify'
import type { AccountId } from '../../core/model/ids.js'
import { refuse } from './refuse.js'
import { type ChatClaims, isSame } from './seal.js'
import type { Web } from './web.js'

/** Who calls: a server of the company, which may do everything in its account, or a browser, which has one conversation as one user. */
export type Caller =
  | { readonly isServer: true; readonly accountId: AccountId }
  | {
      readonly isServer: false
      readonly accountId: AccountId
      readonly conversation: string
      readonly user: string
      readonly name: string | null
    }

/** Throws 401 for everything that is neither the secret nor a token of ours, 403 for an expired token. */
export async function findCaller(web: Web, request: FastifyRequest): Promise<Caller> {
  const [, credential] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? []
  if (credential === undefined) throw refuse.noCredentials()
  if (isSame(credential, web.settings.secret)) {
    const site = await web.tools.findSite(null)
    if (!site) throw refuse.noBrand()
    return { isServer: true, accountId: site.accountId }
  }
  const claims = web.seal.read('chat', credential)
  if (!claims) throw refuse.noCredentials()
  if (web.seal.isExpired(claims)) throw refuse.tokenExpired()
  return toCaller(claims)
}

/** The same for a route of one conversation. Another's is refused before anything is looked up: the answer tells nothing about it. */
export async function findCallerIn(web: Web, request: FastifyRequest, conversation: string): Promise<Caller> {
  const caller = await findCaller(web, request)
  if (!caller.isServer && caller.conversation !== conversation) throw refuse.foreignConversation()
  return caller
}

/** Throws 404 when the conversation has not been started or has ended. */
export async function getOpen(web: Web, accountId: AccountId, conversation: string): Promise<{ readonly lastSeq: number }> {
  const found = isId(conversation) ? await web.port.find(accountId, conversation) : null
  if (!found || found.isEnded) throw refuse.noConversation()
  return found
}

/** What this channel never gave out is not looked up: a path may hold U+0000, which the ledger cannot even compare. */
const isId = (conversation: string): boolean => /^[\w-]+$/.test(conversation)

const toCaller = ({ acc, conv, user, name }: ChatClaims): Caller => ({ isServer: false, accountId: acc, conversation: conv, user, name })
