import { randomUUID } from 'node:crypto'
import { Refusal } from './refusal.js'
import type { Clock, SeenMessage, User } from './types.js'

export type Chat = {
  readonly id: number
  readonly type: 'private' | 'group' | 'supergroup'
  readonly title: string | null
  /** The other side of a private chat. */
  user: User
  isBlocked: boolean
  isDeactivated: boolean
  movedTo: number | null
  /** What is seen there, oldest first: deleted ones are gone. */
  messages: SeenMessage[]
  nextMessageId: number
}

export type StoredFile = { readonly bytes: Buffer; readonly size: number; readonly path: string }

export interface Chats {
  /** A private chat is made when somebody first speaks of it; a group only by `addGroup`. */
  ensure(id: number, user?: Partial<User>): Chat
  addGroup(id: number, type: 'group' | 'supergroup', title: string): Chat
  /** Where the bot wants to write; throws what the platform answers where it cannot. */
  getForBot(chatId: unknown): Chat
  post(chat: Chat, from: User, content: object): SeenMessage
  replace(chat: Chat, messageId: number, change: object): SeenMessage | null
  remove(chat: Chat, messageId: number): void
  view(chat: Chat): object
  all(): readonly Chat[]
  /** Keeps bytes under a new file_id. `size` may say more than there is, so that nobody has to make 30 MB. */
  store(
    bytes: Buffer,
    extension: string,
    size?: number,
  ): { readonly file_id: string; readonly file_unique_id: string; readonly file_size: number }
  file(fileId: string): StoredFile | null
  fileAt(path: string): StoredFile | null
}

export function openChats(now: Clock): Chats {
  const chats = new Map<number, Chat>()
  const files = new Map<string, StoredFile>()
  const add = (id: number, type: Chat['type'], title: string | null, user: User): Chat => {
    const chat = { id, type, title, user, isBlocked: false, isDeactivated: false, movedTo: null, messages: [], nextMessageId: 1 }
    chats.set(id, chat)
    return chat
  }
  const view = ({ id, type, title, user }: Chat): object =>
    type === 'private'
      ? { id, type, first_name: user.first_name, ...pick(user, 'last_name'), ...pick(user, 'username') }
      : { id, type, title }

  return {
    ensure(id, user) {
      const chat = chats.get(id) ?? add(id, 'private', null, { id, is_bot: false, first_name: `Person ${id}`, language_code: 'ru' })
      if (user) chat.user = { ...chat.user, ...user }
      return chat
    },
    addGroup: (id, type, title) => add(id, type, title, { id: 1, is_bot: false, first_name: 'Member' }),
    getForBot(chatId) {
      const chat = /^-?\d+$/.test(String(chatId)) ? chats.get(Number(chatId)) : undefined
      if (!chat) throw new Refusal(400, 'Bad Request: chat not found')
      if (chat.isDeactivated) throw new Refusal(403, 'Forbidden: user is deactivated')
      if (chat.isBlocked) {
        throw new Refusal(
          403,
          `Forbidden: ${chat.type === 'private' ? 'bot was blocked by the user' : 'bot was kicked from the group chat'}`,
        )
      }
      if (chat.movedTo !== null) {
        throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.movedTo })
      }
      return chat
    },
    post(chat, from, content) {
      const message = { message_id: chat.nextMessageId, from, chat: view(chat), date: Math.floor(now() / 1_000), ...content }
      chat.nextMessageId += 1
      chat.messages.push(message)
      return message
    },
    replace(chat, messageId, change) {
      const place = chat.messages.findIndex((one) => one.message_id === messageId)
      const old = chat.messages[place]
      if (!old) return null
      const message = { ...old, ...change }
      chat.messages[place] = message
      return message
    },
    remove(chat, messageId) {
      chat.messages = chat.messages.filter((one) => one.message_id !== messageId)
    },
    view,
    all: () => [...chats.values()],
    store(bytes, extension, size = bytes.length) {
      const key = randomUUID().replaceAll('-', '')
      files.set(`AgAD${key}`, { bytes, size, path: `files/file_${files.size}.${extension}` })
      return { file_id: `AgAD${key}`, file_unique_id: key.slice(0, 12), file_size: size }
    },
    file: (fileId) => files.get(fileId) ?? null,
    fileAt: (path) => [...files.values()].find((one) => one.path === path) ?? null,
  }
}

const pick = <Key extends keyof User>(user: User, key: Key) => (user[key] === undefined ? {} : { [key]: user[key] })
