import { randomInt } from 'node:crypto'
import type { Accounts } from './accounts.js'
import { type AccountIdentity, SendError } from './channel.js'
import { DeskError } from './desk-error.js'
import type { AccountId, Instant } from './model/ids.js'
import type { Clock } from './ports.js'

/** What an admin sees of an account; never its settings, which hold secrets. */
export type AccountFacts = {
  readonly id: number
  readonly channel: string
  readonly name: string
  readonly brand: { readonly id: number; readonly name: string }
  readonly source: 'starter' | 'environment' | 'console'
  readonly isEnabled: boolean
  readonly status: 'ok' | 'failing' | 'broken'
  readonly statusCode: string | null
  readonly statusReason: string | null
  readonly statusAt: Instant | null
  readonly lastInAt: Instant | null
  readonly lastOutAt: Instant | null
  readonly waiting: number
}

/** What the platform answered when it was asked who this account is. */
export type Probe = {
  readonly identity: AccountIdentity | null
  readonly failed: 'token' | 'reachable' | null
  readonly reason: string | null
}

/** What came of the message with the code: ours out, and theirs back in. */
export type TestTalk = {
  readonly out: { readonly delivery: string; readonly failure: string | null } | null
  readonly hasReply: boolean
}

export interface AccountRows {
  list(): Promise<readonly AccountFacts[]>
  /** @throws DeskError `account_taken` (409) */
  add(account: { readonly channel: string; readonly name: string; readonly settings: unknown }, at: Instant): Promise<number>
  /** false when there is no such account. */
  change(id: number, change: { readonly settings?: unknown; readonly isEnabled?: boolean | undefined }): Promise<boolean>
  saveTest(id: number, code: string, probe: Probe, at: Instant): Promise<void>
  findTest(id: number): Promise<{ readonly code: string; readonly probe: Probe; readonly talk: TestTalk } | null>
}

export type TestStep = {
  readonly name: 'token' | 'reachable' | 'out' | 'in'
  readonly state: 'waiting' | 'done' | 'failed'
  readonly reason: string | null
}
export type AccountTest = {
  readonly id: number
  readonly steps: TestStep[]
  readonly identity: AccountIdentity | null
  readonly code: string
  readonly link: string | null
}

export interface AccountAdmin {
  list(): Promise<readonly (AccountFacts & { readonly webhookUrl: string | null })[]>
  /** @throws DeskError `account_settings` (422) with `fields`, `account_taken` (409) */
  add(account: { readonly channel: string; readonly name: string; readonly settings: unknown }): Promise<number>
  /** @throws DeskError `account_unknown` (404), `account_of_environment` (409), `account_settings` (422) */
  change(id: number, change: { readonly settings?: unknown; readonly isEnabled?: boolean | undefined }): Promise<void>
  /** Asks the platform at once; the other steps need a person who writes the code. */
  startTest(id: number): Promise<AccountTest>
  readTest(id: number): Promise<AccountTest>
}

export type AccountAdminParts = {
  readonly rows: AccountRows
  readonly accounts: Accounts
  readonly clock: Clock
  /** All processes read the accounts again. */
  readonly changed: () => Promise<void>
}

const probeMs = 20_000

export function openAccountAdmin({ rows, accounts, clock, changed }: AccountAdminParts): AccountAdmin {
  const get = async (id: number): Promise<AccountFacts> => {
    const found = (await rows.list()).find((account) => account.id === id)
    if (!found) throw new DeskError('account_unknown', 404, 'There is no such account.', 'Read the list of accounts again.')
    return found
  }

  function checkSettings(channel: string, settings: unknown): void {
    const fields = accounts.check(channel, settings)
    if (fields.length === 0) return
    const words = fields.map(({ name, problem }) => `${name}: ${problem}`).join('; ')
    throw new DeskError('account_settings', 422, `These settings cannot be used. ${words}`, 'Mend the named fields and send them again.', {
      fields,
    })
  }

  async function probe(id: number): Promise<Probe> {
    try {
      const channel = accounts.channelOf(id as AccountId)
      const identity = (await channel.probe?.(AbortSignal.timeout(probeMs))) ?? null
      return { identity, failed: null, reason: null }
    } catch (reason) {
      if (!(reason instanceof SendError)) throw reason
      return { identity: null, failed: reason.kind === 'misconfigured' ? 'token' : 'reachable', reason: reason.message }
    }
  }

  async function readTest(id: number): Promise<AccountTest> {
    const found = await rows.findTest(id)
    if (!found) throw new DeskError('account_untested', 404, 'This account has not been tested yet.', 'Start the test first.')
    const { code, probe, talk } = found
    return { id, code, identity: probe.identity, steps: stepsOf(probe, talk), link: linkOf(id, code) }
  }

  function linkOf(id: number, code: string): string | null {
    try {
      return accounts.channelOf(id as AccountId).deepLink?.(`test-${code}`) ?? null
    } catch {
      return null
    }
  }

  return {
    async list() {
      return (await rows.list()).map((account) => ({ ...account, webhookUrl: accounts.webhookUrl(account.id as AccountId) }))
    },
    async add(account) {
      checkSettings(account.channel, account.settings)
      const id = await rows.add(account, clock.now())
      await changed()
      return id
    },
    async change(id, change) {
      const { source, channel } = await get(id)
      if (source !== 'console')
        throw new DeskError(
          'account_of_environment',
          409,
          'This account is set by the environment.',
          'Change it there and start the desk again.',
        )
      if (change.settings !== undefined) checkSettings(channel, change.settings)
      await rows.change(id, change)
      await changed()
    },
    async startTest(id) {
      await get(id)
      // Told apart from anything a customer would write, and easy to type on a phone.
      const code = `TEST-${randomInt(100_000, 1_000_000)}`
      await rows.saveTest(id, code, await probe(id), clock.now())
      await changed()
      return readTest(id)
    },
    readTest,
  }
}

function stepsOf({ failed, reason }: Probe, { out, hasReply }: TestTalk): TestStep[] {
  const step = (name: TestStep['name'], state: TestStep['state'], why: string | null = null): TestStep => ({ name, state, reason: why })
  const token = failed === 'token' ? step('token', 'failed', reason) : step('token', failed === null ? 'done' : 'waiting')
  const reachable = failed === 'reachable' ? step('reachable', 'failed', reason) : step('reachable', failed === null ? 'done' : 'waiting')
  const hasLeft = out !== null && ['sent', 'delivered', 'read'].includes(out.delivery)
  const hasFailed = out !== null && ['failed', 'uncertain'].includes(out.delivery)
  return [
    token,
    reachable,
    step('out', hasLeft ? 'done' : hasFailed ? 'failed' : 'waiting', out?.failure ?? null),
    step('in', hasLeft && hasReply ? 'done' : 'waiting'),
  ]
}
