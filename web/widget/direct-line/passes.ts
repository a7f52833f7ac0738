import type { KeyValue } from '../shared/key-value'
import { call } from './call'
import { Fault } from './fault'
import type { Pace } from './pace'
import { type BrandNote, parseBrand, parseJson, parseStart, type Start, toRecord, toText } from './parse'
import type { Wire } from './wire'

/** The right to one conversation. Kept in the page's storage, so that a reload and other tabs go on with the same one. */
export type Pass = {
  conversationId: string
  token: string
  /** By this browser's clock. */
  expiresAt: number
  refreshAt: number
  /** The desk has been told of the conversation by POST conversations. */
  isStarted: boolean
  brand: BrandNote
}

export type PassesOptions = {
  wire: Wire
  pace: Pace
  deskUrl: string
  brand?: string
  store: KeyValue
  /** A pass has been got or renewed. */
  onPass: () => void
}

const key = 'pass'
const leftKey = 'left'

/** Gets, renews and leaves the token. The stored pass is the truth: another tab may have changed it. */
export class Passes {
  readonly #options: PassesOptions
  #pending: Promise<Pass> | undefined

  constructor(options: PassesOptions) {
    this.#options = options
  }

  stored(): Pass | undefined {
    return parsePass(this.#options.store.get(key))
  }

  /** A pass that is good by our clock: the stored one, refreshed in its last fifth, or a new one. */
  async current(): Promise<Pass> {
    const pass = this.stored()
    if (!pass) return this.#once(() => this.#generate())
    if (Date.now() >= pass.expiresAt) return this.renew(pass)
    return Date.now() < pass.refreshAt ? pass : this.#once(() => this.#refresh(pass))
  }

  /** A new token for the same conversation after the desk refused `rejected`; the desk may also open another conversation. */
  renew(rejected: Pass): Promise<Pass> {
    const pass = this.stored()
    if (pass && pass.token !== rejected.token) return Promise.resolve(pass)
    return this.#once(() => this.#generate(rejected))
  }

  /** After POST conversations, whose answer may bring a token of its own. */
  markStarted(pass: Pass, start: Start): void {
    const token = start.token || pass.token
    const conversationId = start.conversationId || pass.conversationId
    this.#save({ ...toPass({ ...start, token, conversationId }), isStarted: true, brand: pass.brand })
  }

  /** Makes room for a new conversation. The last one left can be gone back to. */
  leave(): void {
    const text = this.#options.store.get(key)
    if (text) this.#options.store.set(leftKey, text)
    this.#options.store.remove(key)
  }

  get hasLeft(): boolean {
    return this.#options.store.get(leftKey) !== null
  }

  /** Back to the conversation that was left; the present one is then the one left. */
  goBack(): void {
    const { store } = this.#options
    const [left, present] = [store.get(leftKey), store.get(key)]
    if (left) store.set(key, left)
    if (present) store.set(leftKey, present)
    else store.remove(leftKey)
  }

  #once(get: () => Promise<Pass>): Promise<Pass> {
    this.#pending ??= get().finally(() => {
      this.#pending = undefined
    })
    return this.#pending
  }

  async #generate(previous?: Pass): Promise<Pass> {
    const { deskUrl, brand } = this.#options
    const body = { ...(brand && { brand }), ...(previous && { previous: previous.token }) }
    const start = parseStart(await this.#post(`${deskUrl}/api/widget/token`, { body }))
    if (!start.token || !start.conversationId) throw new Fault('server')
    const isStarted = previous?.isStarted === true && previous.conversationId === start.conversationId
    return this.#save({ ...toPass(start), isStarted, brand: start.brand })
  }

  async #refresh(pass: Pass): Promise<Pass> {
    try {
      const start = parseStart(await this.#post(`${this.#options.deskUrl}/v3/directline/tokens/refresh`, { token: pass.token }))
      if (!start.token) throw new Fault('server')
      return this.#save({ ...toPass({ ...start, conversationId: pass.conversationId }), isStarted: pass.isStarted, brand: pass.brand })
    } catch (fault) {
      if (fault instanceof Fault && fault.kind === 'expired') return this.#generate(pass)
      return pass // still good for a while; the next call tries again
    }
  }

  #post(url: string, request: { body?: unknown; token?: string }): Promise<unknown> {
    return call(this.#options.wire, this.#options.pace, { method: 'POST', url, ...request })
  }

  #save(pass: Pass): Pass {
    this.#options.store.set(key, JSON.stringify(pass))
    this.#options.onPass()
    return pass
  }
}

function toPass(start: Start): Omit<Pass, 'isStarted' | 'brand'> {
  const now = Date.now()
  return {
    conversationId: start.conversationId,
    token: start.token,
    expiresAt: now + start.expiresInMs,
    refreshAt: now + start.expiresInMs * 0.8,
  }
}

function parsePass(text: string | null): Pass | undefined {
  const raw = toRecord(parseJson(text ?? ''))
  const pass = {
    conversationId: toText(raw.conversationId),
    token: toText(raw.token),
    expiresAt: Number(raw.expiresAt) || 0,
    refreshAt: Number(raw.refreshAt) || 0,
    isStarted: raw.isStarted === true,
    brand: parseBrand(toRecord(raw.brand)),
  }
  return pass.token && pass.conversationId ? pass : undefined
}
