import type { ChannelTools } from '../../core/channel.js'
import { type OutboundMessage, type Receipt, SendError } from '../../core/channel.js'
import type { MessageFile } from '../../core/model/message.js'
import type { VkApi } from './api.js'
import { toInt } from './event-shape.js'
import { toKeyboard } from './keyboard.js'
import { toRandomId } from './random-id.js'

type Parts = { readonly api: VkApi; readonly tools: Pick<ChannelTools, 'openFile' | 'signingKey'> }

/** Hop 7 of VK: files go to the upload servers, then one messages.send shows all at once. https://dev.vk.com/ru/method/messages.send */
export async function send({ api, tools }: Parts, message: OutboundMessage, signal: AbortSignal): Promise<Receipt> {
  const peer = Number(message.conversation)
  if (!Number.isSafeInteger(peer) || peer === 0) throw new SendError('refused', 'the conversation is not a dialog of VK')
  const attachments: string[] = []
  for (const file of message.files) attachments.push(await bring({ api, tools }, peer, file, signal))
  const keyboard = toKeyboard(message.choices)
  const fields = {
    peer_id: peer,
    random_id: toRandomId(message.key, tools.signingKey),
    message: message.text,
    dont_parse_links: 1,
    disable_mentions: 1,
    ...(attachments.length === 0 ? {} : { attachment: attachments.join(',') }),
    ...(keyboard === null ? {} : { keyboard }),
  }
  const id = toInt(await api.call('messages.send', fields, signal, true))
  if (id === null) throw new SendError('uncertain', 'VK answered without the id of the message')
  return { externalId: String(id) }
}

/** What VK takes as a photo: https://dev.vk.com/ru/api/upload/photo-in-message; the rest are documents. */
const photos: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif'])

async function bring({ api, tools }: Parts, peer: number, file: MessageFile, signal: AbortSignal): Promise<string> {
  const kind = photos.has(file.contentType) ? 'photo' : 'document'
  const content = await tools.openFile(file.id).catch(() => {
    throw new SendError('unreachable', `the file ${file.name} cannot be read`)
  })
  return api.upload({ kind, peer, name: file.name, contentType: file.contentType, sizeBytes: file.sizeBytes, content }, signal)
}
