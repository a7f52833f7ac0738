import type { InboundEvent } from '../../../src/core/model/event.js'

/** An update as the reference shows it, and the events it must become: what the row names; other fields are not looked at. */
export type Row = {
  readonly name: string
  readonly link: string
  readonly update: object
  readonly events: readonly Partial<Record<string, unknown>>[]
}

const reference = 'https://core.telegram.org/bots/api#'
const ada = { id: 501, is_bot: false, first_name: 'Анна', last_name: 'Иванова', username: 'anna', language_code: 'ru' }
const li = { id: 502, is_bot: false, first_name: '李', language_code: 'zh-hans' }
const bot = { id: 110201543, is_bot: true, first_name: 'Otklik', username: 'otklik_bot' }
const chatOf = ({ id, first_name }: { id: number; first_name: string }) => ({ id, first_name, type: 'private' })
const date = 1_795_330_800
const at = '2026-11-22T07:00:00.000Z'

const said = (fields: object, from: { id: number; first_name: string } = ada) => ({
  update_id: 100_000_001,
  message: { message_id: 12, from, chat: chatOf(from), date, ...fields },
})
const file = { file_id: 'AgACAgIAAxkBAAM', file_unique_id: 'AQADu7kx', file_size: 4_096 }
const whole = (change: object): Partial<InboundEvent> => ({
  type: 'message',
  conversation: '501',
  externalId: '12',
  sender: { externalId: '501', name: 'Анна Иванова' },
  at,
  files: [],
  button: null,
  language: 'ru',
  groupId: null,
  ...change,
})

export const rows: readonly Row[] = [
  {
    name: 'a text',
    link: `${reference}message`,
    update: said({ text: 'Мне привезли разбитый телефон 😡' }),
    events: [whole({ text: 'Мне привезли разбитый телефон 😡' })],
  },
  {
    name: 'a Chinese text from a person with one name',
    link: `${reference}user`,
    update: said({ text: '快递三天没到，我要投诉' }, li),
    events: [
      { type: 'message', text: '快递三天没到，我要投诉', language: 'zh', sender: { externalId: '502', name: '李' }, conversation: '502' },
    ],
  },
  {
    name: 'a text with links behind words, whose offsets count UTF-16 units',
    link: `${reference}messageentity`,
    update: said({
      text: '😡 Смотрите сюда и туда',
      entities: [
        { type: 'bold', offset: 0, length: 2 },
        { type: 'text_link', offset: 12, length: 4, url: 'https://shop.example/order/1' },
        { type: 'text_link', offset: 19, length: 4, url: 'https://shop.example/order/2' },
      ],
    }),
    events: [whole({ text: '😡 Смотрите сюда (https://shop.example/order/1) и туда (https://shop.example/order/2)' })],
  },
  {
    name: 'a photo in several sizes, of which the largest counts',
    link: `${reference}photosize`,
    update: said({
      photo: [
        { ...file, file_id: 'small', width: 90, height: 67 },
        { ...file, file_id: 'large', width: 1280, height: 960, file_size: 200_000 },
        { ...file, file_id: 'middle', width: 320, height: 240 },
      ],
      caption: 'Вот трещина',
    }),
    events: [
      whole({
        text: 'Вот трещина',
        files: [{ name: 'photo-AQADu7kx.jpg', contentType: 'image/jpeg', sizeBytes: 200_000, ref: { remote: 'large' } }],
      }),
    ],
  },
  {
    name: 'one of an album',
    link: `${reference}message`,
    update: said({ media_group_id: '13386920463216709', photo: [{ ...file, width: 90, height: 67 }] }),
    events: [{ type: 'message', text: '', groupId: '13386920463216709', files: [{ ref: { remote: file.file_id } }] }],
  },
  {
    name: 'a voice message',
    link: `${reference}voice`,
    update: said({ voice: { ...file, duration: 5, mime_type: 'audio/ogg' } }),
    events: [{ type: 'message', text: '', files: [{ name: 'voice-AQADu7kx.ogg', contentType: 'audio/ogg', sizeBytes: 4_096 }] }],
  },
  {
    name: 'a piece of music',
    link: `${reference}audio`,
    update: said({ audio: { ...file, duration: 5, file_name: 'звонок.mp3', mime_type: 'audio/mpeg' } }),
    events: [{ type: 'message', files: [{ name: 'звонок.mp3', contentType: 'audio/mpeg' }] }],
  },
  {
    name: 'a video',
    link: `${reference}video`,
    update: said({ video: { ...file, width: 640, height: 360, duration: 5, mime_type: 'video/mp4' }, caption: '损坏的包裹' }),
    events: [{ type: 'message', text: '损坏的包裹', files: [{ name: 'video-AQADu7kx.mp4', contentType: 'video/mp4' }] }],
  },
  {
    name: 'a round video',
    link: `${reference}videonote`,
    update: said({ video_note: { ...file, length: 240, duration: 5 } }),
    events: [{ type: 'message', files: [{ name: 'video_note-AQADu7kx.mp4' }] }],
  },
  {
    name: 'an animation, which is shown as a document too, is one file',
    link: `${reference}animation`,
    update: said({ animation: { ...file, file_name: 'cat.mp4', mime_type: 'video/mp4' }, document: { ...file, file_name: 'cat.mp4' } }),
    events: [{ type: 'message', files: [{ name: 'cat.mp4', contentType: 'video/mp4' }] }],
  },
  {
    name: 'a document whose name turns the reading around',
    link: `${reference}document`,
    update: said({ document: { ...file, file_name: 'счёт\u202efdp.exe', mime_type: 'application/pdf' } }),
    events: [{ type: 'message', files: [{ name: 'счётfdp.exe', contentType: 'application/pdf' }] }],
  },
  {
    name: 'a sticker is its emoji',
    link: `${reference}sticker`,
    update: said({ sticker: { ...file, type: 'regular', width: 512, height: 512, is_animated: false, is_video: false, emoji: '😭' } }),
    events: [whole({ text: '😭' })],
  },
  {
    name: 'a sticker without an emoji is its picture',
    link: `${reference}sticker`,
    update: said({ sticker: { ...file, type: 'regular', width: 512, height: 512, is_animated: false, is_video: false } }),
    events: [{ type: 'message', text: '', files: [{ name: 'sticker-AQADu7kx.webp' }] }],
  },
  {
    name: 'a place',
    link: `${reference}location`,
    update: said({ location: { latitude: 55.751244, longitude: 37.618423 } }),
    events: [whole({ text: 'geo:55.751244,37.618423' })],
  },
  {
    name: 'a venue, which is shown as a place too',
    link: `${reference}venue`,
    update: said({
      location: { latitude: 55.75, longitude: 37.61 },
      venue: { location: { latitude: 55.75, longitude: 37.61 }, title: 'Пункт выдачи', address: 'ул. Лесная, 5' },
    }),
    events: [whole({ text: 'Пункт выдачи\nул. Лесная, 5\ngeo:55.75,37.61' })],
  },
  {
    name: 'a contact',
    link: `${reference}contact`,
    update: said({ contact: { phone_number: '+79161234567', first_name: 'Анна', last_name: 'Иванова', user_id: 501 } }),
    events: [whole({ text: 'Анна Иванова\n+79161234567' })],
  },
  {
    name: 'a poll',
    link: `${reference}poll`,
    update: said({
      poll: {
        id: '5',
        question: 'Вернуть?',
        options: [
          { text: 'Да', voter_count: 0 },
          { text: 'Нет', voter_count: 0 },
        ],
      },
    }),
    events: [whole({ text: 'Вернуть?\nДа\nНет' })],
  },
  { name: 'a dice', link: `${reference}dice`, update: said({ dice: { emoji: '🎲', value: 4 } }), events: [whole({ text: '🎲 4' })] },
  {
    name: 'words passed on from a person',
    link: `${reference}messageoriginuser`,
    update: said({ text: 'Ваш заказ отменён', forward_origin: { type: 'user', date, sender_user: { ...li, last_name: '雷' } } }),
    events: [whole({ text: 'Ваш заказ отменён', forwardedFrom: '李 雷' })],
  },
  {
    name: 'words passed on from somebody who hides',
    link: `${reference}messageoriginhiddenuser`,
    update: said({ text: 'Ваш заказ отменён', forward_origin: { type: 'hidden_user', date, sender_user_name: 'Курьер' } }),
    events: [whole({ text: 'Ваш заказ отменён', forwardedFrom: 'Курьер' })],
  },
  {
    name: 'words passed on from a channel',
    link: `${reference}messageoriginchannel`,
    update: said({
      text: 'Скидки',
      forward_origin: { type: 'channel', date, chat: { id: -1001, type: 'channel', title: 'Новости' }, message_id: 4 },
    }),
    events: [whole({ text: 'Скидки', forwardedFrom: 'Новости' })],
  },
  {
    name: 'an answer that quotes a part of what it answers',
    link: `${reference}textquote`,
    update: said({
      text: 'Это неправда',
      reply_to_message: { message_id: 11, from: bot, chat: chatOf(ada), date, text: 'Доставка была вчера.\nКурьер звонил.' },
      quote: { text: 'Доставка была вчера.\nКурьер звонил.', position: 0, is_manual: true },
    }),
    events: [whole({ text: 'Это неправда', replyTo: '11', whole: '> Доставка была вчера.\n> Курьер звонил.\n\nЭто неправда' })],
  },
  {
    name: 'the start button',
    link: 'https://core.telegram.org/bots/features#commands',
    update: said({ text: '/start', entities: [{ type: 'bot_command', offset: 0, length: 6 }] }),
    events: [{ type: 'started', payload: null, language: 'ru', externalId: '12', conversation: '501' }],
  },
  {
    name: 'a start by a link',
    link: 'https://core.telegram.org/bots/features#deep-linking',
    update: said({ text: '/start AQx-9_tok' }),
    events: [{ type: 'started', payload: 'AQx-9_tok' }],
  },
  {
    name: 'words after /start that no link can carry stay words',
    link: 'https://core.telegram.org/bots/features#deep-linking',
    update: said({ text: '/start мне не привезли заказ' }),
    events: [whole({ text: '/start мне не привезли заказ' })],
  },
  {
    name: 'a press of a button',
    link: `${reference}callbackquery`,
    update: {
      update_id: 100_000_002,
      callback_query: {
        id: '4382bfdwdsb323b2d9',
        from: ada,
        message: {
          message_id: 20,
          from: bot,
          chat: chatOf(ada),
          date,
          text: 'Чего бы вам хотелось?',
          reply_markup: {
            inline_keyboard: [[{ text: 'Вернуть деньги', callback_data: 'refund' }], [{ text: 'Заменить', callback_data: 'replace' }]],
          },
        },
        chat_instance: '-3',
        data: 'replace',
      },
    },
    events: [
      {
        type: 'message',
        text: 'Заменить',
        button: 'replace',
        conversation: '501',
        externalId: 'press-4382bfdwdsb323b2d9',
        replyTo: '20',
        language: 'ru',
      },
    ],
  },
  {
    name: 'a press under a message that the bot may no longer see',
    link: `${reference}inaccessiblemessage`,
    update: {
      update_id: 100_000_003,
      callback_query: { id: '77', from: ada, message: { chat: chatOf(ada), message_id: 20, date: 0 }, chat_instance: '-3', data: 'refund' },
    },
    events: [{ type: 'message', text: 'refund', button: 'refund', conversation: '501', replyTo: '20' }],
  },
  {
    name: 'an edit',
    link: `${reference}update`,
    update: {
      update_id: 100_000_004,
      edited_message: { message_id: 12, from: ada, chat: chatOf(ada), date, edit_date: date + 60, text: 'Разбит экран' },
    },
    events: [{ type: 'edited', of: '12', text: 'Разбит экран', conversation: '501', at: '2026-11-22T07:01:00.000Z' }],
  },
  {
    name: 'a reaction',
    link: `${reference}messagereactionupdated`,
    update: {
      update_id: 100_000_005,
      message_reaction: {
        chat: chatOf(ada),
        message_id: 20,
        user: ada,
        date,
        old_reaction: [],
        new_reaction: [{ type: 'emoji', emoji: '👎' }],
      },
    },
    events: [{ type: 'reaction', of: '20', emoji: '👎', sender: { externalId: '501' } }],
  },
  {
    name: 'a reaction taken back',
    link: `${reference}messagereactionupdated`,
    update: {
      update_id: 100_000_006,
      message_reaction: {
        chat: chatOf(ada),
        message_id: 20,
        user: ada,
        date,
        old_reaction: [{ type: 'emoji', emoji: '👎' }],
        new_reaction: [],
      },
    },
    events: [{ type: 'reaction', of: '20', emoji: null }],
  },
  {
    name: 'the bot is blocked',
    link: `${reference}chatmemberupdated`,
    update: {
      update_id: 100_000_007,
      my_chat_member: {
        chat: chatOf(ada),
        from: ada,
        date,
        old_chat_member: { user: bot, status: 'member' },
        new_chat_member: { user: bot, status: 'kicked', until_date: 0 },
      },
    },
    events: [{ type: 'left', conversation: '501', reason: 'the bot was blocked' }],
  },
  {
    name: 'the bot is let in again',
    link: `${reference}chatmemberupdated`,
    update: {
      update_id: 100_000_008,
      my_chat_member: {
        chat: chatOf(ada),
        from: ada,
        date,
        old_chat_member: { user: bot, status: 'kicked', until_date: 0 },
        new_chat_member: { user: bot, status: 'member' },
      },
    },
    events: [{ type: 'returned', conversation: '501' }],
  },
  {
    name: 'what bots are not shown is kept for a person',
    link: `${reference}message`,
    update: said({}),
    events: [{ type: 'unreadable', conversation: '501', externalId: '12', reason: 'a message of a kind that Telegram does not show' }],
  },
  {
    name: 'a kind of message that does not exist yet is kept for a person',
    link: `${reference}message`,
    update: said({ hologram: { file_id: 'x' } }),
    events: [{ type: 'unreadable', conversation: '501', reason: 'a message with hologram' }],
  },
  {
    name: 'a kind of update that does not exist yet is kept when a person did it',
    link: `${reference}update`,
    update: { update_id: 100_000_009, thought: { from: ada, chat: chatOf(ada), text: 'hm' } },
    events: [{ type: 'unreadable', conversation: '501', reason: 'an update of kind thought' }],
  },
  {
    name: 'a kind of update that does not exist yet is nothing when nobody did it',
    link: `${reference}update`,
    update: { update_id: 100_000_010, server_mood: { value: 3 } },
    events: [],
  },
  {
    name: 'a service message',
    link: `${reference}message`,
    update: said({ message_auto_delete_timer_changed: { message_auto_delete_time: 86_400 } }),
    events: [],
  },
  {
    name: 'the count of reactions',
    link: `${reference}messagereactioncountupdated`,
    update: { update_id: 1, message_reaction_count: { chat: chatOf(ada), message_id: 1, date, reactions: [] } },
    events: [],
  },
  { name: 'an update with nothing in it', link: `${reference}update`, update: { update_id: 100_000_011 }, events: [] },
]

const group = { id: -4_001, type: 'group', title: 'Соседи' }

/** What is said among many: nothing, unless groups are allowed. */
export const groupRows: readonly Row[] = [
  {
    name: 'a text in a group',
    link: `${reference}chat`,
    update: { update_id: 2, message: { message_id: 3, from: ada, chat: group, date, text: 'Лифт стоит' } },
    events: [{ type: 'message', text: 'Лифт стоит', conversation: '-4001', sender: { externalId: '501', name: 'Анна Иванова' } }],
  },
  {
    name: 'a group becomes a supergroup',
    link: `${reference}message`,
    update: { update_id: 3, message: { message_id: 4, from: ada, chat: group, date, migrate_to_chat_id: -1_001_234_567_890 } },
    events: [{ type: 'moved', conversation: '-4001', to: '-1001234567890' }],
  },
  {
    name: 'a post of a channel',
    link: `${reference}update`,
    update: {
      update_id: 4,
      channel_post: {
        message_id: 5,
        sender_chat: { id: -1_009, type: 'channel', title: 'Новости' },
        chat: { id: -1_009, type: 'channel', title: 'Новости' },
        date,
        text: 'Скидки',
      },
    },
    events: [{ type: 'message', text: 'Скидки', conversation: '-1009', sender: { externalId: '-1009' } }],
  },
  {
    name: 'the bot is removed from a group',
    link: `${reference}chatmemberupdated`,
    update: {
      update_id: 5,
      my_chat_member: {
        chat: group,
        from: ada,
        date,
        old_chat_member: { user: bot, status: 'member' },
        new_chat_member: { user: bot, status: 'left' },
      },
    },
    events: [{ type: 'left', conversation: '-4001' }],
  },
]
