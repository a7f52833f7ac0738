import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { contentDisposition } from '../../core/content-disposition.js'
import { refuse } from './refuse.js'
import { root, type Web } from './web.js'

const schema = z.object({ conversation: z.string(), file: z.coerce.number().int() })
const querySchema = z.object({ t: z.string() })

/** Pictures that every browser draws and none runs. SVG is not among them: it is a document with scripts. */
const shownInline: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])

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
    const isShown = shownInline.has(found.file.contentType)
    return reply
      .header('Content-Type', isShown ? found.file.contentType : 'application/octet-stream')
      .header('Content-Length', found.file.sizeBytes)
      .header('Content-Disposition', contentDisposition(isShown ? 'inline' : 'attachment', found.file.name))
      .header('X-Content-Type-Options', 'nosniff')
      .header('Content-Security-Policy', "sandbox; default-src 'none'")
      .header('Cross-Origin-Resource-Policy', 'cross-origin')
      .header('Referrer-Policy', 'no-referrer')
      .header('Cache-Control', 'private, max-age=86400, immutable')
      .send(found.content)
  })
}
