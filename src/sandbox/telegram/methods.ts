import type { Args, SentFile } from './body.js'
import type { Chat, Chats } from './chats.js'
import { checkKeyboard, isFile, isRecord } from './check.js'
import { readHtml } from './html.js'
import { badRequest, Refusal } from './refusal.js'
import { limits } from './tables.js'
import type { User } from './types.js'
import type { Updates } from './updates.js'

export type Bot = {
  readonly user: User
  readonly chats: Chats
  readonly updates: Updates
  /** Presses that wait for an answer, by callback_query_id. */
  readonly presses: Map<string, { isAnswered: boolean; isOld: boolean }>
}

type Method = (bot: Bot, args: Args, gone: AbortSignal) => unknown

/** The methods by their names in small letters, as the platform reads them. Arguments are checked by the tables already. */
export const implementations: Readonly<Record<string, Method>> = {
  getme: ({ user }) => ({ ...user, can_join_groups: false, can_read_all_group_messages: false, supports_inline_queries: false }),

  getupdates({ updates }, args, gone) {
    updates.allow(toStrings(args.allowed_updates))
    return updates.poll(
      { offset: toNumber(args.offset) ?? 0, limit: toNumber(args.limit) ?? 100, timeoutSeconds: toNumber(args.timeout) ?? 0 },
      gone,
    )
  },

  setwebhook({ updates }, args) {
    if (args.drop_pending_updates === true) updates.drop()
    updates.allow(toStrings(args.allowed_updates))
    const url = toText(args.url)
    updates.setWebhook(
      url === '' ? null : { url, secret: args.secret_token === undefined ? null : toText(args.secret_token), lastError: null },
    )
    return true
  },

  deletewebhook({ updates }, args) {
    if (args.drop_pending_updates === true) updates.drop()
    updates.setWebhook(null)
    return true
  },

  getwebhookinfo: ({ updates }) => ({
    url: updates.webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: updates.pendingCount,
    ...(updates.webhook?.lastError && { last_error_message: updates.webhook.lastError }),
    ...(updates.allowed && { allowed_updates: updates.allowed }),
  }),

  sendmessage(bot, args) {
    const chat = bot.chats.getForBot(args.chat_id)
    const text = toPlain(args.text, args.parse_mode)
    if (text === '') throw badRequest('message text is empty')
    if (Array.from(text).length > limits.text) throw badRequest('message is too long')
    return post(bot, chat, args, { text, ...pick(args, 'link_preview_options') })
  },

  sendphoto(bot, args) {
    const chat = bot.chats.getForBot(args.chat_id)
    const photo = toUpload(bot, args.photo, limits.photoBytes)
    if (photo.file && !isPicture(photo.file.bytes)) throw badRequest('IMAGE_PROCESS_FAILED')
    return post(bot, chat, args, { photo: [{ ...photo.stored, width: 800, height: 600 }] })
  },

  senddocument(bot, args) {
    const chat = bot.chats.getForBot(args.chat_id)
    const { file, stored } = toUpload(bot, args.document, limits.uploadBytes)
    return post(bot, chat, args, { document: { ...stored, ...(file && { file_name: file.name, mime_type: file.contentType }) } })
  },

  answercallbackquery({ presses }, args) {
    const press = presses.get(toText(args.callback_query_id))
    if (!press || press.isAnswered || press.isOld) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid')
    }
    press.isAnswered = true
    return true
  },

  editmessagereplymarkup({ chats, user }, args) {
    const chat = chats.getForBot(args.chat_id)
    const old = chat.messages.find((one) => one.message_id === args.message_id)
    if (!old) throw badRequest('message to edit not found')
    if (old.from.id !== user.id) throw badRequest("message can't be edited")
    checkKeyboard(args.reply_markup)
    if (JSON.stringify(old.reply_markup) === JSON.stringify(args.reply_markup)) {
      throw badRequest(
        'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      )
    }
    return chats.replace(chat, old.message_id, { reply_markup: args.reply_markup })
  },

  sendchataction({ chats }, args) {
    chats.getForBot(args.chat_id)
    if (!actions.has(toText(args.action))) throw badRequest('wrong parameter action in request')
    return true
  },

  getfile({ chats }, args) {
    const fileId = toText(args.file_id)
    const file = chats.file(fileId)
    if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable')
    if (file.size > limits.downloadBytes) throw badRequest('file is too big')
    return { file_id: fileId, file_unique_id: fileId.slice(4, 16), file_size: file.size, file_path: file.path }
  },
}

/** https://core.telegram.org/bots/api#sendchataction */
const actions: ReadonlySet<string> = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
])

function post(bot: Bot, chat: Chat, args: Args, content: object) {
  checkKeyboard(args.reply_markup)
  const caption = args.caption === undefined ? null : toPlain(args.caption, args.parse_mode)
  if (caption !== null && Array.from(caption).length > limits.caption) throw badRequest('message caption is too long')
  const reply = isRecord(args.reply_parameters) ? args.reply_parameters : null
  const original = reply && chat.messages.find((one) => one.message_id === reply.message_id)
  if (reply && !original && reply.allow_sending_without_reply !== true) throw badRequest('message to be replied not found')
  return bot.chats.post(chat, bot.user, {
    ...content,
    ...(caption && { caption }),
    ...(original && { reply_to_message: original }),
    ...pick(args, 'reply_markup'),
  })
}

function toPlain(text: unknown, mode: unknown): string {
  if (mode === undefined) return toText(text).trim()
  if (toText(mode).toLowerCase() !== 'html') throw badRequest('unsupported parse_mode')
  return readHtml(toText(text)).trim()
}

function toUpload({ chats }: Bot, given: unknown, limitBytes: number) {
  if (typeof given === 'string') {
    const known = chats.file(given)
    if (!known) throw badRequest('wrong remote file identifier specified: Wrong string length')
    return { file: null, stored: { file_id: given, file_unique_id: given.slice(4, 16), file_size: known.size } }
  }
  const file: SentFile | null = isFile(given) ? given : null
  if (!file || file.bytes.length === 0) throw badRequest('file must be non-empty')
  if (file.bytes.length > limitBytes) throw new Refusal(413, 'Request Entity Too Large')
  return { file, stored: chats.store(file.bytes, file.name.split('.').at(-1) ?? 'dat') }
}

/** JPEG and PNG by their first bytes. */
const isPicture = (bytes: Buffer): boolean =>
  bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) || bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))

const toText = (value: unknown): string => (typeof value === 'string' ? value : '')
const toNumber = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const toStrings = (value: unknown): string[] | undefined => (Array.isArray(value) ? value.map(String) : undefined)
const pick = (args: Args, name: string) => (args[name] === undefined ? {} : { [name]: args[name] })
