import { changesOf } from './changes.js'
import { type Channel, type FileIntake, SendError } from './channel.js'
import { DeskError } from './desk-error.js'
import { deskAuthor } from './hear.js'
import type { AccountId, ConversationId, FileId, Instant } from './model/ids.js'
import type { Outbound } from './outbound.js'
import { send } from './outgoing.js'
import type { Live, Log, Store } from './ports.js'
import { reasonOf } from './reason.js'
import { consequencesOf, openWork, plusMs, type Tools } from './work.js'

/** A file that its platform still keeps. */
export type WaitingFile = {
  readonly id: FileId
  readonly accountId: AccountId
  readonly conversationId: ConversationId
  readonly remote: string
  readonly name: string
  readonly contentType: string
  readonly attempts: number
}

/** What the ledger keeps of files that are not here yet. */
export interface FetchBook {
  /** Leases up to `limit` that are due until `until`, oldest first. */
  claim(now: Instant, until: Instant, limit: number): Promise<readonly WaitingFile[]>
  stored(id: FileId, file: Awaited<ReturnType<FileIntake['put']>>): Promise<void>
  again(id: FileId, at: Instant, reason: string): Promise<void>
  lost(id: FileId, reason: string): Promise<void>
}

export interface Fetching {
  /** Looks for files that are due, and brings them; nobody waits for it. One round at a time. */
  nudge(): void
  drain(): Promise<void>
}

export type FetchingParts = {
  readonly book: FetchBook
  readonly store: Store
  readonly tools: Tools
  readonly live: Live
  readonly log: Log
  readonly put: FileIntake['put']
  readonly channelOf: (accountId: AccountId) => Channel
  readonly dispatch: Outbound['dispatch']
}

const atOnce = 8
const patienceMs = 120_000
/** Platforms keep a file for an hour or more; two days of trying outlast any outage. */
const mostAttempts = 40
const againAfterMs = (attempts: number): number => Math.min(3_600_000, 2_000 * 2 ** attempts)
const limitMb = 20

/** Brings the files that customers sent, after their messages have been answered: a slow platform holds up nothing. */
export function openFetching(parts: FetchingParts): Fetching {
  const { book, tools, log } = parts
  let running: Promise<void> | null = null
  let isAsked = false

  async function rounds(): Promise<void> {
    while (isAsked) {
      isAsked = false
      const now = tools.clock.now()
      const waiting = await book.claim(now, plusMs(now, patienceMs + 10_000), atOnce)
      await Promise.all(waiting.map(fetchOne))
      if (waiting.length === atOnce) isAsked = true
    }
  }

  async function fetchOne(file: WaitingFile): Promise<void> {
    try {
      const channel = parts.channelOf(file.accountId)
      if (!channel.fetchFile) throw new SendError('refused', 'this channel has no files')
      const content = await channel.fetchFile(file.remote, AbortSignal.timeout(patienceMs))
      await book.stored(file.id, await parts.put(content, file))
    } catch (reason) {
      await giveUpOrWait(file, reason).catch((cause) => log.error({ file: file.id, reason: reasonOf(cause) }, 'a file could not be noted'))
    }
    parts.live.changed([{ accountId: file.accountId, conversation: '', conversationId: file.conversationId, fresh: [] }])
  }

  async function giveUpOrWait(file: WaitingFile, reason: unknown): Promise<void> {
    const lost = lostBy(reason)
    if (lost === null && file.attempts < mostAttempts) {
      await book.again(file.id, plusMs(tools.clock.now(), againAfterMs(file.attempts)), reasonOf(reason))
      return
    }
    await book.lost(file.id, lost ?? reasonOf(reason))
    await tellCustomer(file.conversationId, lost)
  }

  /** The customer hears what to do instead, in their own channel. */
  async function tellCustomer(conversationId: ConversationId, lost: string | null): Promise<void> {
    const work = await parts.store.change({ conversationIds: [conversationId] }, (scene) => {
      const work = openWork(scene, tools)
      for (const one of scene.conversations) {
        const { language, brandId } = one.conversation
        const text = tools.words.say(lost === 'too-large' ? 'file.too-large' : 'file.lost', language, { limitMb })
        send(work, one, { author: { ...deskAuthor, name: tools.reference.brand(brandId).name }, text })
      }
      return { consequences: consequencesOf(work), answer: work }
    })
    parts.live.changed(changesOf(work))
    parts.dispatch(work.leaving)
  }

  return {
    nudge() {
      isAsked = true
      running ??= rounds()
        .catch((reason) => log.error({ reason: reasonOf(reason) }, 'looking for files failed; the sweeper looks again'))
        .finally(() => {
          running = null
        })
    },
    async drain() {
      while (running) await running
    },
  }
}

/** Why it will never come, or null when it may. */
function lostBy(reason: unknown): string | null {
  if (reason instanceof DeskError) return reason.code === 'file_too_large' ? 'too-large' : reason.code
  if (!(reason instanceof SendError) || reason.kind !== 'refused') return null
  return /^too-large/.test(reason.message) ? 'too-large' : `refused: ${reason.message}`
}
