import { ActionTypes, ActivityTypes, Channels, InputHints, TextFormatTypes } from '@microsoft/agents-activity'
import type { OutboundMessage } from '../../core/channel.js'
import type { Choice } from '../../core/model/message.js'
import { type Reference, readActivityId } from './reference.js'

/** A message of the desk as the connector takes it: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object */
export function toActivity(message: OutboundMessage, { channelId, bot, conversation }: Reference) {
  const replyToId = readActivityId(message.earlier[0] ?? '')
  return {
    type: ActivityTypes.Message,
    channelId,
    from: { id: bot, name: message.author.name ?? '' },
    recipient: { id: message.to },
    conversation: { id: conversation },
    text: message.text,
    // Never markdown: what a customer or an operator wrote is shown as it is.
    textFormat: TextFormatTypes.Plain,
    locale: message.language,
    inputHint: message.ask ? InputHints.ExpectingInput : InputHints.AcceptingInput,
    ...(replyToId !== null && { replyToId }),
    ...(message.choices.length > 0 && toOffer(message.choices, channelId)),
  }
}

/** Teams shows of suggested actions only those that type for the person (imBack), and only in a chat of two; there a card holds the choices. */
const toOffer = (choices: readonly Choice[], channelId: string) =>
  channelId === Channels.Msteams
    ? { attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: toCard(choices) }] }
    : { suggestedActions: { to: [], actions: choices.map(toAction) } }

const toAction = ({ title, value }: Choice) => ({ type: ActionTypes.PostBack, title, text: title, displayText: title, value })

/** A row holds six actions at most: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference#adaptive-card */
const rowLength = 6

function toCard(choices: readonly Choice[]) {
  const rows = Array.from({ length: Math.ceil(choices.length / rowLength) }, (_, row) =>
    choices.slice(row * rowLength, (row + 1) * rowLength),
  )
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: rows.map((row) => ({ type: 'ActionSet', actions: row.map(toSubmit) })),
  }
}

/** messageBack shows the title as the person's own message; the value comes back beside it. */
const toSubmit = ({ title, value }: Choice) => ({
  type: 'Action.Submit',
  title,
  data: { msteams: { type: ActionTypes.MessageBack, text: title, displayText: title, value: { choice: value } } },
})
