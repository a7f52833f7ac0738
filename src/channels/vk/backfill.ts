import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type Arrival, SendError } from '../../core/channel.js'
import type { AccountId } from '../../core/model/ids.js'
import type { VkApi } from './api.js'
import { toArrival } from './arrival.js'
import { readMessage, toRecord, type VkMessage } from './event-shape.js'
import { isFresh, type Mark } from './mark.js'

type Options = { readonly api: VkApi; readonly groupId: number; readonly accountId: AccountId; readonly signal: AbortSignal }
type Part = { readonly arrivals: readonly Arrival[]; readonly messages: readonly VkMessage[] }
type Item = { readonly raw: unknown; readonly message: VkMessage }

const pageSize = 200
const page = z.object({ items: z.array(z.unknown()) })

/**
 * The customers' messages after the mark, dialog by dialog, oldest first: what a long poll has lost. Each comes as the event it
 * would have been, so that one that had arrived after all is known by its name. Throws SendError.
 */
export async function* backfill(options: Options, mark: Mark): AsyncGenerator<Part> {
  for await (const peer of peersSince(options, mark)) {
    const missed = await historySince(options, peer, mark)
    if (missed.length === 0) continue
    yield { arrivals: missed.map(({ raw }) => toBackfilled(options, raw)), messages: missed.map(({ message }) => message) }
  }
}

/** https://dev.vk.com/ru/method/messages.getConversations: the dialogs with the newest messages come first, so a page of old ones is the last. */
async function* peersSince(options: Options, mark: Mark): AsyncGenerator<number> {
  for (let offset = 0; ; offset += pageSize) {
    const items = (await ask(options, 'messages.getConversations', { offset, count: pageSize, filter: 'all' })).map(toRecord)
    const fresh = items.filter(({ last_message }) => isNew(readMessage(last_message), mark))
    for (const { conversation, last_message } of fresh) {
      const peer = toRecord(toRecord(conversation).peer).id ?? readMessage(last_message)?.peer_id
      if (typeof peer === 'number') yield peer
    }
    if (items.length < pageSize || fresh.length === 0) return
  }
}

/** https://dev.vk.com/ru/method/messages.getHistory */
async function historySince(options: Options, peer: number, mark: Mark): Promise<readonly Item[]> {
  const missed: Item[] = []
  for (let offset = 0; ; offset += pageSize) {
    const raws = await ask(options, 'messages.getHistory', { peer_id: peer, offset, count: pageSize, rev: 0 })
    const items = raws.flatMap((raw) => {
      const message = readMessage(raw)
      return message && isFresh(message, mark) ? [{ raw, message }] : []
    })
    missed.push(...items.filter(({ message }) => message.out !== 1 && message.out !== true && (message.from_id ?? 0) > 0))
    if (raws.length < pageSize || items.length < raws.length) return missed.reverse()
  }
}

/** A long history takes many calls; being told to go slower must not begin it anew. */
async function ask(
  { api, groupId, signal }: Options,
  method: string,
  fields: Readonly<Record<string, string | number>>,
): Promise<readonly unknown[]> {
  for (;;) {
    try {
      return page.parse(await api.call(method, { group_id: groupId, ...fields }, signal)).items
    } catch (reason) {
      if (!(reason instanceof SendError)) throw new SendError('unreachable', 'VK’s history cannot be read')
      if (reason.kind !== 'throttled') throw reason
      await sleep(reason.retryAfterMs ?? 1_000, undefined, { signal })
    }
  }
}

const isNew = (message: VkMessage | null, mark: Mark): boolean => message !== null && isFresh(message, mark)

/** Where VK stands before the first event that the desk will hear of: nothing of what was there before is ever brought back. */
export async function findMark({ api, groupId, signal }: Omit<Options, 'accountId'>, nowAt: number): Promise<Mark> {
  try {
    const answer = await api.call('messages.getConversations', { group_id: groupId, count: 1 }, signal)
    const id = readMessage(toRecord(page.parse(answer).items[0]).last_message)?.id ?? 0
    return { newestAt: nowAt, newestId: id, floorId: id }
  } catch {
    return { newestAt: nowAt, newestId: null, floorId: 0 }
  }
}

function toBackfilled({ accountId, groupId }: Options, message: unknown): Arrival {
  const event = { type: 'message_new', group_id: groupId, v: '5.199', object: { message, client_info: {} } }
  return toArrival(accountId, event, Buffer.from(JSON.stringify(event)))
}
