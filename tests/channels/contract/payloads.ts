import { readdirSync, readFileSync } from 'node:fs'
import { toRaw as toGatewayRaw } from '../../../src/channels/api/parse.js'
import { toRaw as toWebRaw } from '../../../src/channels/web/envelope.js'
import { mangledLetter } from '../../fuzz/mangle-letter.js'
import { mutated } from '../../fuzz/mutate.js'
import type { Chance } from '../../support/chance.js'
import * as activities from '../teams/fixtures/activities.js'
import { groupRows, rows } from '../telegram/fixtures.js'
import { fixtures as vkFixtures } from '../vk/fixtures/events.js'

/** What the inbox may hold of a channel. */
export type Payloads = {
  /** As the platform's reference shows them. */
  readonly known: readonly Uint8Array[]
  /** One of them, changed or broken. */
  mutated(chance: Chance): Uint8Array
}

const plain = (bytes: Uint8Array): Uint8Array => bytes
const ofJson = (known: readonly unknown[], wrap = plain): Payloads => ({
  known: known.map((one) => wrap(Buffer.from(JSON.stringify(one)))),
  mutated: (chance) => wrap(mutated(chance.pick(known), chance)),
})

const from = { id: '+79991234567', name: 'Анна' }
/** src/channels/api/README.md */
const gatewayEvents = [
  { type: 'message', id: 'm-1', from, text: 'Счёт неверный', at: '2026-11-22T10:15:00+03:00', language: 'ru', replyTo: '512' },
  {
    type: 'message',
    id: 'm-2',
    from,
    files: [{ url: 'https://gateway.example/1.jpg', name: 'a.jpg', contentType: 'image/jpeg', sizeBytes: 7 }],
  },
  { type: 'message', id: 'm-3', from, button: 'refund' },
  { type: 'delivery', messageId: 512, state: 'failed', reason: 'switched off', conversation: '+79991234567' },
  { type: 'call', id: 'c-1', from, state: 'ended', recordingUrl: 'https://gateway.example/1.ogg' },
  { type: 'left', from, reason: 'STOP' },
  { type: 'returned', from },
]

/** What people post by Direct Line. */
const posted = [
  {
    type: 'message',
    text: 'Мне привезли разбитый телефон',
    locale: 'ru-RU',
    channelData: { page: 'https://shop.example/', utm: { source: 'mail' } },
  },
  { type: 'message', text: 'Возврат', value: 'refund', channelData: { postBack: true } },
  { type: 'message', attachments: [{ contentType: 'image/png', name: 'a.png', contentUrl: 'https://shop.example/a.png' }] },
  { type: 'typing' },
  { type: 'endOfConversation' },
]

/** The envelope is our own server's; what is no JSON does not get into one. */
function inEnvelope(activity: Uint8Array): Uint8Array {
  try {
    return toWebRaw({
      id: 'conv|c-1',
      conversation: 'conv',
      user: { id: 'dl_anna', name: 'Анна' },
      receivedAt: '2026-11-22T07:15:00.000Z',
      files: [],
      activity: JSON.parse(Buffer.from(activity).toString()),
    })
  } catch {
    return activity
  }
}

const letterFolder = new URL('../email/fixtures/charsets/', import.meta.url)
const letters = readdirSync(letterFolder).map((name) => readFileSync(new URL(name, letterFolder)))

/** By the kind of the channel. */
export const payloads: Readonly<Record<string, Payloads>> = {
  telegram: ofJson([...rows, ...groupRows].map(({ update }) => update)),
  vk: ofJson(vkFixtures.map(({ event }) => event)),
  api: ofJson(gatewayEvents, (body) => toGatewayRaw({ id: 'evt_1', timestamp: '1795331700' }, body)),
  bot: ofJson(Object.values(activities)),
  web: ofJson(posted, inEnvelope),
  email: { known: letters, mutated: (chance) => mangledLetter(chance.pick(letters), chance) },
}
