import { createHash } from 'node:crypto'
import { cleanLine, cleanText } from '../../core/clean-text.js'
import type { ArrivedFile, InboundEvent } from '../../core/model/event.js'
import { type Language, languages } from '../../core/model/reading.js'
import { type GatewayEvent, readEvent } from './event-shape.js'
import type { Proof } from './signature.js'

type Told = Pick<InboundEvent, 'conversation' | 'externalId' | 'sender' | 'at'>

/** What the inbox keeps: the id and the time of the request, a line each, then the body as it came. */
export const toRaw = ({ id, timestamp }: Proof, body: Uint8Array): Uint8Array => Buffer.concat([Buffer.from(`${id}\n${timestamp}\n`), body])

/** Hop 2 of the generic channel. Pure and total. */
export function parse(raw: Uint8Array): readonly InboundEvent[] {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const idEnd = bytes.indexOf('\n')
  const timeEnd = bytes.indexOf('\n', idEnd + 1)
  const id = cleanLine(bytes.toString('utf8', 0, Math.max(idEnd, 0)), 200)
  const seconds = timeEnd < 0 ? '' : bytes.toString('latin1', idEnd + 1, timeEnd)
  if (id === '' || !/^\d{1,11}$/.test(seconds)) return [toUnreadable(strayOf(raw), 'no event of a gateway')]
  const proof = { id, at: new Date(Number(seconds) * 1_000).toISOString() }
  const reading = readEvent(bytes.subarray(timeEnd + 1))
  if (reading.type === 'event') return [toEvent(reading.event, proof)]
  const stray = { ...strayOf(raw), externalId: `event|${id}`, at: proof.at }
  if (reading.type === 'unknown') return [toUnreadable(stray, `an event of type ${reading.name}`)]
  return [toUnreadable(stray, reading.problems.map(({ name, problem }) => cleanLine(`${name} ${problem}`, 200)).join('; '))]
}

/** The conversation of an event; '' where a delivery report names none. */
export const conversationOf = (event: GatewayEvent): string => event.conversation ?? ('from' in event ? event.from.id : '')

function toEvent(event: GatewayEvent, proof: { readonly id: string; readonly at: string }): InboundEvent {
  const told: Told = {
    conversation: conversationOf(event),
    externalId: `event|${proof.id}`,
    sender: 'from' in event ? toSender(event.from) : { externalId: conversationOf(event), name: null },
    at: event.at ?? proof.at,
  }
  switch (event.type) {
    case 'message':
      return toMessage(event, { ...told, externalId: event.id })
    case 'delivery':
      return {
        ...told,
        type: 'receipt',
        of: { key: event.messageId },
        state: event.state,
        isUpTo: false,
        reason: event.reason ? cleanLine(event.reason, 300) : null,
      }
    case 'call':
      return {
        ...told,
        type: 'call',
        externalId: `call|${event.id}|${event.state}`,
        state: event.state,
        callId: event.id,
        recordingUrl: event.recordingUrl ?? null,
      }
    case 'left':
      return { ...told, type: 'left', reason: cleanLine(event.reason ?? '', 300) }
    case 'returned':
      return { ...told, type: 'returned' }
  }
}

function toMessage(event: Extract<GatewayEvent, { type: 'message' }>, told: Told): InboundEvent {
  const button = cleanLine(event.button ?? '', 200) || null
  const text = cleanText(event.text)
  if (text.trim() === '' && event.files.length === 0 && button === null) return toUnreadable(told, 'a message of control characters')
  return {
    ...told,
    type: 'message',
    text: text.trim() === '' ? (button ?? '') : text,
    files: event.files.map(toFile),
    button,
    language: toLanguage(event.language),
    context: {},
    groupId: null,
    ...(event.replyTo && { replyTo: event.replyTo }),
  }
}

const toFile = ({ url, name, contentType, sizeBytes }: Extract<GatewayEvent, { type: 'message' }>['files'][number]): ArrivedFile => ({
  name: cleanLine(name, 200) || 'file',
  contentType: cleanLine(contentType, 200) || 'application/octet-stream',
  sizeBytes: sizeBytes ?? null,
  ref: { remote: url },
})

const toSender = ({ id, name }: { readonly id: string; readonly name?: string | null | undefined }) => ({
  externalId: id,
  name: cleanLine(name ?? '', 100) || null,
})

/** `ru`, `ru-RU`, `zh_Hans`: the first part, where it is a language of the desk. */
const toLanguage = (tag: string | null | undefined): Language | null =>
  languages.find((one) => tag?.toLowerCase().split(/[-_]/, 1)[0] === one) ?? null

const toUnreadable = (told: Told, reason: string): InboundEvent => ({ ...told, type: 'unreadable', reason })

/** Named by the bytes' hash, so that reading them again tells the same; its sender too, so that two strangers are never taken for one. */
function strayOf(raw: Uint8Array): Told {
  const hash = createHash('sha256').update(raw).digest('hex')
  return {
    conversation: `stray-${hash}`,
    externalId: hash,
    sender: { externalId: `stray-${hash}`, name: null },
    at: new Date(0).toISOString(),
  }
}
