import type { MessageTable } from '../word-table.js'

/** What the bot asks. The question is short, says why where that is not plain, and can always be left out. */

const skip = { ru: 'Пропустить', en: 'Skip', zh: '跳过' }
const refund = { ru: 'Вернуть деньги', en: 'A refund', zh: '退款' }
const explain = { ru: 'Объяснить, что случилось', en: 'An explanation', zh: '给出解释' }
const other = { ru: 'Другое', en: 'Something else', zh: '其他' }

const wanted = {
  ru: 'Чего бы вам хотелось? Выберите или напишите своими словами.',
  en: 'What would you like us to do? Choose, or say it in your own words.',
  zh: '您希望我们怎么处理？请选择，或直接告诉我们。',
}
const wantedAgain = {
  ru: 'Напишите, пожалуйста, словами, чего бы вам хотелось, или выберите ответ.',
  en: 'Please tell us in words what you would like, or choose an answer.',
  zh: '请用文字告诉我们您的希望，或选择一个答案。',
}

export const questions = {
  'ask.greeting': {
    ru: 'Здравствуйте! Что случилось, чем помочь? Напишите как есть, своими словами.',
    en: 'Hello! What happened, and how can we help? Just say it in your own words.',
    zh: '您好！请问发生了什么事，需要我们帮什么忙？直接告诉我们就好。',
  },
  'ask.greeting.retry': {
    ru: 'Мы на связи. Расскажите, пожалуйста, что случилось или что вы хотели узнать.',
    en: 'We are here. Please tell us what happened or what you would like to know.',
    zh: '我们在。请告诉我们发生了什么，或您想了解什么。',
  },
  'ask.happened': {
    ru: 'Расскажите, пожалуйста, что случилось?',
    en: 'What happened? Please tell us in your own words.',
    zh: '请告诉我们发生了什么？',
  },
  'ask.happened.retry': {
    ru: 'Пары предложений достаточно: что случилось, где и когда?',
    en: 'A sentence or two will do: what happened, where and when?',
    zh: '简单说一两句就好：什么事，在哪里，什么时候？',
  },
  'ask.person': {
    ru: 'Как к вам обращаться и куда ответить, если эта страница закроется? Подойдёт телефон или почта.',
    en: 'What is your name, and where can we reach you if this page is closed? A phone number or an e-mail will do.',
    zh: '请问怎么称呼您？如果您关闭了页面，我们怎么联系您？电话或邮箱都可以。',
    choices: { skip },
  },
  'ask.person.retry': {
    ru: 'Напишите, пожалуйста, имя и телефон или почту, например: Анна, +7 900 000-00-00. Можно пропустить.',
    en: 'Please write a name and a phone number or an e-mail, for example: Anna, anna@example.com. Or skip this.',
    zh: '请写下称呼和电话或邮箱，例如：李女士，13800000000。也可以跳过。',
  },
  'ask.name': {
    ru: 'Как к вам обращаться?',
    en: 'What may we call you?',
    zh: '请问怎么称呼您？',
    choices: { skip },
  },
  'ask.name.retry': {
    ru: 'Напишите, пожалуйста, только имя. Можно пропустить.',
    en: 'Just your name, please. Or skip this.',
    zh: '请只写您的称呼，也可以跳过。',
  },
  'ask.contact': {
    ru: 'Куда ответить, если эта страница закроется? Подойдёт телефон или почта.',
    en: 'Where can we reach you if this page is closed? A phone number or an e-mail will do.',
    zh: '如果您关闭了页面，我们怎么联系您？电话或邮箱都可以。',
    choices: { skip },
  },
  'ask.contact.retry': {
    ru: 'Это не похоже на телефон или почту. Напишите, пожалуйста, ещё раз или пропустите.',
    en: 'That does not look like a phone number or an e-mail. Please try again, or skip this.',
    zh: '这看起来不像电话或邮箱。请再写一次，或跳过。',
  },
  'ask.photo': {
    ru: 'Если под рукой есть фото, пришлите его сюда: так разберёмся быстрее.',
    en: 'If you have a photo at hand, please send it here: it helps us sort this out faster.',
    zh: '如果手边有照片，请发到这里，这样能更快处理。',
    choices: { skip },
  },
  'ask.photo.retry': {
    ru: 'Фото можно прикрепить прямо к сообщению. Если его нет, пропустите.',
    en: 'A photo can be attached to your message. If there is none, just skip this.',
    zh: '照片可以直接添加到消息里。没有的话请跳过。',
  },
  'ask.order': {
    ru: 'Подскажите номер заказа, если он под рукой.',
    en: 'Could you tell us the order number, if you have it at hand?',
    zh: '方便的话，请告诉我们订单号。',
    choices: { skip },
  },
  'ask.order.retry': {
    ru: 'Не нашли в сообщении номера заказа. Напишите его цифрами или пропустите.',
    en: 'We could not find an order number there. Please type it in digits, or skip this.',
    zh: '没有找到订单号。请用数字写下，或跳过。',
  },
  'ask.wanted-goods': {
    ...wanted,
    choices: { refund, replace: { ru: 'Заменить', en: 'A replacement', zh: '换货' }, explain, other },
  },
  'ask.wanted-goods.retry': wantedAgain,
  'ask.wanted-delivery': {
    ...wanted,
    choices: { deliver: { ru: 'Привезти поскорее', en: 'Deliver it soon', zh: '尽快送达' }, refund, explain, other },
  },
  'ask.wanted-delivery.retry': wantedAgain,
  'ask.wanted-payment': { ...wanted, choices: { refund, explain, other } },
  'ask.wanted-payment.retry': wantedAgain,
  'ask.wanted-service': {
    ...wanted,
    choices: {
      fix: { ru: 'Разобраться и исправить', en: 'Sort it out', zh: '查清并改正' },
      explain,
      apology: { ru: 'Извиниться', en: 'An apology', zh: '道歉' },
      other,
    },
  },
  'ask.wanted-service.retry': wantedAgain,
  'ask.another': {
    ru: 'Это новая жалоба или про {{ number }}?',
    en: 'Is this a new complaint, or about {{ number }}?',
    zh: '这是新的投诉，还是关于 {{ number }}？',
    choices: {
      new: { ru: 'Новая жалоба', en: 'A new complaint', zh: '新的投诉' },
      about: { ru: 'Про {{ number }}', en: 'About {{ number }}', zh: '关于 {{ number }}' },
    },
  },
  'ask.another.retry': {
    ru: 'Выберите, пожалуйста: это новая жалоба или про {{ number }}?',
    en: 'Please choose: is this a new complaint, or about {{ number }}?',
    zh: '请选择：这是新的投诉，还是关于 {{ number }}？',
  },
} as const satisfies MessageTable
