import type { Client } from 'pg'

/** Tells other processes that something was committed. Carries nothing: they read the feed. A lost one costs a poll. */
export interface Nudges {
  send(): void
  close(): Promise<void>
}

export type NudgeParts = {
  readonly redisUrl: string | undefined
  /** A fresh connection for LISTEN and NOTIFY, where there is no Redis. */
  readonly listenClient: () => Client
  readonly onNudge: () => void
  readonly failed: (reason: unknown) => void
}

const channel = 'otklik_feed'
/** At most one in this time: inside the transactions it cost ten writers three quarters of their speed, after them it costs nothing. */
const quietMs = 20
const reconnectMs = 1_000

export async function openNudges(parts: NudgeParts): Promise<Nudges> {
  const wire = parts.redisUrl === undefined ? openPostgresWire(parts) : await openRedisWire(parts.redisUrl, parts)
  let timer: NodeJS.Timeout | undefined
  return {
    send() {
      timer ??= setTimeout(() => {
        timer = undefined
        wire.publish().catch(parts.failed)
      }, quietMs)
    },
    async close() {
      clearTimeout(timer)
      await wire.close()
    },
  }
}

type Wire = { publish(): Promise<unknown>; close(): Promise<void> }

/** One connection that listens and notifies, opened again when it breaks. */
function openPostgresWire({ listenClient, onNudge, failed }: NudgeParts): Wire {
  let client: Client | null = null
  let isClosed = false
  let timer: NodeJS.Timeout | undefined

  const connect = async (): Promise<void> => {
    const fresh = listenClient()
    let isOver = false
    const over = (): void => {
      if (isOver) return
      isOver = true
      client = null
      fresh.end().catch(() => undefined)
      if (!isClosed) timer = setTimeout(again, reconnectMs)
    }
    fresh.on('error', over)
    fresh.on('end', over)
    fresh.on('notification', onNudge)
    try {
      await fresh.connect()
      await fresh.query(`listen ${channel}`)
      if (isClosed) return await fresh.end()
      client = fresh
      onNudge()
    } catch (reason) {
      over()
      throw reason
    }
  }
  const again = (): void => void connect().catch(failed)
  again()

  return {
    publish: async () => client?.query(`notify ${channel}`),
    async close() {
      isClosed = true
      clearTimeout(timer)
      await client?.end().catch(() => undefined)
    },
  }
}

async function openRedisWire(url: string, { onNudge, failed }: NudgeParts): Promise<Wire> {
  const { createClient } = await import('redis')
  const publisher = createClient({ url, disableOfflineQueue: true })
  const subscriber = publisher.duplicate()
  publisher.on('error', failed)
  subscriber.on('error', failed)
  publisher.connect().catch(failed)
  subscriber
    .connect()
    .then(() => subscriber.subscribe(channel, onNudge))
    .catch(failed)
  return {
    publish: async () => (publisher.isReady ? publisher.publish(channel, '') : undefined),
    async close() {
      publisher.destroy()
      subscriber.destroy()
    },
  }
}
