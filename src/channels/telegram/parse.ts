import { createHash } from 'node:crypto'
import { cleanLine, cleanText } from '../../core/clean-text.js'
import type { InboundEvent } from '../../core/model/event.js'
import { toLanguage, toMessageEvents } from './message.js'
import { type Fields, toFields, toId, toInstant, toList, toText } from './read.js'
import { chatOf, parseUpdate, personOf, type Update } from './update.js'
import { toName, toWords } from './words.js'

/** Hop 2: one update of the inbox into events. Pure and total. `groups: false` leaves out what is said in groups and channels. */
export function parse(raw: Uint8Array, { groups }: { readonly groups: boolean }): readonly InboundEvent[] {
  const update = parseUpdate(raw)
  if (typeof update === 'string') return [toStray(raw, update)]
  if (!groups && isOfMany(update.content)) return []
  if (quietKinds.has(update.kind)) return []
  const base = toBase(update)
  return base ? (readers.get(update.kind) ?? readUnknown)(base, update) : readHomeless(raw, update)
}

type Base = Pick<InboundEvent, 'conversation' | 'externalId' | 'sender' | 'at'>
type Reader = (base: Base, update: Update) => readonly InboundEvent[]

/** By https://core.telegram.org/bots/api#update */
const readers: ReadonlyMap<string, Reader> = new Map([
  ['message', readMessage],
  ['channel_post', readMessage],
  ['edited_message', readEdit],
  ['edited_channel_post', readEdit],
  ['callback_query', readPress],
  ['message_reaction', readReaction],
  ['my_chat_member', readMembership],
])

/** Counts and settings: nothing that one person said or did to the desk. */
const quietKinds: ReadonlySet<string> = new Set([
  '',
  'message_reaction_count',
  'poll',
  'chat_member',
  'chat_boost',
  'removed_chat_boost',
  'business_connection',
])

function readMessage(base: Base, { content }: Update): readonly InboundEvent[] {
  const id = toId(content.message_id)
  return id ? toMessageEvents({ ...base, externalId: id }, content) : [toUnreadable(base, 'a message without an id')]
}

function readEdit(base: Base, { content }: Update): readonly InboundEvent[] {
  const of = toId(content.message_id)
  if (!of) return [toUnreadable(base, 'an edit of a message without an id')]
  return [{ ...base, at: toInstant(content.edit_date), type: 'edited', of, text: toWords(content) }]
}

/** https://core.telegram.org/bots/api#callbackquery. The message may be too old to be shown; the press counts all the same. */
function readPress(base: Base, { content }: Update): readonly InboundEvent[] {
  const data = toText(content.data)
  const button = cleanLine(data, 200)
  if (button === '') return [toUnreadable(base, 'a press without data')]
  const message = toFields(content.message)
  const replyTo = toId(message.message_id)
  return [
    {
      ...base,
      externalId: `press-${cleanLine(toText(content.id), 64)}`,
      type: 'message',
      text: cleanText(titleOf(message, data)).trim() || button,
      files: [],
      button,
      language: toLanguage(toFields(content.from)),
      context: {},
      groupId: null,
      ...(replyTo && { replyTo }),
    },
  ]
}

function titleOf(message: Fields, data: string): string {
  const buttons = toList(toFields(message.reply_markup).inline_keyboard).flatMap(toList).map(toFields)
  return toText(buttons.find((button) => button.callback_data === data)?.text)
}

/** https://core.telegram.org/bots/api#messagereactionupdated. A reaction that is no plain emoji is shown as a picture that the desk lacks. */
function readReaction(base: Base, { content }: Update): readonly InboundEvent[] {
  const of = toId(content.message_id)
  if (!of) return [toUnreadable(base, 'a reaction to a message without an id')]
  const reaction = toList(content.new_reaction).at(-1)
  const emoji = reaction === undefined ? null : cleanLine(toText(toFields(reaction).emoji), 10) || '▫️'
  return [{ ...base, type: 'reaction', of, emoji }]
}

/** https://core.telegram.org/bots/api#chatmemberupdated, of the bot itself: in a private chat only when it is blocked or unblocked. */
function readMembership(base: Base, { content }: Update): readonly InboundEvent[] {
  const isOut = (member: unknown) => ['kicked', 'left'].includes(toText(toFields(member).status))
  if (isOut(content.new_chat_member)) {
    return [{ ...base, type: 'left', reason: isOfMany(content) ? 'the bot was removed from the group' : 'the bot was blocked' }]
  }
  return isOut(content.old_chat_member) ? [{ ...base, type: 'returned' }] : []
}

/** A kind that this desk does not know yet: kept for a person when a person did it. */
function readUnknown(base: Base, { kind, content }: Update): readonly InboundEvent[] {
  return personOf(content) ? [toUnreadable(base, `an update of kind ${cleanLine(kind, 40)}`)] : []
}

const readHomeless = (raw: Uint8Array, { kind, content }: Update): readonly InboundEvent[] =>
  readers.has(kind) || Object.keys(content).length === 0 ? [toStray(raw, `an update of kind ${cleanLine(kind, 40)} without a chat`)] : []

function toBase({ content, updateId, kind, hash }: Update): Base | null {
  const conversation = chatOf(content) ?? personOf(content)
  if (!conversation) return null
  const from = toFields(content.from ?? content.user ?? content.sender_chat)
  return {
    conversation,
    externalId: `${kind.slice(0, 40).replace(/\W/g, '')}-${updateId}-${hash.slice(0, 16)}`,
    sender: { externalId: toId(from.id) ?? conversation, name: toName(from) },
    at: toInstant(content.date),
  }
}

function isOfMany(content: Fields): boolean {
  const { type, id } = toFields(content.chat ?? toFields(content.message).chat)
  return typeof type === 'string' ? type !== 'private' : typeof id === 'number' && id < 0
}

const toUnreadable = (base: Base, reason: string): InboundEvent => ({ ...base, type: 'unreadable', reason })

/** For bytes that no update was. Named by their hash, so that reading them again tells the same. */
function toStray(raw: Uint8Array, reason: string): InboundEvent {
  const id = createHash('sha256').update(raw).digest('hex')
  // Nobody knows who it was, so it is a person of its own: two strangers are never taken for one.
  const conversation = `stray-${id}`
  const sender = { externalId: conversation, name: null }
  return { type: 'unreadable', conversation, externalId: id, sender, at: new Date(0).toISOString(), reason }
}
