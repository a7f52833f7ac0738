import type { RawRequest, RawResponse, Webhook, WebhookVerdict } from '../../core/channel.js'
import type { AccountId } from '../../core/model/ids.js'
import { type Problem, readEvent } from './event-shape.js'
import { conversationOf, toRaw } from './parse.js'
import type { Signature } from './signature.js'

/** `POST /channels/api/<account>/events`: 202 after the commit, 401 for a wrong signature, 422 for a signed body that does not fit. */
export function openIntake(signature: Signature, accountId: AccountId): Webhook {
  function check(request: RawRequest): WebhookVerdict {
    const proof = signature.verify(request)
    if (!proof) return refuse(401, unsigned)
    if (!/^[\x21-\x7e]{1,200}$/.test(proof.id))
      return refuse(422, misfit([{ name: 'webhook-id', problem: 'must be 1 to 200 printable ASCII characters' }]))
    const reading = readEvent(request.body)
    if (reading.type === 'wrong') return refuse(422, misfit(reading.problems))
    // What nobody understands yet waits for nobody.
    const lane = reading.type === 'event' ? conversationOf(reading.event) : `unknown|${proof.id}`
    return {
      answer: { status: 202, contentType: 'application/json', body: '{"accepted":true}' },
      arrivals: [{ accountId, externalId: proof.id, lane, raw: toRaw(proof, request.body) }],
    }
  }
  return { via: 'webhook', path: 'events', check }
}

const refuse = (status: number, error: object): WebhookVerdict => ({ answer: toAnswer(status, { error }), arrivals: [] })

const toAnswer = (status: number, body: object): RawResponse => ({ status, contentType: 'application/json', body: JSON.stringify(body) })

const unsigned = {
  code: 'unauthorized',
  message: 'The request is not signed by this account’s secret, or its time is more than five minutes off.',
  fix: 'Sign webhook-id, webhook-timestamp and the body as Standard Webhooks says, and set the clock.',
}

const misfit = (problems: readonly Problem[]) => ({
  code: 'invalid_request',
  message: `Not as the desk needs it: ${problems.map(({ name, problem }) => `${name}: ${problem}`).join('; ')}.`,
  fix: `Correct ${[...new Set(problems.map(({ name }) => name))].join(', ')} and send it again under the same webhook-id.`,
  fields: problems,
})
