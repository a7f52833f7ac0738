import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Readable } from 'node:stream'
import type { APIRequest } from 'vk-io'
import type { VkSettings } from './settings.js'
import { toSendError } from './vk-error.js'

export type Upload = {
  readonly kind: 'photo' | 'document'
  readonly peer: number
  readonly name: string
  readonly contentType: string
  readonly sizeBytes: number
  readonly content: Readable
}

/** One HTTP request each, and every failure is a SendError. */
export interface VkApi {
  /** `mayBeDone`: a call whose answer is lost may have changed what the person sees. */
  call(method: string, fields: Readonly<Record<string, string | number>>, signal: AbortSignal, mayBeDone?: boolean): Promise<unknown>
  /** Brings a file to VK; answers its name for `attachment`. The person sees nothing of it yet. */
  upload(file: Upload, signal: AbortSignal): Promise<string>
  close(): void
}

/** vk-io is loaded by the first call: it takes a fifth of a second. */
export function openApi({ token, apiRoot, callTimeoutMs }: Pick<VkSettings, 'token' | 'apiRoot' | 'callTimeoutMs'>): VkApi {
  const agent = apiRoot.startsWith('http:') ? new HttpAgent({ keepAlive: true }) : new HttpsAgent({ keepAlive: true })
  let loading: ReturnType<typeof load> | null = null
  const sdk = () => {
    loading ??= load({ token, apiBaseUrl: apiRoot, agent, apiTimeout: callTimeoutMs })
    return loading
  }

  return {
    async call(method, fields, signal, mayBeDone = false) {
      try {
        const { api } = await sdk()
        return await orAborted(api.call<unknown>(method, fields), signal)
      } catch (reason) {
        throw toSendError(reason, mayBeDone)
      }
    },
    async upload({ kind, peer, name, contentType, sizeBytes, content }, signal) {
      const value = { value: content, filename: name, contentType, contentLength: sizeBytes }
      // Half a megabyte a second, and a while for VK to think.
      const source = { values: value, timeout: callTimeoutMs + sizeBytes / 500 }
      try {
        const { uploads } = await sdk()
        const made =
          kind === 'photo'
            ? uploads.messagePhoto({ source, peer_id: peer })
            : uploads.messageDocument({ source, peer_id: peer, title: name })
        return (await orAborted<{ toString(): string }>(made, signal)).toString()
      } catch (reason) {
        throw toSendError(reason, false)
      } finally {
        content.destroy()
      }
    },
    close: () => agent.destroy(),
  }
}

type LoadOptions = {
  readonly token: string
  readonly apiBaseUrl: string
  readonly agent: HttpAgent | HttpsAgent
  readonly apiTimeout: number
}

async function load({ agent: anyAgent, ...options }: LoadOptions) {
  const { API, APIError, Upload } = await import('vk-io')

  /** vk-io's own queue repeats what failed and waits out error 6; when to send again is the core's to say. */
  class OneCall extends API {
    override async callWithRequest<Answer>(request: APIRequest): Promise<Answer> {
      const answer = await request.make()
      if (answer.error !== undefined) throw new APIError(answer.error)
      return answer.response
    }
  }

  // Typed for https alone, though plain http works: the one field by which the types differ is shown to be there.
  const agent = Object.assign(anyAgent, { options: Reflect.get(anyAgent, 'options') })
  const api = new OneCall({ ...options, agent, apiVersion: '5.199' })
  return { api, uploads: new Upload({ api, agent }) }
}

/** vk-io knows no signals: the call goes on to its own time-out, nobody waits for it. */
async function orAborted<Answer>(made: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  let stop = (): void => undefined
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new Error('aborted'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([made, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
    made.catch(() => undefined)
  }
}
