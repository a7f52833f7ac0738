import { openTelegramSandbox } from '../../../src/sandbox/telegram/index.js'
import { until } from '../../support/until.js'
import type { StandIn } from './stand-in.js'

const chat = 501
const unknownToken = '110201543:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
const webhookSecret = 'a-secret-of-the-webhook'
const secretHeader = 'x-telegram-bot-api-secret-token'

export async function openTelegram(mode: 'polling' | 'webhook'): Promise<StandIn> {
  const sandbox = await openTelegramSandbox()
  const { apiRoot, token } = sandbox
  const settings = { apiRoot, token, mode, ...(mode === 'webhook' && { webhookSecret }) }
  const person = { conversation: String(chat), to: String(chat) }
  sandbox.customer.introduce(chat, { first_name: 'Анна' })
  return {
    settings,
    unknownCredential: { ...settings, token: unknownToken },
    nowhere: { settings: { ...settings, apiRoot: 'http://127.0.0.1:1' }, person },
    secrets: [token, unknownToken, webhookSecret],
    person,
    arrived: async () =>
      sandbox.sentTo(chat).map(({ text, reply_markup: markup }) => ({
        text: String(text),
        choices: titlesIn(markup),
      })),
    throttle() {
      sandbox.limit('sendMessage', 35)
      return 35_000
    },
    hang: () => sandbox.faults.add('sendMessage', { type: 'hang', when: 'before' }),
    loseAnswer: () => sandbox.faults.add('sendMessage', { type: 'cut', when: 'after' }),
    block() {
      sandbox.customer.block(chat)
      return 'blocked'
    },
    say: async (text) => void sandbox.customer.say(chat, text),
    async repeat() {
      const newest = sandbox.updates.made.at(-1)?.update_id ?? 0
      // Who has not asked for what follows confirms the repetition together with the first one, and never sees it.
      const hasMovedOn = () => sandbox.asked.some(({ method, args }) => method === 'getUpdates' && Number(args.offset) > newest)
      if (mode === 'polling') await until('the next poll waits', hasMovedOn)
      sandbox.updates.repeat(newest)
    },
    ...(mode === 'webhook' && {
      async connect(url, { intake }) {
        if (intake.via === 'webhook') await intake.register?.(url, AbortSignal.timeout(5_000))
      },
      spoil: (request) =>
        [undefined, '', 'A', `${webhookSecret} `, webhookSecret.slice(1), `${webhookSecret}\0`].map((secret) => ({
          ...request,
          headers: { ...request.headers, [secretHeader]: secret },
        })),
    }),
    close: sandbox.close,
  }
}

const titlesIn = (markup: unknown): readonly string[] => {
  const { inline_keyboard: rows = [] } = (markup ?? {}) as { inline_keyboard?: { text: string }[][] }
  return rows.flat().map(({ text }) => text)
}
