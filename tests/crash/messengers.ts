import { setTimeout } from 'node:timers/promises'
import { openTelegramSandbox } from '../../src/sandbox/telegram/index.js'
import { openVkSandbox } from '../../src/sandbox/vk/sandbox.js'
import type { Chance } from '../support/chance.js'

/** A platform that takes what people write whether the desk is there or not. */
export interface Messenger {
  readonly kind: 'telegram' | 'vk'
  /** Of a desk that has an account there and listens. */
  readonly env: Readonly<Record<string, string>>
  /** A message sent twice under one key is seen twice. */
  readonly hasCopies: boolean
  say(chat: number, text: string): void
  /** Tells the newest update once more. */
  repeat(): void
  /** Ids of the inbox that all messages so far must have. */
  said(): readonly string[]
  /** What the desk said there, oldest first. */
  toldIn(chat: number): readonly string[]
  /** What of it all the platform would tell again. */
  unread(): number
  close(): Promise<void>
}

export async function openTelegram(): Promise<Messenger> {
  const sandbox = await openTelegramSandbox()
  const said: string[] = []
  return {
    kind: 'telegram',
    env: { TELEGRAM_BOT_TOKEN: sandbox.token, TELEGRAM_API_ROOT: sandbox.apiRoot, TELEGRAM_MODE: 'polling' },
    hasCopies: true,
    say: (chat, text) => void said.push(`message-${chat}-${sandbox.customer.say(chat, text).message_id}`),
    repeat: () => sandbox.updates.repeat(sandbox.updates.made.at(-1)?.update_id ?? 0),
    said: () => said,
    toldIn: (chat) => sandbox.sentTo(chat).map(({ text }) => String(text)),
    unread: () => sandbox.updates.pendingCount,
    close: sandbox.close,
  }
}

export async function openVk(): Promise<Messenger> {
  const sandbox = await openVkSandbox()
  const said: string[] = []
  return {
    kind: 'vk',
    env: { VK_TOKEN: sandbox.token, VK_GROUP_ID: String(sandbox.groupId), VK_API_ROOT: sandbox.apiRoot, VK_MODE: 'longpoll' },
    hasCopies: false,
    say: (chat, text) => void said.push(`message_new:${chat}:${sandbox.customer(chat).say(text).conversation_message_id}`),
    repeat() {
      const newest = sandbox.events.slice(-1)
      sandbox.hold().release(() => newest)
    },
    said: () => said,
    toldIn: (chat) => sandbox.messages(chat).flatMap(({ out, text }) => (out === 1 ? [text] : [])),
    unread: () => 0,
    close: sandbox.close,
  }
}

/** What one person has written, in order; the first of it is a complaint, the rest is none. */
export type Chatter = { readonly chat: number; readonly texts: readonly string[] }

const scripts: readonly (readonly string[])[] = [
  ['Верните деньги: мне привезли разбитый телефон'],
  ['Мне привезли разбитый телефон, верните деньги!', 'спасибо'],
  ['The courier threw my parcel over the fence and the lamp is in pieces', 'ok', 'thanks!'],
  ['收到的手机屏幕是碎的，客服一直不理人，我要退款！', '谢谢'],
]
const lanes = 3
let lastChat = 1_000

export function openPeople(messenger: Messenger, chance: Chance) {
  const people: Chatter[] = []
  let isOpen = true
  const lane = async (own: Chance): Promise<void> => {
    while (isOpen) {
      lastChat += 1
      const [chat, texts] = [lastChat, own.pick(scripts)]
      people.push({ chat, texts })
      for (const text of texts) {
        messenger.say(chat, text)
        if (own.below(5) === 0) messenger.repeat()
        await setTimeout(200 + own.below(900))
      }
    }
  }
  const ended = Promise.all(Array.from({ length: lanes }, (_, index) => lane(chance.fork(`person ${index}`))))
  return {
    /** No new ones; resolves with all when each has written everything. */
    async finish(): Promise<readonly Chatter[]> {
      isOpen = false
      await ended
      return people
    },
  }
}
