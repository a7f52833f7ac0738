import type { AccountId } from './model/ids.js'

/** Where a reader of the feed stands. Opaque; later ones compare greater only by the ledger. */
export type FeedCursor = string

export type FeedChange = {
  readonly conversationId: number | null
  readonly complaintId: number | null
  readonly what: string
  readonly origin: string
  readonly accountId: AccountId | null
  readonly conversation: string | null
}

export interface FeedReader {
  /** The cursor from which everything still to come is read. */
  head(): Promise<FeedCursor>
  /** Rows after the cursor that no running transaction can still slip behind, oldest first. null: the cursor is unknown or too old. */
  after(cursor: FeedCursor, limit: number): Promise<FeedPage | null>
}

/** `isHeldBack`: further rows are committed, and wait for a transaction that began before them. */
export type FeedPage = { readonly cursor: FeedCursor; readonly changes: readonly FeedChange[]; readonly isHeldBack: boolean }

export type FeedNews = { readonly cursor: FeedCursor; readonly changes: readonly FeedChange[] }

/** Follows the feed for this process, once, whoever looks on. */
export interface FeedTail {
  start(): Promise<void>
  stop(): Promise<void>
  /** Something was committed, here or elsewhere. */
  nudge(): void
  onNews(listener: (news: FeedNews) => void): () => void
  readonly cursor: FeedCursor
}

/** A lost nudge costs this long, never a change. */
const pollMs = 5_000
/** What waits for an older transaction is looked for again this soon; such a transaction lasts milliseconds. */
const heldBackMs = 25
/** Looking costs two statements: what is committed within this time is one look. */
const quietMs = 20
const pageSize = 500

export function openFeedTail(reader: FeedReader, failed: (reason: unknown) => void): FeedTail {
  const listeners = new Set<(news: FeedNews) => void>()
  let cursor: FeedCursor = ''
  let running: Promise<void> | null = null
  let isAsked = false
  let timer: NodeJS.Timeout | undefined
  let heldBack: NodeJS.Timeout | undefined
  let quiet: NodeJS.Timeout | undefined

  async function follow(): Promise<void> {
    while (isAsked) {
      isAsked = false
      clearTimeout(heldBack)
      const news = await reader.after(cursor, pageSize)
      cursor = news?.cursor ?? (await reader.head())
      if (news && news.changes.length > 0) for (const listener of listeners) listener(news)
      if (news?.changes.length === pageSize) isAsked = true
      else if (news?.isHeldBack) heldBack = setTimeout(nudge, heldBackMs)
    }
  }

  const nudge = (): void => {
    if (timer === undefined) return
    isAsked = true
    quiet ??= setTimeout(look, quietMs)
  }

  const look = (): void => {
    quiet = undefined
    running ??= follow()
      .catch(failed)
      .finally(() => {
        running = null
        if (isAsked) nudge()
      })
  }

  return {
    async start() {
      cursor = await reader.head()
      timer = setInterval(nudge, pollMs)
      timer.unref()
    },
    async stop() {
      clearInterval(timer)
      clearTimeout(heldBack)
      clearTimeout(quiet)
      timer = undefined
      isAsked = false
      await running
    },
    nudge,
    onNews(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    get cursor() {
      return cursor
    },
  }
}
