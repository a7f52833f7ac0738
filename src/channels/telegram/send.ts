import type { Readable } from 'node:stream'
import type { Opts } from 'telegraf/types'
import { type ChannelTools, type OutboundMessage, type Receipt, SendError } from '../../core/channel.js'
import { cleanLine } from '../../core/clean-text.js'
import type { MessageFile } from '../../core/model/message.js'
import type { Call } from './call.js'
import { CallError } from './call-error.js'

/** https://core.telegram.org/bots/api#inlinekeyboardbutton (callback_data) */
const buttonLimitBytes = 64
/** https://core.telegram.org/bots/api#sendphoto: larger pictures, and all that a picture may not be, go as documents. */
const photoLimitBytes = 10_000_000

type Tools = Pick<ChannelTools, 'openFile'> & { readonly call: Call }
type Sent = { readonly message_id?: unknown } | undefined

/** Hop 7: one text, or one file. Texts go without parse_mode: what a person or a template wrote cannot fail to parse. */
export async function send(tools: Tools, message: OutboundMessage, signal: AbortSignal): Promise<Receipt> {
  const [file, second] = message.files
  if (second || (file && message.text !== '')) throw new SendError('refused', 'Telegram takes one text or one file at a time')
  const write = file
    ? (chat: string) => writeFile(tools, chat, file, signal)
    : (chat: string) => tools.call('sendMessage', toText(message, chat), signal)
  try {
    return toReceipt(await write(message.conversation))
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    if (error.migratedTo === null) throw error.toSendError()
    return writeAgain(() => write(String(error.migratedTo)), error.migratedTo)
  }
}

/** The platform refused because the chat has another id, so nothing was sent: https://core.telegram.org/bots/api#responseparameters */
async function writeAgain(write: () => Promise<Sent>, chat: string): Promise<Receipt> {
  try {
    return { ...toReceipt(await write()), conversation: chat }
  } catch (error) {
    throw error instanceof CallError ? error.toSendError() : error
  }
}

function toText({ text, choices }: OutboundMessage, chat: string): Opts<'sendMessage'> {
  const long = choices.find(({ value }) => value === '' || Buffer.byteLength(value) > buttonLimitBytes)
  if (long) throw new SendError('refused', `the button "${long.title}" needs a value of 1 to ${buttonLimitBytes} bytes`)
  return {
    chat_id: chat,
    text,
    // A preview would show the status page's words to whoever looks over the shoulder, and make Telegram's server open the link.
    link_preview_options: { is_disabled: true },
    ...(choices.length > 0 && {
      reply_markup: { inline_keyboard: choices.map(({ title, value }) => [{ text: title, callback_data: value }]) },
    }),
  }
}

/** As a picture where it can be one; a picture that Telegram does not take as such (and so did not send) goes as a document. */
async function writeFile(tools: Tools, chat: string, file: MessageFile, signal: AbortSignal): Promise<Sent> {
  if (!/^image\/(?:jpeg|png)$/.test(file.contentType) || file.sizeBytes > photoLimitBytes)
    return upload(tools, 'document', chat, file, signal)
  try {
    return await upload(tools, 'photo', chat, file, signal)
  } catch (error) {
    const isNoPicture = error instanceof CallError && error.status === 400 && /PHOTO|IMAGE/.test(error.description)
    if (!isNoPicture) throw error
    return upload(tools, 'document', chat, file, signal)
  }
}

async function upload(tools: Tools, as: 'photo' | 'document', chat: string, file: MessageFile, signal: AbortSignal): Promise<Sent> {
  const content = await open(tools, file)
  const broken = new AbortController()
  content.on('error', () => broken.abort())
  const either = AbortSignal.any([signal, broken.signal])
  const source = { source: content, filename: toFileName(file.name) }
  try {
    if (as === 'photo') return await tools.call('sendPhoto', { chat_id: chat, photo: source }, either)
    return await tools.call('sendDocument', { chat_id: chat, document: source }, either)
  } catch (error) {
    // A form that was never finished is none: the platform cannot have sent it.
    if (broken.signal.aborted && !signal.aborted) throw new SendError('unreachable', 'the file could not be read to its end')
    throw error
  } finally {
    content.destroy()
  }
}

async function open(tools: Tools, file: MessageFile): Promise<Readable> {
  try {
    return await tools.openFile(file.id)
  } catch {
    throw new SendError('unreachable', `the file ${file.id} could not be opened`)
  }
}

/** telegraf writes the name between quotes as it is, so it must not be able to end the line or the quotes. */
const toFileName = (name: string): string => cleanLine(name, 200).replace(/["\\/]/g, '_') || 'file'

function toReceipt(sent: Sent): Receipt {
  const id = sent?.message_id
  if (!Number.isSafeInteger(id)) throw new SendError('uncertain', 'Telegram took the message but gave it no id')
  return { externalId: String(id) }
}
