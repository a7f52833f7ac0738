import type { FastifyInstance } from 'fastify'
import type { Channel, Served } from '../../core/channel.js'
import { outgoingId } from './activity-id.js'
import { parse } from './parse.js'
import { textLimit } from './posted-activity.js'
import { openRateLimit } from './rate-limit.js'
import { declareRoutes } from './routes.js'
import { openSeal } from './seal.js'
import type { WebSettings, WebTools } from './settings.js'

export type WebChannel = Channel<FastifyInstance> & { readonly intake: Served<FastifyInstance>; readonly parse: typeof parse }

/** The web chat: Bot Framework Direct Line 3.0, served by the desk itself. One of it serves every web account. */
export function openWebChannel(settings: WebSettings, tools: WebTools): WebChannel {
  const limit = { perMinute: 60, burst: 20, now: tools.now }
  const seal = openSeal(settings.signingKey, tools.now)
  return {
    can: { textLimit, buttons: true, files: 'together', fileLimitBytes: 20_000_000, exactResend: true, writesFirst: false, pace: null },
    intake: {
      via: 'served',
      routes: (mount, port) =>
        declareRoutes(mount, { settings, tools, seal, port, messages: openRateLimit(limit), typing: openRateLimit(limit) }),
    },
    parse,
    /** Sent is what is committed and can be read by watermark; the sockets hear of it through the port. */
    send: async (message) => ({ externalId: outgoingId(message.conversation, message.id) }),
  }
}
