import type { ChannelTools } from '../../core/channel.js'
import { type OutboundMessage, type Receipt, SendError } from '../../core/channel.js'
import type { Choice, MessageFile } from '../../core/model/message.js'
import type { VkApi } from './api.js'
import { toInt } from './event-shape.js'
import { toKeyboard } from './keyboard.js'
import { toRandomId } from './random-id.js'
import { VkError } from './vk-error.js'

type Parts = { readonly api: VkApi; readonly tools: Pick<ChannelTools, 'openFile' | 'signingKey'> }

/** Hop 7 of VK: files go to the upload servers, then one messages.send shows all at once. https://dev.vk.com/ru/method/messages.send */
export async function send({ api, tools }: Parts, message: OutboundMessage, signal: AbortSignal): Promise<Receipt> {
  const peer = Number(message.conversation)
  if (!Number.isSafeInteger(peer) || peer === 0) throw new SendError('refused', 'the conversation is not a dialog of VK')
  const attachments: string[] = []
  for (const file of message.files) attachments.push(await bring({ api, tools }, peer, file, signal))
  const fields = {
    peer_id: peer,
    random_id: toRandomId(message.key, tools.signingKey),
    message: message.text,
    dont_parse_links: 1,
    disable_mentions: 1,
    ...(attachments.length === 0 ? {} : { attachment: attachments.join(',') }),
  }
  const keyboard = toKeyboard(message.choices)
  const id = toInt(await (keyboard === null ? say(api, fields, signal) : offer(api, fields, keyboard, message.choices, signal)))
  if (id === null) throw new SendError('uncertain', 'VK answered without the id of the message')
  return { externalId: String(id) }
}

type Fields = { readonly message: string; readonly [field: string]: string | number }

const say = (api: VkApi, fields: Fields, signal: AbortSignal): Promise<unknown> => api.call('messages.send', fields, signal, true)

/** Buttons may be switched off in the community's settings (912). A message must not fail for that: its choices go as lines then. */
async function offer(api: VkApi, fields: Fields, keyboard: string, choices: readonly Choice[], signal: AbortSignal): Promise<unknown> {
  try {
    return await say(api, { ...fields, keyboard }, signal)
  } catch (reason) {
    if (!(reason instanceof VkError) || !keyboardTroubles.has(reason.code)) throw reason
    const lines = choices.map(({ title }, at) => `${at + 1}. ${title}`).join('\n')
    const whole = `${fields.message}\n\n${lines}`.trim()
    return say(api, whole.length > textLimit ? fields : { ...fields, message: whole }, signal)
  }
}

const keyboardTroubles: ReadonlySet<number> = new Set([911, 912])
/** In UTF-16 code units; longer messages are error 914. */
export const textLimit = 4_096

/** What VK takes as a photo: https://dev.vk.com/ru/api/upload/photo-in-message; the rest are documents. */
const photos: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif'])

async function bring({ api, tools }: Parts, peer: number, file: MessageFile, signal: AbortSignal): Promise<string> {
  const kind = photos.has(file.contentType) ? 'photo' : 'document'
  const content = await tools.openFile(file.id).catch(() => {
    throw new SendError('unreachable', `the file ${file.name} cannot be read`)
  })
  return api.upload({ kind, peer, name: file.name, contentType: file.contentType, sizeBytes: file.sizeBytes, content }, signal)
}
