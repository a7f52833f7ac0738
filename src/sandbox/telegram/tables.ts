/**
 * What the Bot API reference allows of the methods this stand-in has, as data. A type is written as the reference writes it: `Integer`,
 * `Integer or String`, `Array of Array of InlineKeyboardButton`. What is not here is refused.
 */
export type Field = { readonly type: string; readonly isRequired?: true; readonly min?: number; readonly max?: number }
export type Row = { readonly link: string; readonly fields: Readonly<Record<string, Field>> }

const reference = 'https://core.telegram.org/bots/api#'
const link = (anchor: string): string => `${reference}${anchor}`

const markups = 'InlineKeyboardMarkup or ReplyKeyboardMarkup or ReplyKeyboardRemove or ForceReply'
const chatId: Field = { type: 'Integer or String', isRequired: true }
const addressed = {
  business_connection_id: { type: 'String' },
  chat_id: chatId,
  message_thread_id: { type: 'Integer' },
  disable_notification: { type: 'Boolean' },
  protect_content: { type: 'Boolean' },
  reply_parameters: { type: 'ReplyParameters' },
} as const
const captioned = {
  ...addressed,
  caption: { type: 'String' },
  parse_mode: { type: 'String' },
  caption_entities: { type: 'Array of MessageEntity' },
  reply_markup: { type: markups },
} as const

/** By the name as the reference spells it. */
export const methods: Readonly<Record<string, Row>> = {
  getMe: { link: link('getme'), fields: {} },
  getUpdates: {
    link: link('getupdates'),
    fields: {
      offset: { type: 'Integer' },
      limit: { type: 'Integer', min: 1, max: 100 },
      timeout: { type: 'Integer', min: 0 },
      allowed_updates: { type: 'Array of String' },
    },
  },
  setWebhook: {
    link: link('setwebhook'),
    fields: {
      url: { type: 'String', isRequired: true },
      certificate: { type: 'InputFile' },
      ip_address: { type: 'String' },
      max_connections: { type: 'Integer', min: 1, max: 100 },
      allowed_updates: { type: 'Array of String' },
      drop_pending_updates: { type: 'Boolean' },
      secret_token: { type: 'String' },
    },
  },
  deleteWebhook: { link: link('deletewebhook'), fields: { drop_pending_updates: { type: 'Boolean' } } },
  getWebhookInfo: { link: link('getwebhookinfo'), fields: {} },
  sendMessage: {
    link: link('sendmessage'),
    fields: {
      ...addressed,
      text: { type: 'String', isRequired: true },
      parse_mode: { type: 'String' },
      entities: { type: 'Array of MessageEntity' },
      link_preview_options: { type: 'LinkPreviewOptions' },
      reply_markup: { type: markups },
    },
  },
  sendPhoto: {
    link: link('sendphoto'),
    fields: { ...captioned, photo: { type: 'InputFile or String', isRequired: true }, has_spoiler: { type: 'Boolean' } },
  },
  sendDocument: {
    link: link('senddocument'),
    fields: {
      ...captioned,
      document: { type: 'InputFile or String', isRequired: true },
      thumbnail: { type: 'InputFile or String' },
      disable_content_type_detection: { type: 'Boolean' },
    },
  },
  answerCallbackQuery: {
    link: link('answercallbackquery'),
    fields: {
      callback_query_id: { type: 'String', isRequired: true },
      text: { type: 'String', max: 200 },
      show_alert: { type: 'Boolean' },
      url: { type: 'String' },
      cache_time: { type: 'Integer' },
    },
  },
  editMessageReplyMarkup: {
    link: link('editmessagereplymarkup'),
    fields: {
      business_connection_id: { type: 'String' },
      chat_id: { type: 'Integer or String' },
      message_id: { type: 'Integer' },
      inline_message_id: { type: 'String' },
      reply_markup: { type: 'InlineKeyboardMarkup' },
    },
  },
  sendChatAction: {
    link: link('sendchataction'),
    fields: { chat_id: chatId, message_thread_id: { type: 'Integer' }, action: { type: 'String', isRequired: true } },
  },
  getFile: { link: link('getfile'), fields: { file_id: { type: 'String', isRequired: true } } },
}

export const objects: Readonly<Record<string, Row>> = {
  ReplyParameters: {
    link: link('replyparameters'),
    fields: {
      message_id: { type: 'Integer', isRequired: true },
      chat_id: { type: 'Integer or String' },
      allow_sending_without_reply: { type: 'Boolean' },
      quote: { type: 'String', max: 1024 },
      quote_parse_mode: { type: 'String' },
      quote_entities: { type: 'Array of MessageEntity' },
      quote_position: { type: 'Integer' },
    },
  },
  LinkPreviewOptions: {
    link: link('linkpreviewoptions'),
    fields: {
      is_disabled: { type: 'Boolean' },
      url: { type: 'String' },
      prefer_small_media: { type: 'Boolean' },
      prefer_large_media: { type: 'Boolean' },
      show_above_text: { type: 'Boolean' },
    },
  },
  MessageEntity: {
    link: link('messageentity'),
    fields: {
      type: { type: 'String', isRequired: true },
      offset: { type: 'Integer', isRequired: true },
      length: { type: 'Integer', isRequired: true },
      url: { type: 'String' },
      language: { type: 'String' },
      custom_emoji_id: { type: 'String' },
    },
  },
  InlineKeyboardMarkup: {
    link: link('inlinekeyboardmarkup'),
    fields: { inline_keyboard: { type: 'Array of Array of InlineKeyboardButton', isRequired: true } },
  },
  InlineKeyboardButton: {
    link: link('inlinekeyboardbutton'),
    fields: { text: { type: 'String', isRequired: true }, url: { type: 'String' }, callback_data: { type: 'String' } },
  },
  ReplyKeyboardMarkup: {
    link: link('replykeyboardmarkup'),
    fields: {
      keyboard: { type: 'Array of Array of KeyboardButton', isRequired: true },
      is_persistent: { type: 'Boolean' },
      resize_keyboard: { type: 'Boolean' },
      one_time_keyboard: { type: 'Boolean' },
      input_field_placeholder: { type: 'String', min: 1, max: 64 },
      selective: { type: 'Boolean' },
    },
  },
  KeyboardButton: {
    link: link('keyboardbutton'),
    fields: { text: { type: 'String', isRequired: true }, request_contact: { type: 'Boolean' }, request_location: { type: 'Boolean' } },
  },
  ReplyKeyboardRemove: {
    link: link('replykeyboardremove'),
    fields: { remove_keyboard: { type: 'Boolean', isRequired: true }, selective: { type: 'Boolean' } },
  },
  ForceReply: {
    link: link('forcereply'),
    fields: {
      force_reply: { type: 'Boolean', isRequired: true },
      input_field_placeholder: { type: 'String', min: 1, max: 64 },
      selective: { type: 'Boolean' },
    },
  },
}

/** https://core.telegram.org/bots/api#update */
export const updateKinds: ReadonlySet<string> = new Set([
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'message_reaction',
  'message_reaction_count',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
])

/** Not sent unless asked for: https://core.telegram.org/bots/api#getupdates (allowed_updates) */
export const onlyWhenAsked: ReadonlySet<string> = new Set(['chat_member', 'message_reaction', 'message_reaction_count'])

/** Characters and bytes: the reference's own figures, at the links of the methods that name them. */
export const limits = {
  /** https://core.telegram.org/bots/api#sendmessage */
  text: 4096,
  /** https://core.telegram.org/bots/api#sendphoto */
  caption: 1024,
  /** https://core.telegram.org/bots/api#inlinekeyboardbutton */
  callbackDataBytes: 64,
  /** Not in the reference; the platform answers REPLY_MARKUP_TOO_LONG from here on. */
  buttons: 100,
  /** https://core.telegram.org/bots/api#sending-files */
  photoBytes: 10_000_000,
  uploadBytes: 50_000_000,
  /** https://core.telegram.org/bots/api#getfile */
  downloadBytes: 20_000_000,
  /** https://core.telegram.org/bots/api#setwebhook */
  secretToken: 256,
} as const
