import type { MessageTable } from '../word-table.js'

/** What the desk itself says when something could not be taken as it came. Each tells what to do next. */
export const notices = {
  'notice.unreadable': {
    ru: 'Ваше сообщение дошло, но прочесть его бот не смог. Его посмотрит человек. Если можно, повторите словами.',
    en: 'Your message arrived, but the bot could not read it. A person will look at it. If you can, please repeat it in words.',
    zh: '您的消息已收到，但机器人无法识别，会有同事查看。方便的话，请用文字再说一次。',
  },
  'file.too-large': {
    ru: 'Этот файл больше {{ limitMb }} МБ и не загрузился. Пришлите, пожалуйста, файл поменьше или ссылку на него.',
    en: 'This file is larger than {{ limitMb }} MB and was not uploaded. Please send a smaller one, or a link to it.',
    zh: '文件超过 {{ limitMb }} MB，未能上传。请发送较小的文件或链接。',
  },
  'channel.joined': {
    ru: 'Продолжим здесь: {{ number }}. Пишите сюда, всё попадёт в то же дело. Ход дела: {{ statusUrl }}',
    en: 'Let us go on here: {{ number }}. Write here, and it all belongs to the same case. Follow it: {{ statusUrl }}',
    zh: '我们在这里继续：{{ number }}。请直接在此留言，都会归入同一件事。查看进度：{{ statusUrl }}',
  },
  'test.answer': {
    ru: 'Проверка связи {{ code }}: ваше сообщение дошло, это ответ. Ответьте на него любым словом, и проверка закончена.',
    en: 'Connection test {{ code }}: your message arrived, and this is the answer. Reply with any word to finish the test.',
    zh: '连接测试 {{ code }}：您的消息已收到，这是回复。请随意回复一个字以完成测试。',
  },
  'file.lost': {
    ru: 'Ваш файл не удалось получить. Пришлите его, пожалуйста, ещё раз.',
    en: 'Your file could not be received. Please send it once more.',
    zh: '未能收到您的文件，请再发送一次。',
  },
  'file.too-many': {
    ru: 'В одном сообщении помещается не больше {{ limit }} файлов. Остальные пришлите, пожалуйста, следующим.',
    en: 'One message holds {{ limit }} files at most. Please send the others in the next one.',
    zh: '一条消息最多 {{ limit }} 个文件，其余请在下一条发送。',
  },
  'file.refused': {
    ru: 'Файл такого вида принять нельзя. Подойдут фото, видео, PDF и документы.',
    en: 'A file of this kind cannot be accepted. Photos, videos, PDF and documents are fine.',
    zh: '无法接收此类文件。可以发送照片、视频、PDF 或文档。',
  },
  'text.too-long': {
    ru: 'В одном сообщении помещается не больше {{ limit }} знаков. Пришлите, пожалуйста, текст частями или файлом.',
    en: 'One message holds {{ limit }} characters at most. Please send the text in parts or as a file.',
    zh: '一条消息最多 {{ limit }} 个字符。请分段发送或作为文件发送。',
  },
  'text.too-fast': {
    ru: 'Сообщений слишком много подряд. Всё, что пришло, сохранено; подождите, пожалуйста, минуту.',
    en: 'Too many messages at once. What has arrived is safe; please wait a minute.',
    zh: '消息发送得太快。已收到的都已保存，请稍等一分钟。',
  },
} as const satisfies MessageTable
