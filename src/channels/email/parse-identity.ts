import { createHash } from 'node:crypto'
import type { Letter } from '../../core/model/event.js'
import { type Mailbox, readMailboxes } from './parse-address.js'
import { type Field, findBody, headerOf, readFields } from './parse-headers.js'
import type { Signer } from './signature.js'

/** What makes a letter the same letter, whoever fetched it when. */
export type Identity = {
  /** As the sender's program wrote it; where it wrote none, or one without end, the letter's hash. */
  readonly messageId: string
  /**
   * One letter, once: the Message-ID with the hash of the body, because a stranger can write another letter under a Message-ID that is taken
   * (reliability.md A18), and because UIDs change (A20).
   */
  readonly externalId: string
  readonly sender: Mailbox
}

/** `letter` without our own line. Total. */
export function readIdentity(letter: Buffer): Identity {
  const bodyAt = findBody(letter)
  const fields = readFields(letter.subarray(0, bodyAt))
  const [named] = messageIdsIn(headerOf(fields, 'message-id'))
  const messageId = named ?? `sha256:${hashOf(letter)}`
  return {
    messageId,
    externalId: named ? `${named}#${hashOf(letter.subarray(bodyAt)).slice(0, 16)}` : messageId,
    sender: readSender(fields),
  }
}

/** The Message-ID of an event's platform id. */
export const toMessageId = (externalId: string): string => externalId.replace(/#[0-9a-f]{16}$/, '')

/** From, else who else is named; a letter without any address cannot be answered (RFC 2606: `.invalid` leads nowhere). */
function readSender(fields: readonly Field[]): Mailbox {
  const all = ['from', 'sender', 'reply-to', 'return-path'].flatMap((name) => readMailboxes(headerOf(fields, name)).slice(0, 1))
  return all[0] ?? { address: 'unknown@sender.invalid', name: null }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const messageIdsIn = (value: string): readonly string[] => value.match(/<[^<>\s\p{Cc}]{1,200}>/gu) ?? []

/** Message-IDs that it answers, nearest first. Ours are longer than a stranger's may be. */
export function readReferences(fields: readonly Field[], signer: Signer): readonly string[] {
  const of = (name: string) =>
    (headerOf(fields, name).match(/<[^<>\s\p{Cc}]{1,900}>/gu) ?? []).filter((id) => id.length <= 200 || signer.readMessageId(id))
  return [...new Set([...of('in-reply-to'), ...of('references').reverse()])].slice(0, 20)
}

/** The conversation that our own Message-ID names, or our reply address together with the conversation's first Message-ID. */
export function readAnswers(
  fields: readonly Field[],
  references: readonly string[],
  { signer, address }: { readonly signer: Signer; readonly address: string },
): Letter['answers'] {
  const named = references.map((id) => signer.readMessageId(id)).find((one) => one !== null)
  if (named) return named.conversation
  const tokens = recipientsOf(fields).flatMap((recipient) => tokenOf(recipient, address) ?? [])
  return references.find((id) => tokens.some((token) => signer.isReplyToken(token, id))) ?? null
}

/** Headers by which mail servers tell the address that a letter came for, beside those its sender wrote. */
const recipientsOf = (fields: readonly Field[]): readonly string[] =>
  fields
    .filter(({ name }) => ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'].includes(name))
    .slice(0, 20)
    .flatMap(({ value }) => readMailboxes(value).map(({ address }) => address))

function tokenOf(recipient: string, own: string): string | null {
  const [local = '', domain = ''] = own.toLowerCase().split('@')
  return recipient.startsWith(`${local}+`) && recipient.endsWith(`@${domain}`)
    ? recipient.slice(local.length + 1, -domain.length - 1)
    : null
}

/** Is it our address, with or without what stands behind a `+`. */
export const isOwnAddress = (address: string, own: string): boolean => address === own.toLowerCase() || tokenOf(address, own) !== null
