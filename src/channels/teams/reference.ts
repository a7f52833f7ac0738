/** All that an answer needs (the protocol's conversation reference), and what names a conversation. */
export type Reference = {
  /** `msteams`, `webchat`, `directline` …; without a sub-channel such as `:COPILOT`. */
  readonly channelId: string
  /** Where answers go, without a slash at the end. Only ever taken from an activity whose token names the same one. */
  readonly serviceUrl: string
  /** The bot's own id in this channel. */
  readonly bot: string
  readonly conversation: string
}

/** The desk's id of a conversation: `<channelId>|<serviceUrl>|<bot>|<conversation.id>`, where | and % of the parts are escaped. */
export const toConversation = ({ channelId, serviceUrl, bot, conversation }: Reference): string =>
  join([channelId, serviceUrl, bot, conversation])

/** null for what `toConversation` has not made. */
export function readConversation(text: string): Reference | null {
  const [channelId, serviceUrl, bot, conversation, ...rest] = text.split('|').map(unescapePart)
  if (!channelId || !serviceUrl || bot === undefined || !conversation || rest.length > 0 || !isServiceAddress(serviceUrl)) return null
  return { channelId, serviceUrl, bot, conversation }
}

/** The desk's id of a message, in or out: `<channelId>|<conversation.id>|<activity.id>`. */
export const toMessageId = ({ channelId, conversation }: Pick<Reference, 'channelId' | 'conversation'>, activity: string): string =>
  join([channelId, conversation, activity])

/** The activity's id in what `toMessageId` made. */
export const readActivityId = (messageId: string): string | null => unescapePart(messageId.split('|')[2] ?? '') || null

/** https anywhere, http on this machine; nobody's name or password in it. */
export function isServiceAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname))
}

const join = (parts: readonly string[]): string => parts.map((part) => part.replaceAll('%', '%25').replaceAll('|', '%7C')).join('|')
const unescapePart = (part: string): string => part.replaceAll('%7C', '|').replaceAll('%25', '%')
