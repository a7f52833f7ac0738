/** An activity that the connector took, with the id it gave. */
export type Sent = { readonly id: string; readonly conversation: string; readonly activity: Readonly<Record<string, unknown>> }

/**
 * What keeps an activity from being one that the connector takes; null when nothing does.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object
 */
export function problemOf(activity: unknown, conversation: string, bot: string): string | null {
  if (!isRecord(activity)) return 'the body is no object'
  if (activity.type !== 'message') return 'type'
  if (!isRecord(activity.from) || activity.from.id !== bot) return 'from is not the bot'
  if (!isRecord(activity.conversation) || activity.conversation.id !== conversation) return 'conversation is not that of the address'
  if (typeof activity.text !== 'string') return 'text'
  if (Buffer.byteLength(JSON.stringify(activity)) > 100_000) return 'MessageSizeTooBig'
  const unknown = Object.keys(activity).find((name) => !fields.has(name))
  if (unknown) return `${unknown} is unknown`
  const cards = activity.attachments ?? []
  if (!Array.isArray(cards) || !cards.every(isCard)) return 'attachments'
  const offered = activity.suggestedActions
  return offered === undefined || (isRecord(offered) && Array.isArray(offered.actions) && offered.actions.every(isAction))
    ? null
    : 'suggestedActions'
}

/** Title → the fields of the activity that pressing it brings, by channel. */
export function readOffer(activity: Sent['activity']): ReadonlyMap<string, object> {
  const offer = new Map<string, object>()
  const suggested = isRecord(activity.suggestedActions) ? listOf(activity.suggestedActions.actions) : []
  // Web Chat sends a postBack's value as text and marks it: https://github.com/microsoft/BotFramework-WebChat/blob/main/docs/CARDACTION.md
  for (const { title, value } of suggested) offer.set(String(title), { text: value, channelData: { postBack: true } })
  for (const card of listOf(activity.attachments)) {
    const content = isRecord(card.content) ? card.content : {}
    for (const row of listOf(content.body)) {
      for (const { title, data } of listOf(row.actions)) {
        const { msteams } = isRecord(data) ? data : {}
        // https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-actions#adaptive-cards-with-messageback-action
        if (isRecord(msteams)) offer.set(String(title), { text: msteams.text, value: msteams.value })
      }
    }
  }
  return offer
}

const fields: ReadonlySet<string> = new Set([
  'type',
  'channelId',
  'from',
  'recipient',
  'conversation',
  'text',
  'textFormat',
  'locale',
  'inputHint',
  'replyToId',
  'attachments',
  'suggestedActions',
])

function isCard(attachment: unknown): boolean {
  if (!isRecord(attachment) || attachment.contentType !== 'application/vnd.microsoft.card.adaptive') return false
  const { content } = attachment
  if (!isRecord(content) || content.type !== 'AdaptiveCard' || typeof content.version !== 'string' || !Array.isArray(content.body))
    return false
  return content.body.every((row) => isRecord(row) && row.type === 'ActionSet' && Array.isArray(row.actions) && row.actions.length <= 6)
}

const isAction = (action: unknown): boolean =>
  isRecord(action) && typeof action.type === 'string' && typeof action.title === 'string' && typeof action.value === 'string'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] => (Array.isArray(value) ? value.filter(isRecord) : [])
