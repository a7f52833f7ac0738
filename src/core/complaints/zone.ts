/** A stretch of time in which a zone's clocks keep one distance from UTC. `endMs` is not in it. */
export type OffsetSpan = { readonly startMs: number; readonly endMs: number; readonly offsetMs: number }

/**
 * The span of `timeZone` (IANA name) that holds the instant `atMs`. A constant offset over a new year comes as two spans.
 * A year of a zone is read from Intl once and kept, so a new tz database needs a new process.
 * @throws RangeError for a zone that this Node does not know.
 */
export function offsetSpanAt(timeZone: string, atMs: number): OffsetSpan {
  const zone = zoneOf(timeZone)
  if (zone.last && atMs >= zone.last.startMs && atMs < zone.last.endMs) return zone.last
  const year = new Date(atMs).getUTCFullYear()
  const spans = zone.years.get(year) ?? readYear(zone.format, year)
  zone.years.set(year, spans)
  zone.last = spans.find((span) => atMs < span.endMs)
  if (!zone.last) throw new RangeError(`No time at ${atMs} ms in ${timeZone}.`)
  return zone.last
}

/** `atMs` as the zone's wall shows it, in milliseconds since 1970-01-01 00:00 on that wall. */
export function wallOf(timeZone: string, atMs: number): number {
  return atMs + offsetSpanAt(timeZone, atMs).offsetMs
}

/**
 * The instant at which the zone's wall shows `wallMs`. A time that the clocks skip is moved on by what they skip; of a time that
 * comes twice the first is meant (RFC 5545 §3.3.5, and `disambiguation: 'compatible'` of Temporal).
 */
export function instantOf(timeZone: string, wallMs: number): number {
  const before = offsetSpanAt(timeZone, wallMs - dayMs).offsetMs
  const after = offsetSpanAt(timeZone, wallMs + dayMs).offsetMs
  const early = wallMs - before
  return wallOf(timeZone, early) === wallMs || wallOf(timeZone, wallMs - after) !== wallMs ? early : wallMs - after
}

/** Milliseconds of an ISO 8601 instant. @throws RangeError when it is none. */
export function msOf(iso: string): number {
  const ms = Date.parse(iso)
  if (Number.isNaN(ms)) throw new RangeError(`"${iso}" is not an ISO 8601 instant.`)
  return ms
}

export const minuteMs = 60_000
export const dayMs = 86_400_000

type Zone = { readonly format: Intl.DateTimeFormat; readonly years: Map<number, readonly OffsetSpan[]>; last: OffsetSpan | undefined }
const zones = new Map<string, Zone>()

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone)
  if (known) return known
  const two = '2-digit'
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ year: 'numeric', month: two, day: two, hour: two, minute: two, second: two },
  })
  const zone: Zone = { format, years: new Map(), last: undefined }
  zones.set(timeZone, zone)
  return zone
}

/** The spans of one UTC year, end to end. Looks at each day's start; no zone has changed twice within a day. */
function readYear(format: Intl.DateTimeFormat, year: number): readonly OffsetSpan[] {
  const spans: OffsetSpan[] = []
  const endMs = Date.UTC(year + 1, 0, 1)
  let startMs = Date.UTC(year, 0, 1)
  let offsetMs = readOffset(format, startMs)
  for (let ms = startMs + dayMs; ms <= endMs; ms += dayMs) {
    const next = readOffset(format, ms)
    if (next === offsetMs) continue
    const changeMs = findChange(format, ms - dayMs, ms)
    spans.push({ startMs, endMs: changeMs, offsetMs })
    startMs = changeMs
    offsetMs = next
  }
  if (startMs < endMs) spans.push({ startMs, endMs, offsetMs })
  return spans
}

/** The first second in (`fromMs`, `toMs`] with the offset of `toMs`. */
function findChange(format: Intl.DateTimeFormat, fromMs: number, toMs: number): number {
  const newOffsetMs = readOffset(format, toMs)
  let before = fromMs / 1000
  let after = toMs / 1000
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (readOffset(format, middle * 1000) === newOffsetMs) after = middle
    else before = middle
  }
  return after * 1000
}

/** Intl tells no offset to the second, so it is read off the wall: `11/22/2026, 10:15:00`. */
function readOffset(format: Intl.DateTimeFormat, atMs: number): number {
  const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] = (format.format(atMs).match(/\d+/g) ?? []).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second) - atMs
}
