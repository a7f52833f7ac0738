import { AsyncLocalStorage } from 'node:async_hooks'
import http from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'
import type { Telegram } from 'telegraf'
import type { Telegram as Methods, Opts } from 'telegraf/types'
import { CallError } from './call-error.js'

export type Call = <Name extends keyof Methods>(name: Name, args: Opts<Name>, signal: AbortSignal) => Promise<ReturnType<Methods[Name]>>

/** Shorter than the 75 s after which the platform's own server closes an idle connection: what is reused is alive. */
const idleMs = 15_000

/** Whether the request can have left: until the connection is made (and secured) nothing of it is written. */
type Flight = { isWritten: boolean }

/** Calls methods of the Bot API by telegraf's client. Rejects with CallError and nothing else; the token is in no error. */
export function openCalls({ token, apiRoot }: { readonly token: string; readonly apiRoot: string }): {
  readonly call: Call
  close(): void
} {
  const flights = new AsyncLocalStorage<Flight>()
  const agent = openAgent(apiRoot, flights)
  let client: Promise<Telegram> | null = null
  const connect = async () => {
    const { Telegram } = await import('telegraf')
    const telegram = new Telegram(token, { apiRoot })
    // By option it would be dropped for http://, which a Bot API server of one's own speaks.
    telegram.options.agent = agent
    return telegram
  }
  return {
    async call(name, args, signal) {
      client ??= connect()
      const telegram = await client
      // A connection that is reused makes no new socket: then everything may have been written.
      const flight: Flight = { isWritten: true }
      if (signal.aborted) throw new CallError({ name: 'AbortError' }, { isWritten: false, token })
      try {
        return await flights.run(flight, () => telegram.callApi(name, args, toOptions(signal)))
      } catch (error) {
        throw new CallError(error, { isWritten: flight.isWritten, token })
      }
    },
    close: () => agent.destroy(),
  }
}

type Options = NonNullable<Parameters<Telegram['callApi']>[2]>

/** telegraf types its signal by the class of a shim; what it hands on to is glad of Node's own. */
function toOptions(signal: AbortSignal): Options {
  const isOptions = (options: object): options is Options => 'signal' in options
  const options = { signal }
  return isOptions(options) ? options : {}
}

function openAgent(apiRoot: string, flights: AsyncLocalStorage<Flight>): http.Agent {
  const isSecure = apiRoot.startsWith('https:')
  const options = { keepAlive: true, timeout: idleMs }
  const agent = isSecure ? new https.Agent(options) : new http.Agent(options)
  const connect = agent.createConnection
  agent.createConnection = function (...args) {
    const socket = connect.apply(this, args)
    const flight = flights.getStore()
    if (socket && flight) watch(socket, isSecure, flight)
    return socket
  }
  return agent
}

function watch(socket: Duplex, isSecure: boolean, flight: Flight): void {
  flight.isWritten = false
  socket.once(isSecure ? 'secureConnect' : 'connect', () => {
    flight.isWritten = true
  })
}
