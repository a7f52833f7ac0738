import type { Author, Choice, MessageActivity } from '../direct-line/activity'
import type { ClientState } from '../direct-line/client'
import type { Outgoing } from '../direct-line/outgoing'

/** One line of the log. `opensDay` and `opensGroup` say what stands above it, `closesGroup` whether its time is shown. */
export type Entry = {
  key: string
  at: number
  author: Author
  opensDay: boolean
  opensGroup: boolean
  closesGroup: boolean
} & ({ type: 'message'; message: MessageActivity } | { type: 'outgoing'; outgoing: Outgoing })

/** The desk's messages in the desk's order, then the customer's own that it has not shown yet. */
export function toEntries({ messages, outgoing }: Pick<ClientState, 'messages' | 'outgoing'>): Entry[] {
  const bare = [
    ...messages.map((message) => ({
      type: 'message' as const,
      message,
      key: message.clientActivityID ?? message.id,
      at: message.at,
      author: message.author,
    })),
    ...outgoing.map((item) => ({ type: 'outgoing' as const, outgoing: item, key: item.id, at: item.createdAt, author: customer })),
  ]
  return bare.map((entry, index) => ({
    ...entry,
    opensDay: !isSameDay(bare[index - 1], entry),
    opensGroup: !isSameGroup(bare[index - 1], entry),
    closesGroup: !isSameGroup(entry, bare[index + 1]),
  }))
}

const customer: Author = { kind: 'person', name: '' }

/** What the customer can answer by a button now: nothing, once they have said something after it. */
export function openQuestion({ messages, outgoing }: Pick<ClientState, 'messages' | 'outgoing'>): {
  choices: Choice[]
  ask?: MessageActivity['ask'] | undefined
} {
  if (outgoing.length) return { choices: [] }
  const since = messages.slice(messages.findLastIndex((message) => message.author.kind === 'person') + 1)
  const asking = since.findLast((message) => message.choices.length || message.ask)
  return asking ? { choices: asking.choices, ask: asking.ask } : { choices: [] }
}

type Placed = { at: number; author: Author }
const groupMs = 5 * 60_000

function isSameGroup(one: Placed | undefined, other: Placed | undefined): boolean {
  if (!one || !other) return false
  const isSameAuthor = one.author.kind === other.author.kind && (one.author.kind === 'person' || one.author.name === other.author.name)
  return isSameAuthor && isSameDay(one, other) && other.at - one.at < groupMs
}

function isSameDay(one: Placed | undefined, other: Placed): boolean {
  return one !== undefined && new Date(one.at).toDateString() === new Date(other.at).toDateString()
}
