import { toConversation } from '../../../src/channels/teams/reference.js'
import { readOffer } from '../../../src/sandbox/bot-framework/check-activity.js'
import { openBotFrameworkSandbox } from '../../../src/sandbox/bot-framework/sandbox.js'
import { freePort } from '../../support/desk.js'
import type { StandIn } from './stand-in.js'

const unknownPassword = 'a-password-that-nobody-knows'

export async function openBot(): Promise<StandIn> {
  const platform = await openBotFrameworkSandbox()
  const { appId, appPassword, openIdUrl, tokenUrl } = platform
  const settings = { appId, appPassword, openIdUrl, tokenUrl }
  const anna = platform.customer({ id: '29:anna' })
  const personAt = (serviceUrl: string) => ({
    conversation: toConversation({ channelId: 'msteams', serviceUrl, bot: `28:${appId}`, conversation: anna.conversation }),
    to: '29:anna',
  })
  let newest: object = {}
  return {
    settings,
    unknownCredential: { ...settings, appPassword: unknownPassword },
    nowhere: { settings, person: personAt(`http://127.0.0.1:${await freePort()}/amer`) },
    // A token of ours begins so, whatever it says.
    secrets: [appPassword, unknownPassword, 'eyJ'],
    person: personAt(platform.serviceUrl.replace(/\/$/, '')),
    arrived: async () =>
      platform.sentTo(anna.conversation).map(({ activity }) => ({ text: String(activity.text), choices: [...readOffer(activity).keys()] })),
    throttle() {
      platform.faults.add('send', { type: 'answer', status: 429, body: {}, headers: { 'retry-after': '35' } })
      return 35_000
    },
    hang: () => platform.faults.add('send', { type: 'hang', when: 'before' }),
    loseAnswer: () => platform.faults.add('send', { type: 'cut', when: 'after' }),
    block() {
      platform.block(anna.conversation)
      return 'blocked'
    },
    async say(text) {
      newest = anna.activity({ text })
      await anna.post(newest)
    },
    repeat: async () => void (await anna.post(newest)),
    connect: async (url) => platform.pointTo(url),
    spoil: (request) =>
      [
        undefined,
        '',
        'Bearer',
        `${request.headers.authorization}A`,
        `Basic ${request.headers.authorization}`,
        unsigned(request.headers.authorization),
      ].map((authorization) => ({ ...request, headers: { ...request.headers, authorization } })),
    close: platform.close,
  }
}

/** The same claims under `alg: none`. */
function unsigned(authorization = ''): string {
  const [, claims] = authorization.split('.')
  return `Bearer ${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${claims}.`
}
