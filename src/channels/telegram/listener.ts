import { setTimeout as wait } from 'node:timers/promises'
import type { AccountState, ChannelTools, Listener, ListenerDoor } from '../../core/channel.js'
import { answerPresses } from './answer-presses.js'
import type { Call } from './call.js'
import { CallError } from './call-error.js'
import { withPatience } from './patience.js'
import { toFields } from './read.js'
import { toArrival, toUpdate, type Update } from './update.js'

/** Everything a customer can do; the platform keeps the choice until it is told another. https://core.telegram.org/bots/api#getupdates */
export const allowedUpdates = ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'] as const

const pollSeconds = 50
/** Over the poll's own time: a connection that died without a word is left then. */
const patienceMs = (pollSeconds + 15) * 1_000
const pauseMs = { first: 250, longest: 30_000 } as const
/** Two that poll with one token throw each other out; the one that waits longer leaves the other at work. */
const otherPollerPauseMs = 1_000

type Tools = Pick<ChannelTools, 'accountId' | 'publicUrl' | 'log'> & { readonly call: Call }
type Batch = readonly { readonly update: Update; readonly raw: Uint8Array }[]

export function openListener(tools: Tools): Listener {
  return { via: 'listener', listen: (door, signal) => new Poller(tools, door, signal).run() }
}

/** Long polling: https://core.telegram.org/bots/api#getupdates */
class Poller {
  /** Confirms all below it. 0 right after an empty answer: nothing is left to confirm, and update_id may begin lower after a quiet week. */
  private offset = 0
  private failures = 0
  private shown: string | null = null

  constructor(
    private readonly tools: Tools,
    private readonly door: ListenerDoor,
    private readonly signal: AbortSignal,
  ) {}

  async run(): Promise<void> {
    while (!this.signal.aborted) {
      try {
        await this.turn()
        this.failures = 0
      } catch (error) {
        if (this.signal.aborted) return
        await this.recover(error)
      }
    }
  }

  /** One poll. The next one confirms what this one brought, so nothing may throw between the commit and the new offset. */
  private async turn(): Promise<void> {
    const batch = await this.poll()
    if (batch.length > 0) await this.deliver(batch)
    this.offset = batch.reduce((next, { update }) => Math.max(next, Number(update.updateId) + 1), 0)
    this.show({ status: 'ok' })
    void answerPresses(
      this.tools.call,
      batch.map(({ update }) => update),
      this.signal,
    )
  }

  private async poll(): Promise<Batch> {
    // The first one does not wait, so that whether all is well is known at once.
    const timeout = this.shown === 'ok' ? pollSeconds : 0
    const args = { offset: this.offset, timeout, allowed_updates: allowedUpdates, limit: 100 }
    const updates: unknown = await withPatience(patienceMs, this.signal, (patience) => this.tools.call('getUpdates', args, patience))
    if (!Array.isArray(updates)) return []
    return updates.map((update: unknown) => ({ update: toUpdate(toFields(update)), raw: Buffer.from(JSON.stringify(update)) }))
  }

  private async deliver(batch: Batch): Promise<void> {
    try {
      await this.door.deliver(batch.map(({ update, raw }) => toArrival(this.tools.accountId, raw, update)))
    } catch {
      throw new LedgerAway()
    }
  }

  private async recover(error: unknown): Promise<void> {
    const failed = error instanceof CallError ? error : null
    if (failed?.status === 401 || failed?.status === 404) throw failed.toSendError()
    if (failed?.status === 409 && (await this.takeBack())) return
    const state = error instanceof LedgerAway ? ledgerAway : failed?.status === 409 ? toConflict(failed) : toAway(failed)
    this.show(state)
    if (!failed && !(error instanceof LedgerAway))
      this.tools.log.error({ accountId: this.tools.accountId }, `a turn of the poller broke: ${error}`)
    await this.pause(failed)
  }

  /** Our own webhook of an earlier mode is taken away; nothing that waits is dropped. Another's is left alone. */
  private async takeBack(): Promise<boolean> {
    try {
      const { url } = await this.tools.call('getWebhookInfo', {}, this.signal)
      if (!url?.startsWith(`${this.tools.publicUrl}/`)) return false
      return await this.tools.call('deleteWebhook', { drop_pending_updates: false }, this.signal)
    } catch {
      return false
    }
  }

  private async pause(failed: CallError | null): Promise<void> {
    const first = failed?.status === 409 ? otherPollerPauseMs : pauseMs.first
    const backOff = Math.min(first * 2 ** this.failures, pauseMs.longest)
    this.failures += 1
    const ms = Math.max(failed?.retryAfterMs ?? 0, backOff * (0.75 + Math.random() / 2))
    await wait(ms, undefined, { signal: this.signal }).catch(() => {})
  }

  private show(state: AccountState): void {
    const code = state.status === 'ok' ? 'ok' : state.code
    if (code === this.shown) return
    this.shown = code
    this.door.report(state)
  }
}

class LedgerAway extends Error {}

const ledgerAway: AccountState = {
  status: 'failing',
  code: 'ledger-away',
  reason: 'What came from Telegram could not be written down; it stays there and comes again.',
}

function toConflict({ description }: CallError): AccountState {
  return /webhook is active/i.test(description)
    ? {
        status: 'failing',
        code: 'another-webhook',
        reason: 'This bot has a webhook of another program: remove it there, or use a bot of its own.',
      }
    : {
        status: 'failing',
        code: 'another-poller',
        reason: 'Another program reads the messages of this bot: stop it, or use a bot of its own.',
      }
}

const toAway = (failed: CallError | null): AccountState => ({
  status: 'failing',
  code: failed?.status === 429 ? 'throttled' : 'telegram-away',
  reason: failed ? failed.message : 'Telegram answered something that could not be read.',
})
