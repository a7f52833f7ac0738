import type { Call } from './call.js'
import { withPatience } from './patience.js'
import { toText } from './read.js'
import type { Update } from './update.js'

const patienceMs = 10_000

/**
 * Tells people's Telegram that their presses have arrived, so that their buttons stop waiting. Never rejects: one that came late can no longer
 * be answered, and what it said is written down already. https://core.telegram.org/bots/api#answercallbackquery
 */
export async function answerPresses(call: Call, updates: readonly Update[], signal: AbortSignal): Promise<void> {
  for (const id of updates.map(pressIdOf)) {
    if (id === null) continue
    const answer = withPatience(patienceMs, signal, (patience) => call('answerCallbackQuery', { callback_query_id: id }, patience))
    await answer.catch(() => {})
  }
}

export const pressIdOf = ({ kind, content }: Update): string | null =>
  kind === 'callback_query' && toText(content.id) !== '' ? toText(content.id) : null
