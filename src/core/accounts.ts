import { createHmac } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { Account, AccountBook } from './account-book.js'
import { stateOf } from './account-state.js'
import { type AccountState, type Channel, type ChannelKind, SendError, type Webhook } from './channel.js'
import type { Inbound } from './inbound.js'
import { type Listening, listenAt } from './listening.js'
import type { AccountId, FileId } from './model/ids.js'
import type { Clock, Log } from './ports.js'
import { reasonOf } from './reason.js'

/** The channels of all accounts: opened when an account appears, closed when it goes. */
export interface Accounts {
  /** @throws SendError `misconfigured` for an account whose channel could not be opened */
  channelOf(accountId: AccountId): Channel<never>
  /** Opens what is new, closes what is gone, opens again what was changed. */
  refresh(): Promise<void>
  /** Begins to listen, and tells platforms where to call. */
  start(): void
  webhook(kind: string, name: string, path: string): { readonly account: Account; readonly intake: Webhook } | null
  has(accountId: AccountId): boolean
  /** Addresses that open a conversation in each channel that has such, with `payload` handed over. */
  deepLinks(payload: string): readonly { readonly channel: string; readonly url: string }[]
  /** Notes that somebody wrote to it, or that something of ours left by it; written down every few seconds. */
  note(what: 'in' | 'out', accountId: AccountId): void
  /** Where the platform of this account calls; null when it does not. */
  webhookUrl(accountId: AccountId): string | null
  /** What of these settings cannot be used; [] when all can. */
  check(channel: string, settings: unknown): readonly { readonly name: string; readonly problem: string }[]
  stop(): Promise<void>
}

export type AccountsParts = {
  readonly book: AccountBook
  readonly kinds: Readonly<Record<string, ChannelKind>>
  /** Settings of the accounts that the environment names, by channel. */
  readonly environment: Readonly<Record<string, unknown>>
  /** Channels that are there without an account of their own settings, by kind: the web chat. */
  readonly served: Readonly<Record<string, Channel<never>>>
  readonly publicUrl: string
  readonly secretKey: string
  readonly owner: string
  readonly clock: Clock
  readonly log: Log
  /** false: another process listens. */
  readonly listens: boolean
  readonly openFile: (fileId: FileId) => Promise<Readable>
  readonly inbound: () => Inbound
}

const noteMs = 2_000

type Opened = {
  readonly account: Account
  readonly mark: string
  readonly channel: Channel<never> | null
  readonly problem: string
  listening: Listening | null
}

export function openAccounts(parts: AccountsParts): Accounts {
  const { book, kinds, environment, served, log } = parts
  const opened = new Map<AccountId, Opened>()
  let isStarted = false
  const noted = { in: new Set<AccountId>(), out: new Set<AccountId>() }
  let noting: NodeJS.Timeout | undefined

  async function writeNotes(): Promise<void> {
    noting = undefined
    for (const what of ['in', 'out'] as const) {
      const ids = [...noted[what]]
      noted[what].clear()
      if (ids.length > 0)
        await book
          .touch(what, ids, parts.clock.now())
          .catch((reason) => log.warn({ reason: reasonOf(reason) }, 'accounts could not be noted'))
    }
  }

  const report = (id: AccountId, state: AccountState): void =>
    void book
      .report(id, state, parts.clock.now())
      .catch((reason) => log.warn({ account: id, reason: reasonOf(reason) }, 'the state of an account could not be noted'))

  function open(account: Account, mark: string): Opened {
    const base = { account, mark, problem: '', listening: null }
    const known = served[account.channel]
    if (known) return { ...base, channel: known }
    const kind = kinds[account.channel]
    if (!kind) return { ...base, channel: null, problem: `there is no channel ${account.channel}` }
    try {
      const settings = account.source === 'environment' ? environment[account.channel] : account.settings
      return { ...base, channel: kind.open(settings, toolsOf(account)) }
    } catch (reason) {
      report(account.id, { status: 'broken', code: 'settings', reason: reasonOf(reason) })
      return { ...base, channel: null, problem: 'its settings cannot be used' }
    }
  }

  const toolsOf = (account: Account) => ({
    accountId: account.id,
    accountName: account.name,
    publicUrl: parts.publicUrl,
    signingKey: createHmac('sha256', parts.secretKey).update(`account:${account.id}`).digest('hex'),
    log,
    now: () => Date.parse(parts.clock.now()),
    openFile: parts.openFile,
  })

  async function close({ account, channel, listening }: Opened): Promise<void> {
    opened.delete(account.id)
    await listening?.stop()
    if (!served[account.channel])
      await channel?.close?.().catch((reason) => log.warn({ reason: reasonOf(reason) }, 'closing a channel failed'))
  }

  const addressOf = (account: Account, intake: Webhook): string =>
    `${parts.publicUrl}/channels/${account.channel}/${account.name}/${intake.path}`

  function begin(one: Opened): void {
    const { account, channel } = one
    if (!isStarted || !parts.listens || channel === null || one.listening !== null) return
    const { intake } = channel
    channel.probe?.(AbortSignal.timeout(30_000)).then(
      () => undefined,
      (reason) => report(account.id, stateOf(reason)),
    )
    if (intake.via === 'listener')
      one.listening = listenAt({ ...parts, account, intake, report: (state) => report(account.id, state), inbound: parts.inbound() })
    if (intake.via === 'webhook' && intake.register) {
      intake.register(addressOf(account, intake), AbortSignal.timeout(30_000)).then(
        () => report(account.id, { status: 'ok' }),
        (reason) => report(account.id, stateOf(reason)),
      )
    }
  }

  return {
    channelOf(accountId) {
      const one = opened.get(accountId)
      if (one?.channel) return one.channel
      throw new SendError('misconfigured', one?.problem ?? 'this account is switched off')
    },
    async refresh() {
      const accounts = await book.list()
      const wanted = new Map(accounts.map((account) => [account.id, account]))
      for (const one of [...opened.values()]) {
        const account = wanted.get(one.account.id)
        if (!account || markOf(account) !== one.mark) await close(one)
      }
      for (const account of accounts) {
        if (!opened.has(account.id)) opened.set(account.id, open(account, markOf(account)))
        begin(opened.get(account.id) as Opened)
      }
    },
    start() {
      isStarted = true
      for (const one of opened.values()) begin(one)
    },
    webhook(kind, name, path) {
      for (const { account, channel } of opened.values()) {
        if (account.channel !== kind || account.name !== name) continue
        if (channel?.intake.via === 'webhook' && channel.intake.path === path) return { account, intake: channel.intake }
      }
      return null
    },
    has: (accountId) => opened.has(accountId),
    note(what, accountId) {
      noted[what].add(accountId)
      noting ??= setTimeout(writeNotes, noteMs)
    },
    deepLinks: (payload) =>
      [...opened.values()].flatMap(({ account, channel }) => {
        const url = channel?.deepLink?.(payload) ?? null
        return url === null ? [] : [{ channel: account.channel, url }]
      }),
    webhookUrl: (accountId) => {
      const one = opened.get(accountId)
      return one?.channel?.intake.via === 'webhook' ? addressOf(one.account, one.channel.intake) : null
    },
    check(channel, settings) {
      const kind = kinds[channel]
      if (!kind) return [{ name: 'channel', problem: 'there is no such channel' }]
      try {
        kind.check(settings)
        return []
      } catch (reason) {
        return problemsIn(reason)
      }
    },
    async stop() {
      clearTimeout(noting)
      await writeNotes()
      await Promise.all([...opened.values()].map(close))
    },
  }
}

const markOf = (account: Account): string => JSON.stringify([account.channel, account.name, account.source, account.settings])

/** The fields an error of a settings schema names (zod's `issues`). */
function problemsIn(reason: unknown): { name: string; problem: string }[] {
  const issues = typeof reason === 'object' && reason !== null && 'issues' in reason && Array.isArray(reason.issues) ? reason.issues : []
  const problems = issues.map(({ path, message }: { path: readonly PropertyKey[]; message: string }) => ({
    name: path.map(String).join('.'),
    problem: message,
  }))
  return problems.length > 0 ? problems : [{ name: 'settings', problem: reasonOf(reason) }]
}
