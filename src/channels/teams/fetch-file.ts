import { Readable } from 'node:stream'
import { SendError } from '../../core/channel.js'
import type { Tokens } from './tokens.js'

const fileLimitBytes = 20 * 1024 * 1024
const patienceMs = 30_000
/** Marks what is fetched with the bot's own token. */
const withToken = 'bearer+'
/** Where Teams and the Direct Line service keep files, behind addresses that carry their own right. */
const keepers = /(?:^|\.)(?:sharepoint\.com|botframework\.com)$/

/**
 * What `fetchFile` takes for an attachment's address, or null where nothing is fetched from there: whoever writes through Direct Line chooses
 * that address freely. With a token only from the service that signed the activity
 * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4).
 */
export function toRemote(address: string, serviceUrl: string): string | null {
  if (!URL.canParse(address) || !URL.canParse(serviceUrl)) return null
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') return null
  if (url.origin === new URL(serviceUrl).origin) return `${withToken}${url.href}`
  return url.protocol === 'https:' && url.port === '' && keepers.test(url.hostname) ? url.href : null
}

/** Throws SendError, also in the middle of the stream: `refused` for what is gone, moved or larger than 20 MB, `unreachable` for what may come later. */
export async function fetchFile(remote: string, tokens: Tokens, signal: AbortSignal): Promise<Readable> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
  const isOurs = remote.startsWith(withToken)
  const token = isOurs ? await tokens.get(patience) : null
  const headers = token === null ? {} : { authorization: `Bearer ${token}` }
  const response = await fetch(isOurs ? remote.slice(withToken.length) : remote, { headers, signal: patience, redirect: 'manual' }).catch(
    () => {
      throw new SendError('unreachable', 'the file cannot be fetched')
    },
  )
  if (token !== null && response.status === 401) tokens.drop(token)
  const isTooLarge = Number(response.headers.get('content-length') ?? 0) > fileLimitBytes
  if (response.status !== 200 || isTooLarge || !response.body) {
    await response.body?.cancel().catch(() => undefined)
    throw response.status === 200 ? tooLarge() : refusalOf(response.status)
  }
  return Readable.from(readWithin(response.body), { objectMode: false })
}

async function* readWithin(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0
  try {
    for await (const chunk of body) {
      sizeBytes += chunk.length
      if (sizeBytes > fileLimitBytes) throw tooLarge()
      yield chunk
    }
  } catch (error) {
    throw error instanceof SendError ? error : new SendError('unreachable', 'the file broke off')
  }
}

const tooLarge = (): SendError => new SendError('refused', 'the file is larger than 20 MB')

function refusalOf(status: number): SendError {
  const isLater = status === 401 || status === 408 || status === 429 || status >= 500
  return new SendError(isLater ? 'unreachable' : 'refused', `the file's server answered ${status}`)
}
