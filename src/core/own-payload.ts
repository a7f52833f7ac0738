import type { InboundEvent } from './model/event.js'

/** An event of our own pages, kept in the inbox like any other payload so that it is handled by the same hops. */
export const toOwnRaw = (event: InboundEvent): Uint8Array => new TextEncoder().encode(JSON.stringify(event))

/** Only what `toOwnRaw` wrote comes back here: the row's form says so, no outsider can set it. */
export const fromOwnRaw = (raw: Uint8Array): InboundEvent => JSON.parse(new TextDecoder().decode(raw)) as InboundEvent
