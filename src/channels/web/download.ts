import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { fileHeaders } from '../../core/file-headers.js'
import { refuse } from './refuse.js'
import { root, type Web } from './web.js'

const schema = z.object({ conversation: z.string(), file: z.coerce.number().int() })
const querySchema = z.object({ t: z.string() })

/** The files of a conversation, by links that carry their own right. Nothing that is served here can run: see reliability of uploads, OWASP. */
export function declareDownload(scope: FastifyInstance, web: Web): void {
  scope.get(`${root}/conversations/:conversation/files/:file`, async (request, reply) => {
    const params = schema.safeParse(request.params)
    const query = querySchema.safeParse(request.query)
    const claims = query.success ? web.seal.read('file', query.data.t) : null
    if (!params.success || claims?.conv !== params.data.conversation || claims.file !== params.data.file) throw refuse.noFile()
    if (web.seal.isExpired(claims)) throw refuse.tokenExpired()
    const found = await web.port.files.open(claims.acc, claims.conv, claims.file)
    if (!found) throw refuse.noFile()
    return reply
      .headers(fileHeaders(found.file))
      .header('Cross-Origin-Resource-Policy', 'cross-origin')
      .header('Cache-Control', 'private, max-age=86400, immutable')
      .send(found.content)
  })
}
