import { EventEmitter } from 'node:events'
import type { Arrival, ConversationPort, PublicMessage } from '../../../src/core/channel.js'
import type { InboundEvent } from '../../../src/core/model/event.js'
import type { AccountId, FileId, MessageId } from '../../../src/core/model/ids.js'
import type { MessageFile } from '../../../src/core/model/message.js'
import type { FileStore } from '../../../src/storage/files.js'

type Thread = { readonly messages: PublicMessage[]; lastSeq: number; isEnded: boolean; readonly changes: EventEmitter }
export type Draft = Partial<Pick<PublicMessage, 'text' | 'choices' | 'ask' | 'files' | 'complaint' | 'author'>>

export type MemoryPortOptions = {
  readonly parse: (raw: Uint8Array) => readonly InboundEvent[]
  readonly store: FileStore
  /** What the desk says to a message. */
  readonly answer?: (text: string) => readonly Draft[]
}

/** Stands in for the core's port in the tests of the protocol alone: same promises, kept in memory. */
export class MemoryPort implements ConversationPort {
  readonly inbox: Arrival[] = []
  readonly opened: Parameters<ConversationPort['open']>[0][] = []
  readonly typed: string[] = []
  readonly found: string[] = []
  /** Makes every nudge a bare one, or swallows them, as another process would. */
  nudges: 'fresh' | 'bare' | 'none' = 'fresh'
  /** How long the ledger takes to answer a read, for races. */
  readDelay: () => Promise<void> = async () => undefined
  private readonly threads = new Map<string, Thread>()
  private readonly kept = new Map<number, { readonly thread: string; readonly stored: string; readonly file: MessageFile }>()
  private lastId = 1_000

  constructor(private readonly options: MemoryPortOptions) {}

  readonly files: ConversationPort['files'] = {
    put: (content, claimed) => this.options.store.put(content, claimed),
    open: async (accountId, conversation, fileId) => {
      const kept = this.kept.get(fileId)
      const content = kept?.thread === key(accountId, conversation) ? await this.options.store.read(kept.stored) : null
      return kept && content ? { file: kept.file, content } : null
    },
  }

  async open(start: Parameters<ConversationPort['open']>[0]): Promise<void> {
    this.opened.push(start)
    const thread = key(start.accountId, start.conversation)
    if (this.threads.has(thread)) return
    this.threads.set(thread, { messages: [], lastSeq: 0, isEnded: false, changes: new EventEmitter().setMaxListeners(0) })
  }

  async find(accountId: AccountId, conversation: string) {
    this.found.push(conversation)
    await this.readDelay()
    const thread = this.threads.get(key(accountId, conversation))
    return thread ? { lastSeq: thread.lastSeq, isEnded: thread.isEnded } : null
  }

  async accept(arrival: Arrival): Promise<{ isNew: boolean }> {
    if (this.inbox.some(({ externalId }) => externalId === arrival.externalId)) return { isNew: false }
    this.inbox.push(arrival)
    setImmediate(() => this.handle(arrival))
    return { isNew: true }
  }

  async since(accountId: AccountId, conversation: string, afterSeq: number, limit: number): Promise<readonly PublicMessage[]> {
    await this.readDelay()
    return this.thread(accountId, conversation)
      .messages.filter(({ seq }) => seq > afterSeq)
      .slice(0, limit)
  }

  onChange(accountId: AccountId, conversation: string, listener: (fresh: readonly PublicMessage[]) => void): () => void {
    return listen(this.thread(accountId, conversation).changes, 'change', listener)
  }

  typing(accountId: AccountId, conversation: string, who: 'person' | 'operator'): void {
    if (who === 'person') this.typed.push(conversation)
    this.thread(accountId, conversation).changes.emit('typing', who)
  }

  onTyping(accountId: AccountId, conversation: string, listener: (who: 'person' | 'operator') => void): () => void {
    return listen(this.thread(accountId, conversation).changes, 'typing', listener)
  }

  /** The desk says something, in one commit. */
  say(accountId: AccountId, conversation: string, ...drafts: readonly Draft[]): readonly PublicMessage[] {
    return this.commit(
      accountId,
      conversation,
      drafts.map((draft) => this.toMessage(draft)),
    )
  }

  /** An internal note takes a seq and is never shown. */
  note(accountId: AccountId, conversation: string): void {
    this.thread(accountId, conversation).lastSeq += 1
    this.nudge(this.thread(accountId, conversation), [])
  }

  end(accountId: AccountId, conversation: string): void {
    this.thread(accountId, conversation).isEnded = true
    this.nudge(this.thread(accountId, conversation), [])
  }

  /** How many sockets listen, to see that none is left behind. */
  listeners(accountId: AccountId, conversation: string): number {
    return this.thread(accountId, conversation).changes.listenerCount('change')
  }

  private handle({ accountId, raw }: Arrival): void {
    for (const event of this.options.parse(raw)) {
      if (event.type === 'ended') this.end(accountId, event.conversation)
      if (event.type !== 'message' && event.type !== 'unreadable') continue
      const files = event.type === 'message' ? event.files.map((file) => this.keep(accountId, event.conversation, file)) : []
      const text = event.type === 'message' ? event.text : ''
      const asked = this.toMessage({ text, files, author: { kind: 'person', name: event.sender.name } })
      const answers = (this.options.answer?.(text) ?? []).map((draft) => this.toMessage(draft))
      this.commit(accountId, event.conversation, [{ ...asked, direction: 'in', externalId: event.externalId }, ...answers])
    }
  }

  private keep(accountId: AccountId, conversation: string, file: Extract<InboundEvent, { type: 'message' }>['files'][number]): MessageFile {
    this.lastId += 1
    const { name, contentType, sizeBytes } = file
    const kept = { id: this.lastId as FileId, name, contentType, sizeBytes: sizeBytes ?? 0 }
    this.kept.set(kept.id, { thread: key(accountId, conversation), stored: 'stored' in file.ref ? file.ref.stored : '', file: kept })
    return kept
  }

  private toMessage(draft: Draft): PublicMessage {
    this.lastId += 1
    return {
      id: this.lastId as MessageId,
      seq: 0,
      direction: 'out',
      author: { kind: 'flow', name: 'flow' },
      text: '',
      choices: [],
      ask: null,
      files: [],
      externalId: null,
      complaint: null,
      at: new Date().toISOString(),
      ...draft,
    }
  }

  private commit(accountId: AccountId, conversation: string, drafts: readonly PublicMessage[]): readonly PublicMessage[] {
    const thread = this.thread(accountId, conversation)
    const messages = drafts.map((draft) => {
      thread.lastSeq += 1
      return { ...draft, seq: thread.lastSeq }
    })
    thread.messages.push(...messages)
    this.nudge(thread, messages)
    return messages
  }

  private nudge(thread: Thread, fresh: readonly PublicMessage[]): void {
    if (this.nudges !== 'none') thread.changes.emit('change', this.nudges === 'bare' ? [] : fresh)
  }

  private thread(accountId: AccountId, conversation: string): Thread {
    const thread = this.threads.get(key(accountId, conversation))
    if (!thread) throw new Error('no such conversation')
    return thread
  }
}

const key = (accountId: AccountId, conversation: string): string => `${accountId} ${conversation}`

function listen<Args extends readonly unknown[]>(changes: EventEmitter, name: string, listener: (...args: Args) => void): () => void {
  const call = (...args: unknown[]) => listener(...(args as unknown as Args))
  changes.on(name, call)
  return () => void changes.off(name, call)
}
