import { z } from 'zod'
import { type AccountIdentity, type Channel, type ChannelDefinition, type ChannelTools, SendError } from '../../core/channel.js'
import { openApi, type VkApi } from './api.js'
import { openCallback } from './callback.js'
import { fetchFile } from './fetch-file.js'
import { openListener } from './long-poll.js'
import { openSession } from './long-poll-session.js'
import { parse } from './parse.js'
import { send, textLimit } from './send.js'
import { type VkSettings, vkSettings } from './settings.js'

/** Messages of a VK community: its people write to it, the desk answers by the community's access key. */
export const vkChannel: ChannelDefinition<VkSettings> = { settings: vkSettings, open: openVkChannel }

function openVkChannel(settings: VkSettings, tools: ChannelTools): Channel {
  const api = openApi(settings)
  const closing = new AbortController()
  const parts = { api, settings, tools, accountId: tools.accountId, signal: closing.signal }
  return {
    can: {
      textLimit,
      buttons: true,
      files: 'together',
      fileLimitBytes: 50_000_000,
      exactResend: true,
      writesFirst: false,
      pace: { perSecond: 20, perConversationMs: 0 },
    },
    intake: settings.mode === 'callback' ? openCallback(parts) : openListener(parts),
    parse: (raw) => parse(raw, settings),
    send: (message, signal) => send({ api, tools }, message, signal),
    fetchFile: (remote, signal) => fetchFile(remote, settings.apiRoot, signal),
    probe: (signal) => probe(api, settings, signal),
    /** https://dev.vk.com/ru/api/community-messages/getting-started: what `ref` holds comes with the person's first message. */
    deepLink: (payload) => `https://vk.com/write-${settings.groupId}?ref=${encodeURIComponent(payload)}`,
    async close() {
      closing.abort()
      api.close()
    },
  }
}

const group = z.object({ id: z.number(), name: z.string(), screen_name: z.string().optional() })
/** A list until version 5.150, an object since: https://dev.vk.com/ru/method/groups.getById */
const groups = z.union([z.object({ groups: z.array(group) }).transform((answer) => answer.groups), z.array(group)])

/** Is the access key good, and may it do what the intake needs. */
async function probe(api: VkApi, settings: VkSettings, signal: AbortSignal): Promise<AccountIdentity> {
  const own = await api.call('groups.getById', { group_id: settings.groupId }, signal).then(
    (answer) => groups.safeParse(answer).data?.find(({ id }) => id === settings.groupId),
    (reason) => {
      if (reason instanceof SendError && reason.kind === 'refused') return undefined
      throw reason
    },
  )
  if (!own) throw new SendError('misconfigured', 'VK knows no community of this number')
  if (settings.mode === 'longpoll') await openSession(api, settings.groupId, signal)
  return { name: own.name, url: `https://vk.com/${own.screen_name ?? `club${own.id}`}` }
}
