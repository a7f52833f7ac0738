import { randomUUID } from 'node:crypto'
import { openGatewaySandbox } from '../../../src/sandbox/gateway/sandbox.js'
import type { StandIn } from './stand-in.js'

const unknownSecret = `whsec_${Buffer.alloc(24, 'unknown').toString('base64')}`
const number = '+79991234567'

export async function openGateway(preset: 'plain' | 'sms'): Promise<StandIn> {
  const gateway = await openGatewaySandbox()
  const settings = { url: gateway.url, secret: gateway.secret, preset, allowPrivate: true }
  const person = { conversation: number, to: number }
  const answer = (status: number, headers = {}) => gateway.faults.add('message', { type: 'answer', status, body: {}, headers })
  let newest = { id: '', body: {} }
  return {
    settings,
    unknownCredential: { ...settings, secret: unknownSecret },
    nowhere: { settings: { ...settings, url: 'http://127.0.0.1:1/messages' }, person },
    secrets: [gateway.secret, unknownSecret].flatMap((secret) => [secret, secret.slice('whsec_'.length)]),
    person,
    arrived: async () => gateway.delivered.map(({ text, choices }) => ({ text, choices: choices.map(({ title }) => title) })),
    throttle() {
      answer(429, { 'retry-after': '35' })
      return 35_000
    },
    hang: () => gateway.faults.add('message', { type: 'hang', when: 'before' }),
    loseAnswer: () => gateway.faults.add('message', { type: 'cut', when: 'after' }),
    block() {
      answer(410)
      return 'blocked'
    },
    async say(text) {
      newest = { id: randomUUID(), body: { type: 'message', id: randomUUID(), from: { id: number }, text } }
      await gateway.customer.post(newest.body, { id: newest.id })
    },
    repeat: async () => void (await gateway.customer.post(newest.body, { id: newest.id })),
    connect: async (url) => gateway.pointTo(url),
    spoil: (request) => [
      ...[undefined, '', 'v1,', 'v1,AAAA', `v1a,${request.headers['webhook-signature']?.slice(3)}`].map((signature) => ({
        ...request,
        headers: { ...request.headers, 'webhook-signature': signature },
      })),
      { ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) },
      { ...request, headers: { ...request.headers, 'webhook-id': 'another' } },
      { ...request, headers: { ...request.headers, 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 400) } },
    ],
    close: gateway.close,
  }
}
