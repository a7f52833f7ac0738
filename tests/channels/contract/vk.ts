import type { RawRequest } from '../../../src/core/channel.js'
import { openVkSandbox } from '../../../src/sandbox/vk/sandbox.js'
import type { StandIn } from './stand-in.js'

const unknownToken = 'vk1.a.a-key-that-vk-does-not-know'
const secret = 'a-secret-of-the-callback'
const confirmation = 'c0nf1rm'

export async function openVk(mode: 'longpoll' | 'callback'): Promise<StandIn> {
  const sandbox = await openVkSandbox({ secret, callbackRetryMs: 50, waitCapMs: 5_000 })
  const { apiRoot, token, groupId } = sandbox
  const settings = { apiRoot, token, groupId, mode, ...(mode === 'callback' && { secret, confirmation }) }
  const anna = sandbox.customer(501)
  const person = { conversation: String(anna.id), to: String(anna.id) }
  anna.allow()
  return {
    settings,
    unknownCredential: { ...settings, token: unknownToken },
    nowhere: { settings: { ...settings, apiRoot: 'http://127.0.0.1:1/method' }, person },
    secrets: [token, unknownToken, secret, confirmation],
    person,
    arrived: async () =>
      anna.got().map(({ text, keyboard }) => ({ text, choices: keyboard?.buttons.flat().map(({ action }) => action.label ?? '') ?? [] })),
    throttle() {
      sandbox.fail('messages.send', 6)
      return 1_000
    },
    hang: () => sandbox.faults.add('messages.send', { type: 'hang', when: 'before' }),
    loseAnswer: () => sandbox.faults.add('messages.send', { type: 'cut', when: 'after' }),
    block() {
      anna.deny()
      return 'blocked'
    },
    say: async (text) => void anna.say(text),
    async repeat() {
      const newest = sandbox.events.slice(-1)
      sandbox.hold().release(() => newest)
    },
    ...(mode === 'callback' && {
      connect: async (url) => sandbox.callback.connect(url),
      spoil: (request) => [
        ...[undefined, '', 'A', `${secret} `, secret.slice(1), [secret], { secret }, true].map((shown) =>
          withFields(request, { secret: shown }),
        ),
        withFields(request, { group_id: groupId + 1 }),
        withFields(request, { type: 'confirmation', secret: 'A' }),
      ],
    }),
    close: sandbox.close,
  }
}

const withFields = (request: RawRequest, fields: object): RawRequest => ({
  ...request,
  body: Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(request.body).toString()), ...fields })),
})
