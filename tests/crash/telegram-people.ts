import { setTimeout } from 'node:timers/promises'
import type { TelegramSandbox } from '../../src/sandbox/telegram/index.js'
import type { Chance } from '../support/chance.js'

/** What one person has written to the bot, in order; the first of it is a complaint, the rest is none. */
export type Chatter = { readonly chat: number; readonly texts: readonly string[] }

const scripts: readonly (readonly string[])[] = [
  ['Верните деньги: мне привезли разбитый телефон'],
  ['Мне привезли разбитый телефон, верните деньги!', 'спасибо'],
  ['The courier threw my parcel over the fence and the lamp is in pieces', 'ok', 'thanks!'],
  ['收到的手机屏幕是碎的，客服一直不理人，我要退款！', '谢谢'],
]
const lanes = 3
let lastChat = 1_000

/** People who write to the bot, whether anybody listens or not: a platform takes what they write. */
export function openPeople(sandbox: TelegramSandbox, chance: Chance) {
  const people: Chatter[] = []
  let isOpen = true
  const lane = async (own: Chance): Promise<void> => {
    while (isOpen) {
      lastChat += 1
      const [chat, texts] = [lastChat, own.pick(scripts)]
      people.push({ chat, texts })
      for (const text of texts) {
        // Among the updates of a bot one may come twice.
        sandbox.customer.say(chat, text)
        if (own.below(5) === 0) sandbox.updates.repeat(sandbox.updates.made.at(-1)?.update_id ?? 0)
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
