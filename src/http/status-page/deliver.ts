import type { ConversationPort, StoredFile } from '../../core/channel.js'
import { toOwnRaw } from '../../core/own-payload.js'
import type { StatusPage } from '../../core/reads.js'

export type Words = {
  readonly text: string
  readonly files: readonly StoredFile[]
  /** The same one twice is one message. */
  readonly externalId: string
  readonly at: string
}

/** So long the page is held back for the message to stand in the thread it shows; what takes longer is there at the next look. */
const patienceMs = 1_500

/** Brings a message into the conversation by the inbox, as every message comes. Resolves when it is written down and, as a rule, handled. */
export async function deliver(
  port: Pick<ConversationPort, 'accept' | 'onChange'>,
  { conversation: { accountId, conversation, senderId } }: Pick<StatusPage, 'conversation'>,
  { text, files, externalId, at }: Words,
): Promise<void> {
  const raw = toOwnRaw({
    type: 'message',
    conversation,
    externalId,
    sender: { externalId: senderId, name: null },
    at,
    text,
    files: files.map(({ stored, name, contentType, sizeBytes }) => ({ name, contentType, sizeBytes, ref: { stored } })),
    button: null,
    language: null,
    context: {},
    groupId: null,
  })
  let stop = (): void => undefined
  const changed = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, patienceMs).unref()
    const stopListening = port.onChange(accountId, conversation, () => resolve())
    stop = () => {
      clearTimeout(timer)
      stopListening()
    }
  })
  try {
    const { isNew } = await port.accept({ accountId, externalId, lane: conversation, form: 'desk', raw })
    if (isNew) await changed
  } finally {
    stop()
  }
}
