import { Readable } from 'node:stream'
import { inspect } from 'node:util'
import type { AccountState, Arrival, Channel, ChannelTools, ListenerDoor, OutboundMessage, RawRequest } from '../../../src/core/channel.js'
import type { AccountId, MessageId } from '../../../src/core/model/ids.js'

export type Person = Pick<OutboundMessage, 'conversation' | 'to'>
export type Shown = { readonly text: string; readonly choices: readonly string[] }

/** A platform on the loopback with one person on it, as the contract needs it. */
export interface StandIn {
  /** Of an account that works. */
  readonly settings: object
  /** With a token, password or key that the platform does not know. */
  readonly unknownCredential: object
  /** A message to this person of this account meets no server at all. */
  readonly nowhere: { readonly settings: object; readonly person: Person }
  /** What nobody may read in an error, log or report. */
  readonly secrets: readonly string[]
  readonly person: Person
  /** What of ours reached the person, oldest first. */
  arrived(): Promise<readonly Shown[]>
  /** The next message comes too early. Tells the time that the platform names, null where it has none to name. */
  throttle(): number | null
  /** The next message is neither answered nor shown. */
  hang(): void
  /** The next message is shown, and its answer lost. */
  loseAnswer(): void
  /** The person no longer wants to be written to. Tells how the platform has the desk learn it. */
  block(): 'blocked' | 'refused'
  /** The person writes; the platform tells the desk. */
  say(text: string): Promise<void>
  /** The platform tells its newest update once more. */
  repeat(): Promise<void>
  /** Where the platform calls, for a channel that is called. */
  connect?(url: string, channel: Channel<never>): Promise<void>
  /** A good request without its proof, in every way there is. */
  spoil?(request: RawRequest): readonly RawRequest[]
  close(): Promise<void>
}

export const never = (): AbortSignal => new AbortController().signal

/** Everything that the channel said to anybody but its platform. */
export class Ear {
  readonly heard: string[] = []
  readonly hear = (...said: unknown[]): void => void this.heard.push(inspect(said, { depth: 8, showHidden: true }))
}

export const toolsOf = ({ hear }: Ear): ChannelTools => ({
  accountId: 7 as AccountId,
  accountName: 'default',
  publicUrl: 'https://desk.example',
  signingKey: 'ab'.repeat(32),
  log: { info: hear, warn: hear, error: hear },
  now: Date.now,
  openFile: async () => Readable.from(['file']),
})

export const toMessage = (person: Person, change: Partial<OutboundMessage> = {}): OutboundMessage => ({
  id: 41 as MessageId,
  key: 512,
  accountId: 7 as AccountId,
  seq: 2,
  author: { kind: 'flow', name: 'Отклик' },
  language: 'ru',
  text: 'Жалоба № 100013 принята: https://desk.example/status/abc',
  choices: [],
  ask: null,
  files: [],
  subject: 'Телефон',
  earlier: [],
  complaint: null,
  at: '2026-11-22T07:15:00.000Z',
  ...person,
  ...change,
})

/** A ledger in memory: accepts what it is brought, can be away. */
export class Ledger {
  /** Everything that was brought while it was there, also what it knew. */
  readonly accepted: Arrival[] = []
  readonly refused: Arrival[] = []
  readonly states: AccountState[] = []
  isAway = false
  private cursor: string | null = null

  constructor(private readonly ear: Ear) {}

  accept(arrivals: readonly Arrival[], cursor?: string): void {
    if (this.isAway) {
      this.refused.push(...arrivals)
      throw new Error('the ledger is away')
    }
    this.accepted.push(...arrivals)
    if (cursor !== undefined) this.cursor = cursor
  }

  door(): ListenerDoor {
    return {
      cursor: this.cursor,
      deliver: async (arrivals, cursor) => this.accept(arrivals, cursor),
      report: (state) => {
        this.ear.hear(state)
        this.states.push(state)
      },
    }
  }
}
