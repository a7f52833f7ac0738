import { randomUUID } from 'node:crypto'
import type { Forgery, Issuer } from './issuer.js'

/** What the bot answered to one activity. */
export type Answered = { readonly status: number; readonly body: string }

export type Somebody = {
  readonly id: string
  readonly name?: string
  readonly channelId?: string
  readonly conversation?: string
  /** `personal`, `groupChat` or `channel`, as Teams names it. */
  readonly conversationType?: string
}

export type PostOptions = {
  readonly forgery?: Forgery
  /** The whole Authorization header; null sends none. */
  readonly authorization?: string | null
}

/** The people in the channel; each call is one signed activity to the bot, whose answer comes back. */
export interface Customer {
  say(text: string, fields?: object): Promise<Answered>
  /** Presses a choice of the bot's last message here, as a card's button in Teams, as a suggested action elsewhere. */
  press(title: string): Promise<Answered>
  /** Comes into the conversation, together with the bot. */
  join(): Promise<Answered>
  edit(activityId: string, text: string): Promise<Answered>
  remove(activityId: string): Promise<Answered>
  react(activityId: string, type: string): Promise<Answered>
  /** An activity with the addresses of this person's conversation. */
  activity(fields: object): Readonly<Record<string, unknown>>
  post(activity: object | string, options?: PostOptions): Promise<Answered>
  readonly conversation: string
}

export type Surroundings = {
  readonly appId: string
  readonly issuer: Issuer
  readonly serviceUrl: () => string
  readonly messagesUrl: () => string
  /** The bot's last offer of choices there: title → what pressing it sends. */
  readonly offerIn: (conversation: string) => ReadonlyMap<string, object>
}

export function openCustomer(around: Surroundings, somebody: Somebody): Customer {
  const { id, name = 'Анна', channelId = 'msteams', conversation = `a:${id}`, conversationType = 'personal' } = somebody
  const bot = { id: `28:${around.appId}`, name: 'Отклик' }

  const activity = (fields: object) => ({
    type: 'message',
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    channelId,
    serviceUrl: around.serviceUrl(),
    from: { id, name },
    recipient: bot,
    conversation: { id: conversation, conversationType, ...(conversationType !== 'personal' && { isGroup: true }) },
    locale: 'ru-RU',
    ...fields,
  })

  async function post(body: object | string, { forgery, authorization }: PostOptions = {}): Promise<Answered> {
    const claims = { audience: around.appId, serviceUrl: around.serviceUrl() }
    const token = await (forgery ? around.issuer.forge(forgery, claims) : around.issuer.channelToken(claims))
    const header = authorization === undefined ? `Bearer ${token}` : authorization
    const response = await fetch(around.messagesUrl(), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(header !== null && { authorization: header }) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return { status: response.status, body: await response.text() }
  }

  return {
    conversation,
    activity,
    post,
    say: (text, fields = {}) => post(activity({ text, textFormat: 'plain', ...fields })),
    press(title) {
      const pressed = around.offerIn(conversation).get(title)
      if (!pressed) throw new Error(`nothing offers «${title}» in ${conversation}`)
      return post(activity(pressed))
    },
    join: () => post(activity({ type: 'conversationUpdate', membersAdded: [bot, { id, name }] })),
    edit: (activityId, text) => post(activity({ type: 'messageUpdate', id: activityId, text, channelData: { eventType: 'editMessage' } })),
    remove: (activityId) => post(activity({ type: 'messageDelete', id: activityId, channelData: { eventType: 'softDeleteMessage' } })),
    react: (activityId, type) => post(activity({ type: 'messageReaction', replyToId: activityId, reactionsAdded: [{ type }] })),
  }
}
