/** Careful reading of what a stranger's JSON may hold in any shape. */
export type Fields = Readonly<Record<string, unknown>>

const none: Fields = {}

export const toFields = (value: unknown): Fields => (isFields(value) ? value : none)
export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
export const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
export const toText = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Ids of chats, people and messages are whole numbers of at most 52 bits: https://core.telegram.org/bots/api#chat */
export const toId = (value: unknown): string | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value !== 0 ? String(value) : null

/** Unix time in seconds to ISO 8601; what is none becomes 1970, which order does not go by. */
export function toInstant(seconds: unknown): string {
  const isTime = typeof seconds === 'number' && Number.isSafeInteger(seconds) && seconds > 0 && seconds < 253_402_300_800
  return new Date(isTime ? seconds * 1_000 : 0).toISOString()
}
