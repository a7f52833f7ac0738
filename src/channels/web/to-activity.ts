import { ActionTypes, ActivityTypes, Channels, InputHints, RoleTypes, TextFormatTypes } from '@microsoft/agents-activity'
import type { PublicMessage } from '../../core/channel.js'
import type { MessageFile } from '../../core/model/message.js'
import { outgoingId, readPostedId } from './activity-id.js'

/** The reader of a conversation, and how its links are made. */
export type Reader = {
  readonly conversation: string
  /** The user id of the token; null for a server, which may have posted for many. */
  readonly user: string | null
  fileUrl(file: MessageFile): string
}

/** A public message as Direct Line shows it: the customer's own come back under the id that their post was answered with. */
export function toActivity(message: PublicMessage, reader: Reader) {
  const posted = message.direction === 'in' ? (message.externalId ?? '') : ''
  const { clientId, sender } = readPostedId(posted)
  return {
    type: ActivityTypes.Message,
    id: posted || outgoingId(reader.conversation, message.id),
    timestamp: message.at,
    channelId: Channels.Directline,
    conversation: { id: reader.conversation },
    from:
      message.direction === 'in'
        ? { id: sender ?? reader.user ?? 'user', name: message.author.name ?? '', role: RoleTypes.User }
        : { id: 'desk', name: message.author.name ?? '', role: RoleTypes.Agent },
    text: message.text,
    // Never markdown: what a customer or an operator wrote is shown as it is.
    textFormat: TextFormatTypes.Plain,
    inputHint: message.ask ? InputHints.ExpectingInput : InputHints.AcceptingInput,
    ...(message.files.length > 0 && { attachments: message.files.map((file) => toAttachment(file, reader)) }),
    ...(message.choices.length > 0 && { suggestedActions: { to: [], actions: message.choices.map(toAction) } }),
    channelData: {
      ...(clientId !== null && { clientActivityID: clientId }),
      otklik: {
        author: { kind: message.author.kind, name: message.author.name },
        ...(message.complaint && { complaint: message.complaint }),
        ...(message.ask && { ask: { kind: message.ask } }),
      },
    },
  }
}

/** The operator is typing. Not stored, so it has no id and moves no watermark. */
export const toTypingActivity = (conversation: string) => ({
  type: ActivityTypes.Typing,
  channelId: Channels.Directline,
  conversation: { id: conversation },
  from: { id: 'desk', role: RoleTypes.Agent },
})

export const toEndActivity = (conversation: string) => ({
  type: ActivityTypes.EndOfConversation,
  channelId: Channels.Directline,
  conversation: { id: conversation },
  from: { id: 'desk', role: RoleTypes.Agent },
})

const toAttachment = (file: MessageFile, { fileUrl }: Reader) => ({
  contentType: file.contentType,
  contentUrl: fileUrl(file),
  name: file.name,
})

/** postBack: its value comes back as it is, in every client; the title is what a person reads. */
const toAction = ({ title, value }: PublicMessage['choices'][number]) => ({
  type: ActionTypes.PostBack,
  title,
  text: title,
  displayText: title,
  value,
})
