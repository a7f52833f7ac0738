import { randomInt } from 'node:crypto'
import type { Chat, Chats } from './chats.js'
import { isRecord } from './check.js'
import type { Bot } from './methods.js'
import type { Clock, SeenMessage, User } from './types.js'

type Bytes = { readonly bytes: Buffer /** What the platform says of the size, where that is more than there is. */; readonly size?: number }
export type Content =
  | string
  | (Bytes & { readonly photo: true; readonly caption?: string })
  | (Bytes & { readonly voice: true; readonly caption?: string })
  | (Bytes & { readonly document: string; readonly type?: string; readonly caption?: string })
  | { readonly sticker: string }
  | { readonly location: { readonly latitude: number; readonly longitude: number } }
  | {
      readonly contact: {
        readonly phone_number: string
        readonly first_name: string
        readonly last_name?: string
        readonly user_id?: number
      }
    }
  /** Any fields of https://core.telegram.org/bots/api#message */
  | { readonly fields: Readonly<Record<string, unknown>> }

export type SayOptions = { readonly replyTo?: number; readonly quote?: string; readonly forwardedFrom?: string; readonly groupId?: string }

/** What people do in their Telegram. Every call answers what the chat saw of it; an update goes to the bot. */
export interface Customer {
  /** How a person is called and what language the phone has; asked for nowhere else. */
  introduce(chat: number, user: Partial<User>): void
  say(chat: number, content: Content, options?: SayOptions): SeenMessage
  album(chat: number, contents: readonly Content[]): readonly SeenMessage[]
  /** The start button, or a link t.me/bot?start=payload. */
  start(chat: number, payload?: string): SeenMessage
  /** Presses the button with this title under the newest message that has one; `isInaccessible`: the message is too old for the bot to see. */
  press(chat: number, title: string, options?: { readonly isInaccessible?: boolean; readonly isOld?: boolean }): string
  edit(chat: number, messageId: number, text: string): void
  /** Telegram does not tell bots. */
  delete(chat: number, messageId: number): void
  react(chat: number, messageId: number, emoji: string | null): void
  block(chat: number): void
  unblock(chat: number): void
  deactivate(chat: number): void
  group(id: number, title: string): void
  /** A group becomes a supergroup: https://core.telegram.org/bots/api#message (migrate_to_chat_id) */
  migrate(group: number, to: number): void
}

export function openCustomer(bot: Bot, now: Clock): Customer {
  const { chats, updates } = bot
  const seconds = () => Math.floor(now() / 1_000)
  const tell = (kind: string, chat: Chat, content: object) => updates.push(kind, content, String(chat.id))
  const say = (id: number, content: Content, options: SayOptions = {}) => {
    const chat = chats.ensure(id)
    const message = chats.post(chat, chat.user, { ...toFields(chats, content), ...toContext(chat, options, seconds()) })
    tell('message', chat, message)
    return message
  }
  const setMember = (chat: Chat, from: string, to: string) =>
    tell('my_chat_member', chat, {
      chat: chats.view(chat),
      from: chat.user,
      date: seconds(),
      old_chat_member: { user: bot.user, status: from, ...(from === 'kicked' && { until_date: 0 }) },
      new_chat_member: { user: bot.user, status: to, ...(to === 'kicked' && { until_date: 0 }) },
    })

  return {
    introduce: (id, user) => void chats.ensure(id, user),
    say,
    album(id, contents) {
      const groupId = String(randomInt(2 ** 40))
      return contents.map((content) => say(id, content, { groupId }))
    },
    start: (id, payload) =>
      say(id, {
        fields: { text: payload === undefined ? '/start' : `/start ${payload}`, entities: [{ type: 'bot_command', offset: 0, length: 6 }] },
      }),
    press(id, title, { isInaccessible = false, isOld = false } = {}) {
      const chat = chats.ensure(id)
      const [message, data] = findButton(chat, title)
      const queryId = String(randomInt(2 ** 47))
      bot.presses.set(queryId, { isAnswered: false, isOld })
      tell('callback_query', chat, {
        id: queryId,
        from: chat.user,
        // https://core.telegram.org/bots/api#inaccessiblemessage
        message: isInaccessible ? { chat: chats.view(chat), message_id: message.message_id, date: 0 } : message,
        chat_instance: String(chat.id),
        data,
      })
      return queryId
    },
    edit(id, messageId, text) {
      const chat = chats.ensure(id)
      const message = chats.replace(chat, messageId, { text, edit_date: seconds() })
      if (message) tell('edited_message', chat, message)
    },
    delete: (id, messageId) => chats.remove(chats.ensure(id), messageId),
    react(id, messageId, emoji) {
      const chat = chats.ensure(id)
      const reactions = emoji === null ? [] : [{ type: 'emoji', emoji }]
      tell('message_reaction', chat, {
        chat: chats.view(chat),
        message_id: messageId,
        user: chat.user,
        date: seconds(),
        old_reaction: [],
        new_reaction: reactions,
      })
    },
    block(id) {
      const chat = chats.ensure(id)
      chat.isBlocked = true
      setMember(chat, 'member', 'kicked')
    },
    unblock(id) {
      const chat = chats.ensure(id)
      chat.isBlocked = false
      setMember(chat, 'kicked', 'member')
    },
    deactivate(id) {
      chats.ensure(id).isDeactivated = true
    },
    group: (id, title) => void chats.addGroup(id, 'group', title),
    migrate(group, to) {
      const chat = chats.ensure(group)
      chats.addGroup(to, 'supergroup', chat.title ?? '')
      tell('message', chat, chats.post(chat, chat.user, { migrate_to_chat_id: to }))
      chat.movedTo = to
    },
  }
}

function toFields(chats: Chats, content: Content): object {
  if (typeof content === 'string') return { text: content }
  if ('fields' in content) return content.fields
  if ('sticker' in content) {
    const file = chats.store(Buffer.from('RIFF'), 'webp')
    return { sticker: { ...file, type: 'regular', width: 512, height: 512, is_animated: false, is_video: false, emoji: content.sticker } }
  }
  if (!('bytes' in content)) return content
  const caption = content.caption === undefined ? {} : { caption: content.caption }
  if ('photo' in content) {
    const small = chats.store(content.bytes.subarray(0, 100), 'jpg')
    const large = chats.store(content.bytes, 'jpg', content.size)
    return {
      photo: [
        { ...small, width: 90, height: 67 },
        { ...large, width: 1280, height: 960 },
      ],
      ...caption,
    }
  }
  if ('voice' in content)
    return { voice: { ...chats.store(content.bytes, 'oga', content.size), duration: 3, mime_type: 'audio/ogg' }, ...caption }
  const file = chats.store(content.bytes, content.document.split('.').at(-1) ?? 'dat', content.size)
  return { document: { ...file, file_name: content.document, mime_type: content.type ?? 'application/octet-stream' }, ...caption }
}

function toContext(chat: Chat, { replyTo, quote, forwardedFrom, groupId }: SayOptions, date: number): object {
  const original = chat.messages.find((one) => one.message_id === replyTo)
  return {
    ...(groupId !== undefined && { media_group_id: groupId }),
    ...(original && { reply_to_message: original }),
    ...(quote !== undefined && { quote: { text: quote, position: 0, is_manual: true } }),
    ...(forwardedFrom !== undefined && { forward_origin: { type: 'hidden_user', sender_user_name: forwardedFrom, date } }),
  }
}

function findButton(chat: Chat, title: string): readonly [SeenMessage, string] {
  for (const message of [...chat.messages].reverse()) {
    const rows =
      isRecord(message.reply_markup) && Array.isArray(message.reply_markup.inline_keyboard) ? message.reply_markup.inline_keyboard : []
    const button: unknown = rows.flat().find((one: unknown) => isRecord(one) && one.text === title)
    if (isRecord(button) && typeof button.callback_data === 'string') return [message, button.callback_data]
  }
  throw new Error(`chat ${chat.id} sees no button "${title}"`)
}
