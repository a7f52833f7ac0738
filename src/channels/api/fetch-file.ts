import { Readable } from 'node:stream'
import { SendError } from '../../core/channel.js'
import type { Reach } from './addresses.js'
import { RequestError, request } from './request.js'

const fileLimitBytes = 20 * 1024 * 1024
const patienceMs = 30_000

/**
 * The bytes behind an address that a gateway named. Throws SendError, also in the middle of the stream: `refused` for what is gone, moved,
 * larger than 20 MB or in a network that may not be reached; `unreachable` for what may come later.
 */
export async function fetchFile(remote: string, reach: Reach, signal: AbortSignal): Promise<Readable> {
  if (!URL.canParse(remote)) throw new SendError('refused', 'the file has no address')
  const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
  const headers = { 'accept-encoding': 'identity' }
  const answer = await request(new URL(remote), { method: 'GET', headers, signal: patience, reach }).catch((error: unknown) => {
    throw error instanceof RequestError && error.type === 'forbidden'
      ? new SendError('refused', `the file may not be fetched: ${error.message}`)
      : new SendError(
          'unreachable',
          `the file cannot be fetched: ${error instanceof RequestError ? error.message : 'the connection broke'}`,
        )
  })
  const { statusCode: status = 0 } = answer
  const isTooLarge = Number(answer.headers['content-length'] ?? 0) > fileLimitBytes
  if (status !== 200 || isTooLarge) {
    answer.destroy()
    throw status === 200 ? tooLarge() : refusalOf(status)
  }
  return Readable.from(readWithin(answer), { objectMode: false })
}

async function* readWithin(answer: Readable): AsyncGenerator<Buffer> {
  let sizeBytes = 0
  try {
    for await (const chunk of answer) {
      sizeBytes += chunk.length
      if (sizeBytes > fileLimitBytes) throw tooLarge()
      yield chunk
    }
  } catch (error) {
    throw error instanceof SendError ? error : new SendError('unreachable', 'the file broke off')
  } finally {
    answer.destroy()
  }
}

const tooLarge = (): SendError => new SendError('refused', 'the file is larger than 20 MB')

function refusalOf(status: number): SendError {
  const isLater = status === 429 || status === 408 || status >= 500
  return new SendError(isLater ? 'unreachable' : 'refused', `the file's server answered ${status}`)
}
