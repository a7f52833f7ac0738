import { cleanLine } from '../../core/clean-text.js'
import type { InboundEvent } from '../../core/model/event.js'
import { type Language, languages } from '../../core/model/reading.js'
import { toFiles } from './files.js'
import { type Fields, toFields, toId, toText } from './read.js'
import { toName, toWhole, toWords } from './words.js'

type Base = Pick<InboundEvent, 'conversation' | 'externalId' | 'sender' | 'at'>

/** One message: https://core.telegram.org/bots/api#message */
export function toMessageEvents(base: Base, message: Fields): readonly InboundEvent[] {
  const movedTo = toId(message.migrate_to_chat_id)
  if (movedTo) return [{ ...base, type: 'moved', to: movedTo }]
  const language = toLanguage(toFields(message.from))
  const start = readStart(toText(message.text))
  if (start) return [{ ...base, type: 'started', payload: start.payload, language }]
  const text = toWords(message)
  const files = toFiles(message)
  if (text.trim() === '' && files.length === 0) return toWordless(base, message)
  const whole = toWhole(message, text)
  const replyTo = toId(toFields(message.reply_to_message).message_id)
  return [
    {
      ...base,
      type: 'message',
      text,
      files,
      button: null,
      language,
      context: {},
      groupId: cleanLine(toText(message.media_group_id), 64) || null,
      ...(replyTo && { replyTo }),
      ...(whole !== null && { whole }),
      ...(message.forward_origin !== undefined && { forwardedFrom: toOrigin(toFields(message.forward_origin)) }),
    },
  ]
}

/** `zh-hans` is zh: https://core.telegram.org/bots/api#user (language_code) */
export const toLanguage = ({ language_code: tag }: Fields): Language | null =>
  languages.find((language) => toText(tag).toLowerCase().split(/[-_]/, 1)[0] === language) ?? null

/**
 * `/start` by the start button, `/start <payload>` by a link: https://core.telegram.org/bots/features#deep-linking. What cannot be a link's
 * payload is the person's own words and stays a message.
 */
function readStart(text: string): { readonly payload: string | null } | null {
  const found = /^\/start(?:@\w+)?(?:\s+([\w-]{1,64}))?\s*$/.exec(text)
  return found && { payload: found[1] ?? null }
}

/** https://core.telegram.org/bots/api#messageorigin */
function toOrigin(origin: Fields): string | null {
  const chat = toFields(origin.sender_chat ?? origin.chat)
  return toName(toFields(origin.sender_user)) ?? (cleanLine(toText(origin.sender_user_name) || toText(chat.title), 100) || null)
}

function toWordless(base: Base, message: Fields): readonly InboundEvent[] {
  const contents = Object.keys(message).filter((key) => !envelope.has(key))
  if (contents.length > 0 && contents.every((key) => quiet.has(key) || /^(?:general_)?forum_topic_|^video_chat_/.test(key))) return []
  // What bots are not shown comes without any content; a person sent it all the same.
  const kind =
    contents.length === 0
      ? 'of a kind that Telegram does not show'
      : `with ${contents
          .map((key) => cleanLine(key, 40))
          .slice(0, 5)
          .join(', ')}`
  return [{ ...base, type: 'unreadable', reason: `a message ${kind}` }]
}

/** Fields that say how a message came, not what it says. */
const envelope: ReadonlySet<string> = new Set(
  `message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count sender_business_bot sender_tag date
  business_connection_id chat forward_origin is_topic_message is_automatic_forward reply_to_message external_reply quote reply_to_story
  reply_to_checklist_task_id via_bot edit_date has_protected_content is_from_offline is_paid_post media_group_id author_signature
  paid_star_count link_preview_options effect_id entities caption_entities show_caption_above_media has_media_spoiler reply_markup`.split(
    /\s+/,
  ),
)

/** Service messages, which nobody said. */
const quiet: ReadonlySet<string> = new Set(
  `new_chat_members left_chat_member chat_owner_left chat_owner_changed new_chat_title new_chat_photo delete_chat_photo group_chat_created
  supergroup_chat_created channel_chat_created message_auto_delete_timer_changed migrate_from_chat_id pinned_message write_access_allowed
  connected_website proximity_alert_triggered boost_added chat_background_set giveaway_created giveaway giveaway_winners giveaway_completed`.split(
    /\s+/,
  ),
)
