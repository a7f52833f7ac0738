import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AccountId } from '../../core/model/ids.js'
import type { Origins } from './origins.js'
import { type Holder, issueToken, newConversation, newUser, readPrevious } from './passes.js'
import { refuse } from './refuse.js'
import type { Web } from './web.js'

const bodySchema = z.object({ brand: z.string().max(80).nullish(), previous: z.string().max(4_000).nullish() })

/**
 * `POST /api/widget/token { brand?, previous? }`: how a page gets its token without any secret. Answers as tokens/generate does, and with
 * what a customer may know of the brand. `previous`, an earlier token, brings the same conversation back, unless that has ended.
 */
export function declareWidgetToken(scope: FastifyInstance, web: Web, origins: Origins): void {
  // Each token may open one conversation, which is a row: a whole office behind one address fits, a script does not.
  const config = { rateLimit: { max: 120, timeWindow: 60_000 } }
  scope.post('/api/widget/token', { config }, async (request) => {
    if (!origins.has(request.headers.origin)) throw refuse.foreignOrigin()
    const body = bodySchema.safeParse(request.body ?? {})
    if (!body.success) throw refuse.badJson('not { brand?, previous? }')
    const site = await web.tools.findSite(body.data.brand ?? null)
    if (!site) throw refuse.noBrand()
    const holder = (await findPrevious(web, site.accountId, body.data.previous ?? undefined)) ?? {
      accountId: site.accountId,
      conversation: newConversation(),
      user: newUser(),
      name: null,
    }
    return { ...issueToken(web, holder), brand: { name: site.brand.name, demonstration: site.brand.isDemo } }
  })
}

async function findPrevious(web: Web, accountId: AccountId, previous: string | undefined): Promise<Holder | null> {
  const claims = readPrevious(web, previous)
  if (claims?.acc !== accountId) return null
  const found = await web.port.find(accountId, claims.conv)
  return found?.isEnded ? null : { accountId, conversation: claims.conv, user: claims.user, name: claims.name }
}
