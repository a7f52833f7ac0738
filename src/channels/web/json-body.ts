import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { readJson } from '../shared/read-json.js'
import { refuse } from './refuse.js'

/** 20,000 characters, each escaped as a pair of surrogates, and room for the rest of an activity. */
export const bodyLimitBytes = 512 * 1024
/** How much of a body that is refused is still read, so that its sender gets to read the answer instead of a broken connection. */
const drainLimitBytes = 256 * 1024 * 1024

/** Reads JSON bodies by our own rules: 413 and 400 are answered after the whole body has come, nested too deep is refused, none is null. */
export function acceptJson(scope: FastifyInstance): void {
  scope.removeContentTypeParser('application/json')
  scope.addContentTypeParser('application/json', async (_request: unknown, payload: IncomingMessage) => {
    const chunks: Buffer[] = []
    let sizeBytes = 0
    for await (const chunk of payload) {
      sizeBytes += chunk.length
      if (sizeBytes > drainLimitBytes) break
      if (sizeBytes <= bodyLimitBytes) chunks.push(chunk)
    }
    if (sizeBytes > bodyLimitBytes) throw refuse.tooLarge(bodyLimitBytes)
    return sizeBytes === 0 ? null : parseJson(Buffer.concat(chunks))
  })
}

/** Throws DeskError 400 with a word about what is wrong. */
export function parseJson(bytes: Uint8Array): unknown {
  const json = readJson(bytes)
  if (!json.isRead) throw refuse.badJson(json.problem)
  return json.value
}

/** Lets the rest of a refused upload run into nothing, for the same reason; cuts it off when there is no end to it. */
export function drain(request: IncomingMessage): void {
  let sizeBytes = 0
  request.unpipe()
  request.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length
    if (sizeBytes > drainLimitBytes) request.destroy()
  })
  request.resume()
}
