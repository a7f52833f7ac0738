import dns from 'node:dns'
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { literalOf, mayReach, type Reach } from './addresses.js'

export type Ask = {
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
  readonly reach: Reach
}

/** Why a request brought no answer. The words never hold the address, whose path may be a secret. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  constructor(
    /** `forbidden`: the address is none that may be called · `unreachable`: provably nothing was said · `silent`: it was said, no answer came. */
    readonly type: 'forbidden' | 'unreachable' | 'silent',
    message: string,
  ) {
    super(message)
  }
}

/**
 * One HTTP request over a connection of its own, without following redirects. What the name leads to is looked at where the connection is
 * made, so a name that changes its mind in between gains nothing. Throws RequestError.
 */
export function request(url: URL, { method, headers = {}, body, signal, reach }: Ask): Promise<IncomingMessage> {
  const isSecure = url.protocol === 'https:'
  const literal = literalOf(url.hostname)
  if (literal !== null && !mayReach(literal, reach)) return Promise.reject(new RequestError('forbidden', forbidden))
  return new Promise((resolve, reject) => {
    let isWritten = false
    const call = (isSecure ? https : http).request(url, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }) },
      agent: false,
      lookup: lookupWithin(reach),
      signal,
    })
    call.once('socket', (socket) =>
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        isWritten = true
      }),
    )
    call.once('response', resolve)
    call.on('error', (error) => reject(toRequestError(error, isWritten)))
    call.end(body)
  })
}

const forbidden = 'the address leads to a private or reserved network'
const forbiddenCode = 'ERR_ADDRESS_FORBIDDEN'

function lookupWithin(reach: Reach): LookupFunction {
  return (hostname, options, done) => {
    dns.lookup(hostname, { ...options, all: true }, (error, found) => {
      const [first] = found ?? []
      if (error || !first) return done(error ?? withCode('ENOTFOUND'), '', 0)
      // One forbidden address among several is enough: a fall-back to it would pass unseen.
      if (!found.every(({ address }) => mayReach(address, reach))) return done(withCode(forbiddenCode), '', 0)
      return options.all ? done(null, found) : done(null, first.address, first.family)
    })
  }
}

const withCode = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code })

function toRequestError(error: NodeJS.ErrnoException, isWritten: boolean): RequestError {
  if (error.code === forbiddenCode) return new RequestError('forbidden', forbidden)
  const words = error.name === 'AbortError' || error.name === 'TimeoutError' ? 'it took too long' : (error.code ?? 'the connection broke')
  return new RequestError(isWritten ? 'silent' : 'unreachable', words)
}
