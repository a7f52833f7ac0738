import { createHmac } from 'node:crypto'
import type { AccountIdentity, Channel, ChannelTools, Listener, Webhook } from '../../core/channel.js'
import { type Call, openCalls } from './call.js'
import { CallError } from './call-error.js'
import { fetchFile } from './fetch-file.js'
import { openListener } from './listener.js'
import { parse } from './parse.js'
import { send } from './send.js'
import type { TelegramSettings } from './settings.js'
import { openWebhook } from './webhook.js'

/** https://core.telegram.org/bots/api#sendmessage, #sending-files, https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
const can = {
  textLimit: 4_096,
  buttons: true,
  files: 'apart',
  fileLimitBytes: 50_000_000,
  exactResend: false,
  writesFirst: false,
  pace: { perSecond: 30, perConversationMs: 1_000 },
} as const

/** A Telegram bot, by the Bot API. Conversations are chats, people are users, both by their numbers. */
export function openTelegramChannel(settings: TelegramSettings, tools: ChannelTools): Channel {
  const { call, close } = openCalls(settings)
  let username: string | null = null
  return {
    can,
    intake: openIntake(settings, tools, call),
    parse: (raw) => parse(raw, settings),
    send: (message, signal) => send({ call, openFile: tools.openFile }, message, signal),
    fetchFile: (remote, signal) => fetchFile({ call, settings }, remote, signal),
    async probe(signal) {
      const { name, username: found } = await getMe(call, signal)
      username = found
      return { name, url: `https://t.me/${found}` }
    },
    /** https://core.telegram.org/bots/features#deep-linking. null until `probe` has told the bot's name. */
    deepLink: (payload) => (username && /^[\w-]{1,64}$/.test(payload) ? `https://t.me/${username}?start=${payload}` : null),
    close: async () => close(),
  }
}

function openIntake({ mode, webhookSecret }: TelegramSettings, tools: ChannelTools, call: Call): Listener | Webhook {
  if (mode === 'polling') return openListener({ ...tools, call })
  const secret = webhookSecret ?? createHmac('sha256', tools.signingKey).update('telegram webhook').digest('hex')
  return openWebhook({ accountId: tools.accountId, call, secret })
}

async function getMe(call: Call, signal: AbortSignal): Promise<Pick<AccountIdentity, 'name'> & { readonly username: string }> {
  try {
    const { first_name: name, username } = await call('getMe', {}, signal)
    return { name, username }
  } catch (error) {
    throw error instanceof CallError ? error.toSendError({ isHarmless: true }) : error
  }
}
