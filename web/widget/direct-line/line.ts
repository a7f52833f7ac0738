import type { ActivitySet } from './activity'
import { type CallRequest, call } from './call'
import { Fault } from './fault'
import type { Outgoing } from './outgoing'
import type { Pace } from './pace'
import { parseActivitySet, parseId, parseStart } from './parse'
import type { Pass, Passes } from './passes'
import type { Wire } from './wire'

export type LineOptions = {
  wire: Wire
  pace: Pace
  deskUrl: string
  passes: Passes
  /** What goes with every message: language, page, utm. Read at the moment of sending. */
  context: () => MessageContext
  /** The desk went on in another conversation than before. Called before the first request in it. */
  onMoved: () => void
}

export type MessageContext = { language: string; page: string; utm: Record<string, string> }
export type Sending = { signal?: AbortSignal; onProgress?: (part: number) => void }

/** The calls of one conversation. Every one brings a good token and makes sure that the conversation has been started. */
export class Line {
  readonly #options: LineOptions
  #conversationId: string | undefined
  #starting: Promise<Pass> | undefined
  #freshStreamUrl = ''

  constructor(options: LineOptions) {
    this.#options = options
  }

  /** A stream URL that sends everything after `watermark`. Good for one use, soon. */
  async openStream(watermark: () => string | undefined): Promise<string> {
    await this.#pass()
    const fresh = this.#freshStreamUrl
    this.#freshStreamUrl = ''
    if (fresh) return fresh
    const url = parseStart(await this.#authorised((pass) => this.#get(pass, '', watermark()))).streamUrl
    if (!url) throw new Fault('server')
    return url
  }

  async activitiesSince(watermark: () => string | undefined): Promise<ActivitySet> {
    return parseActivitySet(await this.#authorised((pass) => this.#get(pass, '/activities', watermark())))
  }

  /** The activity id the desk gave it. */
  async post(outgoing: Outgoing, files: File[], sending: Sending): Promise<string> {
    const activity = toActivity(outgoing, this.#options.context())
    return parseId(
      await this.#authorised((pass) => ({
        method: 'POST',
        url: this.#url(pass) + (files.length ? `/upload?userId=${userId}` : '/activities'),
        body: files.length ? toForm(activity, files) : activity,
        ...sending,
      })),
    )
  }

  isAt(conversationId: string | undefined): boolean {
    return this.#conversationId === undefined || this.#conversationId === conversationId
  }

  async #authorised(make: (pass: Pass) => CallRequest): Promise<unknown> {
    const pass = await this.#pass()
    try {
      return await this.#call(pass, make)
    } catch (fault) {
      if (!(fault instanceof Fault) || fault.kind !== 'expired') throw fault
      await this.#options.passes.renew(pass)
      return this.#call(await this.#pass(), make)
    }
  }

  async #pass(): Promise<Pass> {
    const pass = await this.#options.passes.current()
    if (this.#conversationId && this.#conversationId !== pass.conversationId) {
      this.#freshStreamUrl = ''
      this.#options.onMoved()
    }
    this.#conversationId = pass.conversationId
    if (pass.isStarted) return pass
    this.#starting ??= this.#start(pass).finally(() => {
      this.#starting = undefined
    })
    return this.#starting
  }

  async #start(pass: Pass): Promise<Pass> {
    const { deskUrl, passes, context } = this.#options
    const body = { locale: context().language, channelData: context() }
    const start = parseStart(await this.#call(pass, () => ({ method: 'POST', url: `${deskUrl}/v3/directline/conversations`, body })))
    passes.markStarted(pass, start)
    this.#freshStreamUrl = start.streamUrl
    return passes.current()
  }

  #call(pass: Pass, make: (pass: Pass) => CallRequest): Promise<unknown> {
    return call(this.#options.wire, this.#options.pace, { token: pass.token, ...make(pass) })
  }

  #get(pass: Pass, path: string, watermark: string | undefined): CallRequest {
    const query = watermark === undefined ? '' : `?watermark=${encodeURIComponent(watermark)}`
    return { method: 'GET', url: this.#url(pass) + path + query }
  }

  #url(pass: Pass): string {
    return `${this.#options.deskUrl}/v3/directline/conversations/${encodeURIComponent(pass.conversationId)}`
  }
}

/** The protocol wants one; the desk puts the token's own in its place. */
const userId = 'customer'

function toActivity(outgoing: Outgoing, context: MessageContext): Record<string, unknown> {
  const { id, text, value } = outgoing
  return {
    type: 'message',
    from: { id: userId, role: 'user' },
    ...(text && { text }),
    ...(value !== undefined && { value }),
    locale: context.language,
    channelData: { clientActivityID: id, ...context, ...(value !== undefined && { postBack: true }) },
  }
}

function toForm(activity: Record<string, unknown>, files: File[]): FormData {
  const form = new FormData()
  form.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }), 'activity')
  for (const file of files) form.append('file', file, file.name)
  return form
}
