import { createServer } from 'node:http'
import type { Channel, RawRequest } from '../../../src/core/channel.js'
import type { Ledger } from './stand-in.js'

/** The desk's web server in front of a channel that is called; keeps every request as it came. */
export async function openDoor(channel: Channel<never>, ledger: Ledger) {
  const { intake } = channel
  if (intake.via !== 'webhook') throw new Error('nobody calls this channel')
  const requests: RawRequest[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]))
    const raw = { method: request.method ?? '', headers, query: {}, body: Buffer.concat(chunks) }
    requests.push(raw)
    const { answer, arrivals } = await intake.check(raw)
    try {
      ledger.accept(arrivals)
      response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body)
    } catch {
      response.writeHead(503, { 'retry-after': '0' }).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/channels/x/default/${intake.path}`,
    requests,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
