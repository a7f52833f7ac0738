import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { RouteModule } from '../app.js'
import { notFound } from '../errors.js'

/** What the build made: `console/` with index.html, `widget/` with widget.js and the panel. */
export type PagesNeeds = { readonly webRoot: string }

/** Addresses that belong to machines: what is not there is told as an error, not as a page. */
const notPages = /^\/(api|v3|status|channels|widget|chat|healthz|readyz|metrics)(\/|$)|\.[a-z0-9]+$/i

const day = 86_400
const forEver = `public, max-age=${365 * day}, immutable`

/** The console at `/` (its own router takes every path that is a page) and the widget's files for pages of other sites. */
export const pageRoutes =
  ({ webRoot }: PagesNeeds): RouteModule =>
  (app) => {
    const consoleRoot = join(webRoot, 'console')
    const widgetRoot = join(webRoot, 'widget')
    const files = { console: listFiles(consoleRoot), widget: listFiles(widgetRoot) }
    const open = { config: { right: 'open' }, schema: { hide: true } } as const

    app.get('/*', open, (request, reply) => {
      const file = pathOf(request).slice(1)
      if (files.console.has(file) && file !== 'index.html') {
        // Names under console/ carry the hash of their content.
        return send(reply, { file, root: consoleRoot, caching: file.startsWith('console/') ? forEver : `public, max-age=${day}` })
      }
      if (notPages.test(`/${file}`)) throw notFound(`/${file}`)
      if (!files.console.has('index.html')) return reply.code(503).type('text/plain').send('The console is not built. Run: npm run build\n')
      return send(reply, { file: 'index.html', root: consoleRoot, caching: 'no-cache' })
    })

    app.get('/widget.js', open, (_request, reply) => sendWidget(reply, 'widget.js', 'public, max-age=300, stale-while-revalidate=86400'))

    app.get('/widget/*', open, (request, reply) => {
      const file = pathOf(request).slice('/widget/'.length)
      // The panel keeps its name; the version in the query is what tells caches of a new one.
      return sendWidget(reply, file, /[?&]v=/.test(request.url) ? forEver : 'no-cache')
    })

    function sendWidget(reply: FastifyReply, file: string, caching: string) {
      if (!files.widget.has(file)) throw notFound(`/widget/${file}`)
      // Any site may embed it; a module is fetched by the rules of CORS even without cookies.
      reply.header('cross-origin-resource-policy', 'cross-origin').header('access-control-allow-origin', '*')
      return send(reply, { file, root: widgetRoot, caching })
    }
  }

function send(reply: FastifyReply, { file, root, caching }: { file: string; root: string; caching: string }) {
  return reply.header('cache-control', caching).sendFile(file, root, { cacheControl: false })
}

const pathOf = ({ url }: FastifyRequest): string => decodeURI(url.split('?')[0] ?? '/')

/** Only what the build made can be asked for, so no path can lead out of it. [] when it was not built. */
function listFiles(root: string): ReadonlySet<string> {
  try {
    const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    return new Set(
      entries.map(({ parentPath, name }) =>
        join(parentPath, name)
          .slice(root.length + 1)
          .replaceAll('\\', '/'),
      ),
    )
  } catch {
    return new Set()
  }
}
