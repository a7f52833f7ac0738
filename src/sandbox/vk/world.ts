import { randomUUID } from 'node:crypto'
import { randomIdMs } from './reference.js'
import type { VkEvent, VkMessage } from './shapes.js'

export type StoredFile = { readonly id: number; readonly name: string; readonly bytes: Buffer; readonly kind: string }
export type Person = { readonly id: number; readonly firstName: string; readonly lastName: string }
type Draft = Partial<VkMessage> & Pick<VkMessage, 'peer_id' | 'from_id' | 'text' | 'out'>

/** What VK knows of one community: people, dialogs, files; and the one place where events are made. */
export function openWorld(groupId: number, now: () => number, publish: (event: VkEvent) => void) {
  const dialogs = new Map<number, VkMessage[]>()
  const people = new Map<number, Person>()
  const allowed = new Set<number>()
  const files = new Map<number, StoredFile>()
  const sent = new Map<string, { readonly message: VkMessage; readonly at: number }>()
  let lastId = 0

  const dialog = (peer: number): VkMessage[] => {
    const messages = dialogs.get(peer) ?? []
    dialogs.set(peer, messages)
    return messages
  }

  const world = {
    groupId,
    now,
    people,
    allowed,
    files,
    nextId: () => ++lastId,
    messages: (peer: number): readonly VkMessage[] => dialogs.get(peer) ?? [],
    all: (): readonly VkMessage[] => [...dialogs.values()].flat(),
    /** Peers, the one with the newest message first. */
    peers: (): number[] =>
      [...dialogs.entries()]
        .filter(([, messages]) => messages.length > 0)
        .sort(([, a], [, b]) => (b.at(-1)?.id ?? 0) - (a.at(-1)?.id ?? 0))
        .map(([peer]) => peer),
    addFile(name: string, bytes: Buffer, kind: string): StoredFile {
      const file = { id: world.nextId(), name, bytes, kind }
      files.set(file.id, file)
      return file
    },
    add(draft: Draft): VkMessage {
      const messages = dialog(draft.peer_id)
      const message: VkMessage = {
        date: Math.floor(now() / 1000),
        id: world.nextId(),
        version: 10_000_000 + lastId,
        attachments: [],
        fwd_messages: [],
        important: false,
        is_hidden: false,
        random_id: 0,
        conversation_message_id: (messages.at(-1)?.conversation_message_id ?? 0) + 1,
        ...draft,
      }
      messages.push(message)
      return message
    },
    replace(message: VkMessage): void {
      const messages = dialog(message.peer_id)
      messages[messages.findIndex(({ id }) => id === message.id)] = message
    },
    /** The message that this random_id stands for already, if it was sent within the hour. */
    findSent(peer: number, randomId: number): VkMessage | null {
      const found = sent.get(`${peer}:${randomId}`)
      return randomId !== 0 && found && now() - found.at < randomIdMs ? found.message : null
    },
    keepSent(message: VkMessage): void {
      sent.set(`${message.peer_id}:${message.random_id}`, { message, at: now() })
    },
    emit(type: string, object: unknown): VkEvent {
      const event = { group_id: groupId, type, event_id: randomUUID().replaceAll('-', ''), v: '5.199', object }
      publish(event)
      return event
    },
  }
  return world
}

export type World = ReturnType<typeof openWorld>
