import { createHash } from 'node:crypto'

const largest = 2 ** 31 - 1

/**
 * `random_id` of a call, by which VK tells a repetition: 1 to 2^31 - 1, never 0, the same for the same key for ever, and different for
 * 2^31 - 1 keys in a row. Begins elsewhere for each desk: two of them in one community, or one set up anew, would swallow each other's words.
 */
export function toRandomId(key: number, signingKey: string): number {
  const start = createHash('sha256').update(`vk random_id ${signingKey}`).digest().readUInt32BE(0)
  return (((key % largest) + (start % largest)) % largest) + 1
}
