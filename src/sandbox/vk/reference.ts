/** What the reference allows: methods, fields, types and limits, each with its page. What stands here is checked; what does not is refused. */
export type Field = {
  readonly type: 'integer' | 'number' | 'string' | 'boolean' | 'list'
  readonly isRequired?: true
  readonly min?: number
  readonly max?: number
  readonly maxLength?: number
  readonly oneOf?: readonly string[]
}
export type Method = { readonly link: string; readonly fields: Readonly<Record<string, Field>> }

const method = (name: string): string => `https://dev.vk.com/ru/method/${name}`
const integer = { type: 'integer' } as const
const string = { type: 'string' } as const
const list = { type: 'list' } as const
const flag = { type: 'boolean' } as const

/** Every call may carry these: https://dev.vk.com/ru/api/api-requests */
export const commonFields: Readonly<Record<string, Field>> = {
  access_token: { type: 'string', isRequired: true },
  v: { type: 'string', isRequired: true },
  lang: string,
  test_mode: flag,
}

export const methods: Readonly<Record<string, Method>> = {
  'groups.getById': { link: method('groups.getById'), fields: { group_ids: list, group_id: string, fields: list } },
  'groups.getLongPollServer': {
    link: method('groups.getLongPollServer'),
    fields: { group_id: { type: 'integer', isRequired: true, min: 1 } },
  },
  'users.get': { link: method('users.get'), fields: { user_ids: list, fields: list, name_case: string, from_group_id: integer } },
  'messages.send': {
    link: method('messages.send'),
    fields: {
      user_id: integer,
      random_id: { type: 'integer', isRequired: true },
      peer_id: integer,
      message: { type: 'string', maxLength: 9_000 },
      lat: { type: 'number', min: -90, max: 90 },
      long: { type: 'number', min: -180, max: 180 },
      attachment: { type: 'string', maxLength: 9_000 },
      reply_to: integer,
      forward: string,
      sticker_id: integer,
      group_id: integer,
      keyboard: string,
      payload: { type: 'string', maxLength: 1_000 },
      dont_parse_links: flag,
      disable_mentions: flag,
      intent: string,
    },
  },
  'messages.sendMessageEventAnswer': {
    link: method('messages.sendMessageEventAnswer'),
    fields: {
      event_id: { type: 'string', isRequired: true },
      user_id: { type: 'integer', isRequired: true },
      peer_id: { type: 'integer', isRequired: true },
      event_data: { type: 'string', maxLength: 1_000 },
    },
  },
  'messages.getHistory': {
    link: method('messages.getHistory'),
    fields: {
      offset: integer,
      count: { type: 'integer', min: 0, max: 200 },
      user_id: integer,
      peer_id: integer,
      start_message_id: integer,
      rev: { type: 'integer', min: 0, max: 1 },
      extended: flag,
      fields: list,
      group_id: integer,
    },
  },
  'messages.getConversations': {
    link: method('messages.getConversations'),
    fields: {
      offset: { type: 'integer', min: 0 },
      count: { type: 'integer', min: 0, max: 200 },
      filter: { type: 'string', oneOf: ['all', 'archive', 'important', 'sorted_chats', 'unanswered', 'unread'] },
      extended: flag,
      start_message_id: integer,
      fields: list,
      group_id: integer,
    },
  },
  'messages.getById': {
    link: method('messages.getById'),
    fields: {
      message_ids: list,
      cmids: list,
      peer_id: integer,
      preview_length: { type: 'integer', min: 0 },
      extended: flag,
      fields: list,
      group_id: integer,
    },
  },
  'photos.getMessagesUploadServer': { link: method('photos.getMessagesUploadServer'), fields: { peer_id: integer } },
  'photos.saveMessagesPhoto': {
    link: method('photos.saveMessagesPhoto'),
    fields: { photo: { type: 'string', isRequired: true }, server: integer, hash: string },
  },
  'docs.getMessagesUploadServer': {
    link: method('docs.getMessagesUploadServer'),
    fields: { type: { type: 'string', oneOf: ['doc', 'audio_message', 'graffiti'] }, peer_id: integer },
  },
  'docs.save': {
    link: method('docs.save'),
    fields: { file: { type: 'string', isRequired: true }, title: string, tags: string, return_tags: flag },
  },
}

/** The first message of a community to a peer: https://dev.vk.com/ru/method/messages.send; longer ones are error 914. */
export const messageLimit = 4_096
/** https://dev.vk.com/ru/method/messages.send: `attachment`. */
export const attachmentsLimit = 10
/** "within an hour after sending", as the reference of notifications.sendMessage puts it; the one of messages.send leaves the time open. */
export const randomIdMs = 3_600_000
/** https://dev.vk.com/ru/api/api-requests#Частотные ограничения: 20 calls a second by a community's token. */
export const callsPerSecond = 20
/** https://dev.vk.com/ru/api/bots-long-poll/getting-started: `wait` is at most 90 seconds. */
export const longestWaitMs = 90_000
/** https://dev.vk.com/ru/api/bots/development/keyboard */
export const keyboardLimits = { columns: 5, rows: 10, buttons: 40, inlineRows: 6, inlineButtons: 10, label: 40, payloadBytes: 255 } as const

/** https://dev.vk.com/ru/reference/errors and the pages of the methods. */
export const errors: Readonly<Record<number, string>> = {
  1: 'Unknown error occurred',
  3: 'Unknown method passed',
  5: 'User authorization failed: invalid access_token (4).',
  6: 'Too many requests per second',
  8: 'Invalid request',
  9: 'Flood control',
  10: 'Internal server error',
  14: 'Captcha needed',
  15: 'Access denied',
  17: 'Validation required',
  18: 'User was deleted or banned',
  27: 'Group authorization failed',
  29: 'Rate limit reached',
  100: 'One of the parameters specified was missing or invalid',
  900: "Can't send messages for users from blacklist",
  901: "Can't send messages for users without permission",
  902: "Can't send messages to this user due to their privacy settings",
  910: "Can't sent this message, because it's too big",
  911: 'Keyboard format is invalid',
  912: 'This is a chat bot feature, change this status in settings',
  914: 'Message is too long',
  917: "You don't have access to this chat",
  932: "Your community can't interact with this peer",
  936: 'Contact not found',
  940: 'Too many posts in messages',
  943: 'Cannot use this intent',
  944: 'Limits overflow for this intent',
  945: 'Chat was disabled',
  946: 'Chat not supported',
  950: "Can't send message, reply timed out",
  962: "You can't access donut chat without subscription",
  969: 'Message cannot be forwarded',
  983: 'You are restricted to write to a chat',
  985: 'Cannot write to notifications only groups',
  987: 'Need message request',
  988: 'Pending message request',
  1012: 'Writing is disabled for this chat',
}
