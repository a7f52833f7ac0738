import type { ConversationPort } from '../../core/channel.js'
import type { RateLimit } from './rate-limit.js'
import type { Seal } from './seal.js'
import type { WebSettings, WebTools } from './settings.js'

/** What every route of the web channel works with. */
export type Web = {
  readonly settings: WebSettings
  readonly tools: WebTools
  readonly seal: Seal
  readonly port: ConversationPort
  /** By conversation, so that a refreshed token brings no new allowance. */
  readonly messages: RateLimit
  readonly typing: RateLimit
}

export const root = '/v3/directline'
