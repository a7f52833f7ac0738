import type { Channel, ChannelTools, Webhook } from '../../core/channel.js'
import { fetchFile } from './fetch-file.js'
import { openIntake } from './intake.js'
import { parse } from './parse.js'
import { send } from './send.js'
import type { BotSettings } from './settings.js'
import { openTokens } from './tokens.js'

export type BotChannel = Channel & {
  readonly intake: Webhook
  readonly fetchFile: NonNullable<Channel['fetchFile']>
}

/** Microsoft Teams and whatever else the Bot Framework connects (its kind is `bot`). */
export function openBotChannel(settings: BotSettings, tools: Pick<ChannelTools, 'accountId' | 'now'>): BotChannel {
  const tokens = openTokens(settings, tools.now)
  return {
    can: { textLimit: 25_000, buttons: true, files: 'none', fileLimitBytes: 0, exactResend: false, writesFirst: false, pace: null },
    intake: openIntake(settings, tools),
    parse,
    send: (message, signal) => send({ tokens, now: tools.now }, message, signal),
    fetchFile: (remote, signal) => fetchFile(remote, tokens, signal),
    probe: async (signal) => {
      await tokens.get(signal)
      return { name: settings.appId, url: null }
    },
  }
}
