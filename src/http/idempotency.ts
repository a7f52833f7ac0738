import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { DeskError } from '../core/desk-error.js'
import { callerKey } from '../core/model/rights.js'
import type { KnownWrites } from '../core/staff-port.js'
import type { App } from './app.js'

const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Idempotency-Key on every write of a known caller: the same request again gets the same answer again and does nothing; another request under
 * the same key is refused. What failed on our side, or was told to wait, was not done and frees the key. Runs after the body was checked, so a
 * refused body uses no key up.
 */
export function replayWrites(app: App, known: KnownWrites): void {
  const began = new WeakMap<FastifyRequest, { readonly caller: string; readonly key: string }>()

  app.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request)
    if (key === null || !request.actor) return
    const caller = callerKey(request.actor)
    const before = await known.begin(caller, key, hashOf(request))
    if (before.type === 'new') began.set(request, { caller, key })
    else if (before.type !== 'done') throw refusal(before.type)
    else {
      reply.code(before.status).header('idempotency-replayed', 'true')
      if (before.body) reply.type('application/json; charset=utf-8')
      return reply.send(before.body)
    }
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const write = began.get(request)
    if (!write) return payload
    began.delete(request)
    const isFinal = reply.statusCode < 500 && reply.statusCode !== 429
    if (isFinal && (typeof payload === 'string' || payload === null || payload === undefined)) {
      await known.keep(write.caller, write.key, { status: reply.statusCode, body: typeof payload === 'string' ? payload : '' })
    } else await known.forget(write.caller, write.key)
    return payload
  })
}

function keyOf({ method, headers, routeOptions }: FastifyRequest): string | null {
  const key = headers['idempotency-key']
  if (key === undefined || !writes.has(method) || routeOptions.config.isNotReplayed) return null
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return key
  throw new DeskError(
    'bad_idempotency_key',
    400,
    'The Idempotency-Key is not usable.',
    'Send 1 to 200 printable ASCII characters, such as a UUID.',
  )
}

/** A form's files pass by as a stream: of those the length stands for the content. */
function hashOf({ method, url, body, headers }: FastifyRequest): string {
  const content = body === undefined ? `length ${headers['content-length'] ?? ''}` : JSON.stringify(body)
  return createHash('sha256').update(`${method} ${url}\n${content}`).digest('hex')
}

function refusal(type: 'running' | 'unknown' | 'other-request'): DeskError {
  switch (type) {
    case 'running':
      return new DeskError('still_running', 409, 'The same request is being done right now.', 'Send it again in a second for its answer.', {
        retryAfterMs: 1_000,
      })
    case 'unknown':
      return new DeskError(
        'outcome_unknown',
        409,
        'The first request was cut off; whether it was done is not known.',
        'Look whether it was done. If not, send it under a new key.',
      )
    case 'other-request':
      return new DeskError('key_reused', 409, 'This Idempotency-Key was used for another request.', 'Use a new key for a new request.')
  }
}
