import type { WebSocket } from '@fastify/websocket'
import type { ConversationPort, PublicMessage } from '../../core/channel.js'
import type { AccountId } from '../../core/model/ids.js'
import { type Reader, toActivity, toEndActivity, toTypingActivity } from './to-activity.js'

export type StreamOptions = {
  readonly port: ConversationPort
  readonly accountId: AccountId
  readonly reader: Reader
  /** The seq it goes on from. */
  readonly after: number
  readonly keepAliveMs: number
}

/** Small, so that what one reader can hold in our memory is small: one page. */
const pageLimit = 50
const close = { ended: 1000, unexpected: 1003, failed: 1011 } as const

/**
 * One reader of one conversation. Sends every public message after `after` once, in order: a frame leaves only when the one before is out of
 * our hands, and what came meanwhile is read from the ledger, so a slow reader costs one frame of memory and a lost nudge costs no message.
 */
export function openStream(socket: WebSocket, { port, accountId, reader, after, keepAliveMs }: StreamOptions): void {
  const { conversation } = reader
  let cursor = after
  let isBusy = false
  let isBehind = false
  let isAlive = true

  const send = (frame: object) =>
    new Promise<void>((resolve, reject) => socket.send(JSON.stringify(frame), (error) => (error ? reject(error) : resolve())))

  async function show(messages: readonly PublicMessage[]): Promise<void> {
    const last = messages.at(-1)
    if (!last) return
    cursor = last.seq
    await send({ activities: messages.map((message) => toActivity(message, reader)), watermark: String(cursor) })
  }

  /** One page of what is behind. Whether it has ended is asked first: then the last page holds the last word. */
  async function readOn(): Promise<void> {
    isBehind = false
    const found = await port.find(accountId, conversation)
    const page = await port.since(accountId, conversation, cursor, pageLimit)
    await show(page)
    if (page.length === pageLimit) isBehind = true
    else if (found?.isEnded !== false) {
      await send({ activities: [toEndActivity(conversation)], watermark: String(cursor) })
      socket.close(close.ended, 'conversation ended')
    }
  }

  async function follow(fresh: readonly PublicMessage[]): Promise<void> {
    // Seqs that are missing here may be notes, or messages that another process wrote: only the ledger knows.
    const isNext = fresh.length > 0 && fresh.every(({ seq }, at) => seq === cursor + 1 + at)
    if (isBusy || !isNext) isBehind = true
    if (isBusy) return
    isBusy = true
    try {
      if (isNext) await show(fresh)
      while (isBehind && socket.readyState === socket.OPEN) await readOn()
    } catch {
      socket.close(close.failed, 'try again')
    } finally {
      isBusy = false
    }
  }

  const stopChanges = port.onChange(accountId, conversation, (fresh) => void follow(fresh))
  const stopTyping = port.onTyping(accountId, conversation, (who) => {
    if (who === 'operator' && !isBusy) socket.send(JSON.stringify({ activities: [toTypingActivity(conversation)] }), () => undefined)
  })
  const keepAlive = setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    socket.ping()
    if (!isBusy) socket.send('')
  }, keepAliveMs)

  socket.on('pong', () => {
    isAlive = true
  })
  socket.on('message', (data, isBinary) => {
    const isPing = !isBinary && Buffer.byteLength(data.toString()) === 0
    if (!isPing) socket.close(close.unexpected, 'this socket only speaks')
  })
  socket.on('close', () => {
    clearInterval(keepAlive)
    stopChanges()
    stopTyping()
  })
  void follow([])
}
