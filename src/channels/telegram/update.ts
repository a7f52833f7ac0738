import { createHash } from 'node:crypto'
import type { Arrival } from '../../core/channel.js'
import { readJson } from '../shared/read-json.js'
import { type Fields, isFields, toFields, toId, toText } from './read.js'

/** https://core.telegram.org/bots/api#update: at most one kind of content beside the id. */
export type Update = {
  readonly updateId: string
  /** '' where there is no content. */
  readonly kind: string
  readonly content: Fields
  /** Of the content: the same for the same update, however its JSON was written. */
  readonly hash: string
}

export function parseUpdate(raw: Uint8Array): Update | string {
  const json = readJson(raw)
  if (!json.isRead) return json.problem
  return isFields(json.value) ? toUpdate(json.value) : 'not an update'
}

export function toUpdate(update: Fields): Update {
  const { update_id: updateId, ...contents } = update
  const [kind, content] = Object.entries(contents).find(([, value]) => isFields(value)) ?? Object.entries(contents)[0] ?? ['', null]
  return { updateId: toId(updateId) ?? '0', kind, content: toFields(content), hash: hash(JSON.stringify(contents)) }
}

/**
 * One accepted update. Its id tells the same update twice from two updates without trusting update_id, which may begin lower after a quiet
 * week (https://core.telegram.org/bots/api#update) and of which one message may have two.
 */
export function toArrival(accountId: Arrival['accountId'], raw: Uint8Array, update: Update | null): Arrival {
  if (!update) return { accountId, externalId: `stray-${hash(raw)}`, lane: 'stray', raw }
  return { accountId, externalId: toArrivalId(update), lane: chatOf(update.content) ?? personOf(update.content) ?? 'none', raw }
}

function toArrivalId({ kind, content, updateId, hash: contentHash }: Update): string {
  const chat = chatOf(content)
  const message = toId(content.message_id)
  if ((kind === 'message' || kind === 'channel_post') && chat && message) return `${kind}-${chat}-${message}`
  const query = toText(content.id)
  if (kind === 'callback_query' && /^\w{1,64}$/.test(query)) return `${kind}-${query}`
  // An edit keeps its date when only its preview changes, so the date alone does not tell two of them apart.
  return `update-${updateId}-${contentHash.slice(0, 32)}`
}

export const chatOf = (content: Fields): string | null =>
  toId(toFields(content.chat).id) ?? toId(toFields(toFields(content.message).chat).id)

export const personOf = (content: Fields): string | null => toId(toFields(content.from ?? content.user).id)

const hash = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
