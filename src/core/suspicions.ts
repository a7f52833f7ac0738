import type { MessageId } from './model/ids.js'
import type { Reading } from './model/reading.js'
import type { ConversationScene, SuspicionDraft } from './scene.js'
import { plusMs, type Work } from './work.js'

/** This long the customer or an operator may say whether a message is one more complaint; then the desk registers it by itself. */
const decideAfterMs = 120_000

export function suspect(work: Work, scene: ConversationScene, messageId: MessageId, text: string, reading: Reading): void {
  work.suspicions.push({
    messageId,
    conversationId: scene.conversation.id,
    text,
    reading,
    decideAt: plusMs(work.now, decideAfterMs),
    outcome: null,
    isNew: true,
    isChanged: true,
  })
}

/** The newest suspicion that nobody has decided. */
export function keptSuspicion(work: Work, scene: ConversationScene): SuspicionDraft | undefined {
  const fresh = work.suspicions.filter((one) => one.conversationId === scene.conversation.id)
  return [...scene.suspicions, ...fresh].filter((one) => one.outcome === null).at(-1)
}

export function settleSuspicion(suspicion: SuspicionDraft | undefined, outcome: 'registered' | 'dismissed'): void {
  if (!suspicion) return
  suspicion.outcome = outcome
  suspicion.isChanged = true
}
