import { cleanLine, cleanText } from '../../core/clean-text.js'
import type { ArrivedFile, InboundEvent } from '../../core/model/event.js'
import { type Language, languages } from '../../core/model/reading.js'
import { type Activity, toReference } from './activity-shape.js'
import { toRemote } from './fetch-file.js'
import type { Told } from './parse.js'
import { toMessageId } from './reference.js'

export function parseMessage(activity: Activity, told: Told): readonly InboundEvent[] {
  const attachments = (activity.attachments ?? []).map((one) => readAttachment(activity, one))
  const files = attachments.flatMap(({ file }) => (file ? [file] : []))
  const written = cleanText(withoutMention(activity)).trim()
  const button = readButton(activity, written)
  const words = attachments.map(({ link }) => link)
  const text = [written === '' ? (button ?? '') : written, ...words].filter((part) => part !== '').join('\n')
  if (text === '' && files.length === 0) {
    const isForm = activity.value !== undefined && activity.value !== null
    return isForm || attachments.length > 0 ? [{ ...told, type: 'unreadable', reason: 'a form or card without words' }] : []
  }
  return [
    {
      ...told,
      type: 'message',
      text,
      files,
      button,
      language: toLanguage(activity.locale),
      context: {},
      groupId: null,
      ...(activity.replyToId && { replyTo: cleanLine(toMessageId(toReference(activity), activity.replyToId), 1_000) }),
    },
  ]
}

/**
 * The value of our Action.Submit (`{ choice }`), of a messageBack or a suggested action; Web Chat sends that of a postBack as text and marks it
 * in channelData. imBack cannot be told from typing.
 */
function readButton({ value, channelData }: Activity, text: string): string | null {
  const given = isRecord(value) ? value.choice : value
  if (typeof given === 'string' && given.trim() !== '') return cleanLine(given, 200) || null
  if (typeof given === 'number') return String(given)
  return isRecord(channelData) && channelData.postBack === true && text !== '' ? cleanLine(text, 200) || null : null
}

/** In a group nobody is heard without calling the bot by name; that is no word of the complaint. */
function withoutMention({ text, entities, recipient }: Activity): string {
  const mentions = (entities ?? []).filter(
    ({ type, mentioned }) => type === 'mention' && isRecord(mentioned) && mentioned.id === recipient?.id,
  )
  return mentions.reduce<string>((rest, mention) => (typeof mention.text === 'string' ? rest.replace(mention.text, '') : rest), text ?? '')
}

type Attachment = NonNullable<Activity['attachments']>[number]
const nothing = { file: null, link: '' }

/** A file where its bytes may be fetched (see fetch-file.ts), else its link as words; a card of somebody's is neither. */
function readAttachment(activity: Activity, attachment: Attachment): { readonly file: ArrivedFile | null; readonly link: string } {
  // Teams repeats the text as HTML: https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability
  if (attachment.contentType === 'text/html' && !attachment.contentUrl) return nothing
  const isTeamsFile = attachment.contentType === 'application/vnd.microsoft.teams.file.download.info'
  const content = isRecord(attachment.content) ? attachment.content : {}
  const address = isTeamsFile ? content.downloadUrl : attachment.contentUrl
  if (typeof address !== 'string' || !/^https?:\/\//i.test(address)) return nothing
  const remote = toRemote(address, activity.serviceUrl)
  if (remote === null) return { file: null, link: cleanLine(address, 2_000) }
  const type = isTeamsFile ? 'application/octet-stream' : cleanLine(attachment.contentType ?? '', 200)
  const name = cleanLine(attachment.name ?? '', 200) || 'file'
  return { file: { name, contentType: type || 'application/octet-stream', sizeBytes: null, ref: { remote } }, link: '' }
}

const toLanguage = (tag: string | null | undefined): Language | null =>
  languages.find((one) => tag?.toLowerCase().split(/[-_]/, 1)[0] === one) ?? null

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
