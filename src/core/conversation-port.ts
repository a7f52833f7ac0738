import type { Readable } from 'node:stream'
import type { ConversationPort, FileIntake, PublicMessage } from './channel.js'
import type { Inbound } from './inbound.js'
import type { LiveBus } from './live-bus.js'
import type { AccountId } from './model/ids.js'
import type { MessageFile } from './model/message.js'

/** What a customer may read of a conversation; notes are not among it. */
export interface PublicReads {
  find(accountId: AccountId, conversation: string): Promise<{ readonly lastSeq: number; readonly isEnded: boolean } | null>
  since(accountId: AccountId, conversation: string, afterSeq: number, limit: number): Promise<readonly PublicMessage[]>
  file(accountId: AccountId, conversation: string, fileId: number): Promise<{ readonly file: MessageFile; readonly stored: string } | null>
}

/** Bytes by the name they are stored under. */
export interface Files extends Pick<FileIntake, 'put'> {
  /** null when there are no such bytes. */
  read(stored: string): Promise<Readable | null>
}

export type PortParts = { readonly inbound: Inbound; readonly reads: PublicReads; readonly bus: LiveBus; readonly files: Files }

/** All that a served channel may do with the rest of the desk. */
export function openConversationPort({ inbound, reads, bus, files }: PortParts): ConversationPort {
  return {
    open: async (start) => void (await inbound.open(start)),
    find: (accountId, conversation) => reads.find(accountId, conversation),
    accept: (arrival) => inbound.accept(arrival),
    since: (accountId, conversation, afterSeq, limit) => reads.since(accountId, conversation, afterSeq, limit),
    onChange: (accountId, conversation, listener) => bus.onChange(accountId, conversation, listener),
    typing: (accountId, conversation, who) => bus.typing({ accountId, conversation, who, name: null }),
    onTyping: (accountId, conversation, listener) => bus.onTyping(accountId, conversation, listener),
    files: {
      put: (content, claimed) => files.put(content, claimed),
      async open(accountId, conversation, fileId) {
        const found = await reads.file(accountId, conversation, fileId)
        const content = found && (await files.read(found.stored))
        return found && content ? { file: found.file, content } : null
      },
    },
  }
}
