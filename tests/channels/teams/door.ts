import { createServer } from 'node:http'
import { openBotChannel } from '../../../src/channels/teams/index.js'
import { parse } from '../../../src/channels/teams/parse.js'
import { botSettings } from '../../../src/channels/teams/settings.js'
import type { Arrival, OutboundMessage } from '../../../src/core/channel.js'
import type { AccountId, MessageId } from '../../../src/core/model/ids.js'
import { openBotFrameworkSandbox } from '../../../src/sandbox/bot-framework/sandbox.js'

export const accountId = 9 as AccountId

/** The adapter behind a real HTTP server, with a clock that moves, and a Bot Framework that knows its address. */
export async function openDoor() {
  const platform = await openBotFrameworkSandbox()
  const { appId, appPassword, openIdUrl, tokenUrl } = platform
  const clock = { aheadMs: 0 }
  const open = (changes: object = {}) =>
    openBotChannel(botSettings.parse({ appId, appPassword, openIdUrl, tokenUrl, ...changes }), {
      accountId,
      now: () => Date.now() + clock.aheadMs,
    })
  let channel = open()
  const accepted: Arrival[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]))
    const verdict = await channel.intake.check({ method: request.method ?? '', headers, query: {}, body: Buffer.concat(chunks) })
    // One insert, unique by the platform's id, as the ledger does it.
    for (const arrival of verdict.arrivals) if (!accepted.some((one) => one.externalId === arrival.externalId)) accepted.push(arrival)
    response.writeHead(verdict.answer.status, { 'content-type': verdict.answer.contentType }).end(verdict.answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  platform.pointTo(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/channels/bot/default/messages`)
  return {
    platform,
    clock,
    accepted,
    open,
    channel: () => channel,
    /** As after a start of the desk: keys and tokens are not known. */
    restart() {
      channel = open()
    },
    events: () => accepted.flatMap(({ raw }) => parse(raw)),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await platform.close()
    },
  }
}

export const outbound = (fields: Partial<OutboundMessage> & Pick<OutboundMessage, 'conversation'>): OutboundMessage => ({
  id: 41 as MessageId,
  key: 512,
  accountId,
  to: '29:anna',
  seq: 2,
  author: { kind: 'operator', name: 'Мария Белова', staffId: null },
  language: 'ru',
  text: 'Жалоба № 100013 принята: https://desk.example/s/abc',
  choices: [],
  ask: null,
  files: [],
  subject: null,
  earlier: [],
  complaint: null,
  at: '2026-11-22T07:15:00.000Z',
  ...fields,
})
