import { Readable } from 'node:stream'
import { SendError } from '../../core/channel.js'
import { toSendError } from './vk-error.js'

const redirectsLimit = 5

/**
 * The bytes behind an address that an event named: VK's own servers by https, wherever they are this year. Nothing of the inside is asked:
 * no numeric hosts, no local names; only where the API itself is a plain one of this machine (`apiRoot`) its files are fetched from there.
 */
export async function fetchFile(remote: string, apiRoot: string, signal: AbortSignal): Promise<Readable> {
  let address = remote
  for (let redirects = 0; redirects <= redirectsLimit; redirects += 1) {
    if (!isAllowed(address, apiRoot)) throw new SendError('refused', 'the file does not lie with VK')
    const response = await ask(address, signal)
    const target = response.headers.get('location')
    if (response.status >= 300 && response.status < 400 && target !== null && URL.canParse(target, address)) {
      await response.body?.cancel()
      address = new URL(target, address).href
      continue
    }
    if (response.ok && response.body) return Readable.fromWeb(response.body)
    await response.body?.cancel()
    throw toRefusal(response.status)
  }
  throw new SendError('refused', 'the file is redirected without end')
}

async function ask(address: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, { signal, redirect: 'manual' })
  } catch (reason) {
    throw toSendError(reason, false)
  }
}

function isAllowed(address: string, apiRoot: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, origin, username, port } = new URL(address)
  const api = new URL(apiRoot)
  if (api.protocol === 'http:' && origin === api.origin) return true
  const isName = /^(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*$/i.test(hostname) && !/\.(?:local|localhost|internal|lan|home)$/i.test(hostname)
  return protocol === 'https:' && username === '' && port === '' && isName
}

function toRefusal(status: number): SendError {
  if (status === 429 || status >= 500) return new SendError('throttled', `VK’s file server is busy (${status})`, 5_000)
  return new SendError('refused', `the file is gone (${status})`)
}
