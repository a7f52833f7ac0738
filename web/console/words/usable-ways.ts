import type { ConversationDto } from '../../../src/http/contract'

type Way = ConversationDto['ways'][number]

/** An address that a person would recognise; numbers of a platform's own say nothing. */
export const readableAddress = (to: string): string | null => (/@|^\+\d/u.test(to) ? to : null)

/** Those that work; where none does, all of them, for a block may be lifted. */
export function usableWays(ways: readonly Way[]): readonly Way[] {
  const open = ways.filter(({ blockedAt }) => blockedAt === null)
  return open.length > 0 ? open : ways
}
