import pg from 'pg'

type Parse = (text: string) => unknown

/** text[] (1009), which the module's list of type numbers leaves out. */
const textArray: (text: string) => (string | null)[] = pg.types.getTypeParser(1009 as typeof pg.types.builtins.TEXT)

/** How values of Postgres are read, for our own connections only: the pg module's own table stays as it is. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (format === 'binary' ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format),
}

const parsers = new Map<number, Parse>([
  [20, readInteger],
  [1016, (text) => textArray(text).map(orNull(readInteger))],
  [1184, readTime],
  [1185, (text) => textArray(text).map(orNull(readTime))],
  // A date is a day on somebody's calendar and a timestamp has no zone: neither is a moment, so neither becomes one.
  [1082, String],
  [1182, textArray],
  [1114, String],
  [1115, textArray],
])

/** bigint: our ids and counts stay far below 2^53; what does not fit is an error, not another number. */
export function readInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a number`)
  return value
}

/** timestamptz of a connection in UTC, '2026-03-01 09:05:07.123456+00' → '2026-03-01T09:05:07.123Z', as Date#toISOString writes it. */
export function readTime(text: string): string {
  if (!/^\d{4}-.*\+00$/.test(text)) return readOddTime(text)
  const fraction = text.slice(20, -3).padEnd(3, '0').slice(0, 3)
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`
}

function readOddTime(text: string): string {
  if (text.endsWith('infinity')) return text
  const ofPg = pg.types.getTypeParser(1184)(text)
  return ofPg instanceof Date ? ofPg.toISOString() : text
}

function orNull(parse: Parse): (text: string | null) => unknown {
  return (text) => (text === null ? null : parse(text))
}
