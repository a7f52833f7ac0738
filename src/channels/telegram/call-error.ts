import { SendError } from '../../core/channel.js'

type Way = { readonly isWritten: boolean; readonly token: string }

/** Why a call of the Bot API brought no result: https://core.telegram.org/bots/api#making-requests */
export class CallError extends Error {
  override readonly name = 'CallError'
  /** `answer`: the platform (or a proxy) said no · `network`: nothing came back. */
  readonly type: 'answer' | 'network'
  /** HTTP status, 0 where there was none. */
  readonly status: number
  readonly description: string
  readonly retryAfterMs: number | null
  readonly migratedTo: string | null
  /** The request may have reached the platform. */
  readonly isWritten: boolean

  constructor(error: unknown, { isWritten, token }: Way) {
    const code = read(error, 'code')
    const description = read(read(error, 'response'), 'description')
    const parameters = read(read(error, 'response'), 'parameters')
    const retryAfter = read(parameters, 'retry_after')
    const migratedTo = read(parameters, 'migrate_to_chat_id')
    const isAnswer = typeof code === 'number'
    const words =
      typeof description === 'string' && description !== ''
        ? description
        : isAnswer
          ? `status ${code}`
          : toReason(code, read(error, 'name'), read(error, 'type'))
    super(words.replaceAll(token, '[token]'))
    this.type = isAnswer ? 'answer' : 'network'
    this.status = isAnswer ? code : 0
    this.description = this.message
    this.retryAfterMs = typeof retryAfter === 'number' && retryAfter >= 0 ? retryAfter * 1_000 : null
    this.migratedTo = typeof migratedTo === 'number' ? String(migratedTo) : null
    this.isWritten = isWritten
  }

  /** What the core is told of it. `isHarmless`: a call that changes nothing may always be repeated. */
  toSendError({ isHarmless = false } = {}): SendError {
    const kind = this.kind()
    return new SendError(
      isHarmless && kind === 'uncertain' ? 'unreachable' : kind,
      this.words(),
      this.status === 429 ? this.retryAfterMs : null,
    )
  }

  private kind(): SendError['kind'] {
    if (this.type === 'network') return this.isWritten ? 'uncertain' : 'unreachable'
    // A proxy's 502 may stand before or behind what the platform did, so nothing of the fives is safe to repeat.
    if (this.status >= 500) return 'uncertain'
    if (this.status === 429) return 'throttled'
    if (this.status === 401 || this.status === 404) return 'misconfigured'
    return this.status === 403 || /deactivated|user is blocked/i.test(this.description) ? 'blocked' : 'refused'
  }

  private words(): string {
    if (this.type === 'network')
      return this.isWritten ? `no answer from Telegram: ${this.description}` : `Telegram cannot be reached: ${this.description}`
    if (this.status === 401 || this.status === 404)
      return `Telegram does not know this bot token (${this.description}): get the token from @BotFather anew`
    return `Telegram answered ${this.status}: ${this.description}`
  }
}

/** A code such as ECONNREFUSED; never the message, which holds the address and with it the token. */
function toReason(code: unknown, name: unknown, type: unknown): string {
  if (type === 'invalid-json') return 'what answered is no Bot API server'
  if (typeof code === 'string') return code
  return name === 'AbortError' ? 'it took too long' : 'the connection broke'
}

/** By its name, wherever it stands: telegraf's `code` is a getter, node-fetch's `name` is the prototype's. */
const read = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined)
