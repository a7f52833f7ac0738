import { isDeepStrictEqual } from 'node:util'
import type { Channel } from '../../../src/core/channel.js'
import type { InboundEvent } from '../../../src/core/model/event.js'

/** What every `parse` promises of any bytes: it does not throw, changes nothing, tells the same again, and what it tells can be stored. */
export async function checkParse(parse: Channel['parse'], raw: Uint8Array): Promise<readonly InboundEvent[]> {
  const kept = Uint8Array.from(raw)
  const events = await parse(raw)
  if (!Buffer.from(kept).equals(raw)) throw new Error('parse has changed its payload')
  const isSame = isDeepStrictEqual(await parse(kept), events)
  const problems = [...(isSame ? [] : ['another answer the second time']), ...events.flatMap(problemsOf)]
  if (problems.length > 0)
    throw new Error(`${problems.join(', ')} in ${JSON.stringify(events)} from ${JSON.stringify(String(Buffer.from(raw)))}`)
  return events
}

function problemsOf(event: InboundEvent): string[] {
  // A gateway names a message of ours by its key alone.
  const isKeyed = event.type === 'receipt' && 'key' in event.of
  const ids = [event.externalId, ...(isKeyed ? [] : [event.conversation, event.sender.externalId])]
  return [
    ...(ids.every((id) => typeof id === 'string' && id !== '') ? [] : ['an empty id']),
    ...(isInstant(event.at) ? [] : [`no instant: ${event.at}`]),
    ...(textsOf(event).every((text) => !/\0|\p{Cs}/u.test(text)) ? [] : ['a text that cannot be stored']),
  ]
}

/** Years of four digits from 1 on: what PostgreSQL and JSON Schema take. */
const isInstant = (at: string): boolean => /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) && !Number.isNaN(Date.parse(at))

const textsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? [...Object.keys(value), ...Object.values(value).flatMap(textsOf)] : []
}
