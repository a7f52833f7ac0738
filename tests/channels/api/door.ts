import { createServer } from 'node:http'
import { openApiChannel } from '../../../src/channels/api/index.js'
import { apiSettings } from '../../../src/channels/api/settings.js'
import type { Arrival, OutboundMessage } from '../../../src/core/channel.js'
import type { AccountId, MessageId } from '../../../src/core/model/ids.js'
import { openGatewaySandbox } from '../../../src/sandbox/gateway/sandbox.js'

export const accountId = 7 as AccountId

/** The adapter behind a real HTTP server, and a gateway that knows its address. */
export async function openDoor(options: { readonly preset?: 'plain' | 'sms' } = {}) {
  const gateway = await openGatewaySandbox()
  const settings = apiSettings.parse({ url: gateway.url, secret: gateway.secret, allowPrivate: true, ...options })
  const channel = openApiChannel(settings, { accountId, now: Date.now })
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
  gateway.pointTo(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/channels/api/default/events`)
  return {
    gateway,
    channel,
    accepted,
    events: async () => (await Promise.all(accepted.map(({ raw }) => channel.parse(raw)))).flat(),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await gateway.close()
    },
  }
}

export const outbound = (fields: Partial<OutboundMessage> = {}): OutboundMessage => ({
  id: 41 as MessageId,
  key: 512,
  accountId,
  conversation: '+79991234567',
  to: '+79991234567',
  seq: 2,
  author: { kind: 'flow', name: 'Отклик' },
  language: 'ru',
  text: 'Жалоба № 100013 принята: https://desk.example/s/abc',
  choices: [],
  ask: null,
  files: [],
  subject: null,
  earlier: [],
  complaint: { number: '100013', statusUrl: 'https://desk.example/s/abc' },
  at: '2026-11-22T07:15:00.000Z',
  ...fields,
})
