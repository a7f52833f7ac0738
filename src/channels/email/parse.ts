import type { InboundEvent } from '../../core/model/event.js'
import { type Mailroom, toUnreadable } from './parse-letter.js'
import { readers } from './parse-mime.js'
import type { Runner } from './parse-runner.js'

/**
 * Hop 2 of e-mail: one stored letter into events. Total: each reader is tried in a thread with limits; where all fail the letter is kept for a
 * person, with the reason of the first.
 */
export async function parse(raw: Uint8Array, mailroom: Mailroom, runner: Runner): Promise<readonly InboundEvent[]> {
  let problem: string | null = null
  for (const reader of readers) {
    const heard = await runner.run({ task: 'parse', raw, reader, mailroom })
    if (heard.answer === 'events') return heard.events
    if (heard.answer === 'failed') problem ??= heard.reason
  }
  return [toUnreadable(raw, problem ?? 'unknown')]
}
