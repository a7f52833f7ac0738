import type { Chance } from '../support/chance.js'
import { nastyName, nastyText, nastyValue } from './nasty.js'

const seeds: readonly ((chance: Chance) => Record<string, unknown>)[] = [
  (chance) => ({
    type: 'message',
    from: { id: 'visitor', name: nastyText(chance) },
    text: nastyText(chance),
    locale: chance.pick(['ru-RU', 'zh-Hans-CN', nastyText(chance)]),
    channelData: {
      clientActivityID: chance.pick(['c1', 'c2', nastyText(chance)]),
      page: nastyText(chance),
      utm_source: nastyText(chance),
      utm: { medium: nastyText(chance) },
    },
  }),
  (chance) => ({
    type: 'message',
    from: { id: 'visitor' },
    text: 'Возврат',
    value: chance.pick<unknown>(['refund', 3, nastyValue(chance)]),
    channelData: { postBack: true },
  }),
  (chance) => ({
    type: 'message',
    id: nastyText(chance),
    from: { id: nastyText(chance) },
    text: 'Мне привезли разбитый телефон',
    attachments: [
      {
        contentType: 'image/png',
        name: nastyName(chance),
        contentUrl: chance.pick(['https://shop.example/a.png', 'data:,x', nastyText(chance)]),
      },
    ],
  }),
  () => ({ type: 'typing', from: { id: 'visitor' } }),
  (chance) => ({ type: 'event', name: nastyText(chance), value: nastyValue(chance), from: { id: 'visitor' } }),
  (chance) => ({
    type: chance.pick(['conversationUpdate', 'messageReaction', 'invoke', 'trace', 'handoff', nastyText(chance)]),
    from: { id: 'visitor' },
  }),
]

/** The bytes of an activity: as a client could send it, changed in a few places, or broken as text. */
export const mutatedActivity = (chance: Chance): Buffer => mutated(chance.pick(seeds)(chance), chance)

/** The bytes of a JSON that was good, changed in a few places, or broken as text. */
export function mutated(good: unknown, chance: Chance): Buffer {
  let value = good
  for (let change = chance.below(4); change > 0; change--) value = changeSomewhere(value, chance)
  if (chance.below(3) === 0) value = spoilLeaf(value, chance)
  const json = JSON.stringify(value) ?? ''
  return chance.below(5) === 0 ? breakText(json, chance) : Buffer.from(json)
}

/** Keeps the shape: one text or number somewhere is a strange one of its kind. */
function spoilLeaf(value: unknown, chance: Chance): unknown {
  if (typeof value === 'string') return chance.below(3) === 0 ? chance.pick(strangeTimes) : nastyText(chance)
  if (typeof value === 'number') return chance.pick(strangeNumbers)
  if (typeof value !== 'object' || value === null) return nastyValue(chance)
  if (Array.isArray(value)) {
    const at = chance.below(value.length + 1)
    return value.map((one, place) => (place === at ? spoilLeaf(one, chance) : one))
  }
  const names = Object.keys(value)
  const chosen = names.length === 0 ? '' : chance.pick(names)
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, name === chosen ? spoilLeaf(one, chance) : one]))
}

const strangeTimes = [
  '+275760-09-13T00:00:00.000Z',
  '-000001-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '2026-02-30T25:61:61Z',
  '9999-12-31T23:59:59-14:00',
]
const strangeNumbers = [0, -1, 1.5, 1e308, 2 ** 31, 2 ** 53, -(2 ** 53), 253_402_300_800, 99_999_999_999]

function changeSomewhere(value: unknown, chance: Chance): unknown {
  const isLeaf = typeof value !== 'object' || value === null || chance.below(4) === 0
  if (isLeaf) return nastyValue(chance)
  if (Array.isArray(value)) return value.map((one) => (chance.below(2) === 0 ? changeSomewhere(one, chance) : one))
  const entries = Object.entries(value)
  if (entries.length === 0) return nastyValue(chance)
  const [name] = chance.pick(entries)
  if (chance.below(4) === 0) return Object.fromEntries(entries.filter(([key]) => key !== name))
  return Object.fromEntries(entries.map(([key, one]) => [key, key === name ? changeSomewhere(one, chance) : one]))
}

function breakText(json: string, chance: Chance): Buffer {
  const bytes = Buffer.from(json)
  switch (chance.below(7)) {
    case 0:
      return bytes.subarray(0, chance.below(bytes.length + 1))
    case 1:
      for (let flip = 0; flip < 5; flip++) if (bytes.length > 0) bytes[chance.below(bytes.length)] = chance.below(256)
      return bytes
    case 2:
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])
    case 3:
      return Buffer.from(json, 'utf16le')
    case 4:
      return Buffer.from(`${json}${json}`)
    case 5:
      return Buffer.from(json.replace('"type"', '"type":"message","type"'))
    default:
      return Buffer.from(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
  }
}

/** A credential that is not the one it was made of. */
export function forged(token: string, chance: Chance): string {
  const at = chance.below(token.length)
  const [header = '', payload = '', signature = ''] = token.split('.')
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
  return chance.pick([
    `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`,
    token.slice(0, at),
    `${none}.${payload}.`,
    `${none}.${payload}.${signature}`,
    `${header}.${Buffer.from('null').toString('base64url')}.${signature}`,
    `${header}.${payload}`,
    `${token}.${signature}`,
    '',
    'Bearer',
    'a'.repeat(7_000),
  ])
}
