import type { LabelTable } from '../word-table.js'

/** Single words and lines that stand inside something else; never a message of their own. */
export const labels = {
  'demo.mark': { ru: '(демонстрация)', en: '(demonstration)', zh: '（演示）' },

  'kind.complaint': { ru: 'жалоба', en: 'complaint', zh: '投诉' },
  'kind.praise': { ru: 'благодарность', en: 'praise', zh: '表扬' },
  'kind.question': { ru: 'вопрос', en: 'question', zh: '咨询' },
  'kind.suggestion': { ru: 'предложение по работе', en: 'suggestion', zh: '建议' },
  'kind.offer': { ru: 'предложение поставщика', en: 'business offer', zh: '合作意向' },

  'status.with-bot': { ru: 'принято, передаём человеку', en: 'received, on its way to a person', zh: '已受理，正在转交' },
  'status.new': { ru: 'принято, скоро возьмут в работу', en: 'received, about to be taken up', zh: '已受理，即将处理' },
  'status.in-work': { ru: 'в работе', en: 'being worked on', zh: '处理中' },
  'status.waiting-customer': { ru: 'ждём вашего ответа', en: 'waiting for your answer', zh: '等待您的回复' },
  'status.waiting-department': { ru: 'уточняем у специалистов', en: 'we are asking our specialists', zh: '正在向专业部门核实' },
  'status.waiting-approval': { ru: 'решение на согласовании', en: 'the decision is being approved', zh: '处理方案审批中' },
  'status.snoozed': { ru: 'в работе, вернёмся к нему в срок', en: 'in hand, we will come back to it in time', zh: '已安排，将按时跟进' },
  'status.resolved': { ru: 'решено, ждём вашего слова', en: 'solved, waiting for your word', zh: '已解决，等待您确认' },
  'status.closed': { ru: 'закрыто', en: 'closed', zh: '已结束' },
  'status.returned': { ru: 'снова в работе', en: 'open again', zh: '已重新处理' },

  'stage.received': { ru: 'принято', en: 'received', zh: '已受理' },
  'stage.assigned': { ru: 'назначен ответственный', en: 'a manager is named', zh: '已指定负责人' },
  'stage.checking': { ru: 'разбираемся', en: 'looking into it', zh: '核实中' },
  'stage.decision': { ru: 'решение', en: 'decision', zh: '处理结果' },
  'stage.closed': { ru: 'закрыто', en: 'closed', zh: '已结束' },

  'note.unreadable': {
    ru: 'Сообщение не удалось прочесть: {{ reason }}. Исходные данные сохранены во входящих.',
    en: 'A message could not be read: {{ reason }}. The raw payload is kept in the inbox.',
    zh: '有一条消息无法读取：{{ reason }}。原始数据保存在收件记录中。',
  },
  'told.brief': {
    ru: '{{ brand }}: {{ number }} принято. Ход дела: {{ statusUrl }}',
    en: '{{ brand }}: {{ number }} is registered. Follow it: {{ statusUrl }}',
    zh: '{{ brand }}：{{ number }} 已受理。查看进度：{{ statusUrl }}',
  },
  'told.also': {
    ru: 'Ещё мы записали: {{ numbers }}.',
    en: 'We have also registered: {{ numbers }}.',
    zh: '另外还登记了：{{ numbers }}。',
  },

  'note.automatic': {
    ru: 'Это письмо написала программа. Бот на него не отвечал.',
    en: 'A program wrote this letter. The bot did not answer it.',
    zh: '这封邮件由程序自动发出，机器人未作回复。',
  },
  'note.foreign-letter': {
    ru: 'Письмо пришло с чужого адреса: {{ sender }}. Кто это, не проверено; бот не отвечал.',
    en: 'This letter came from another address: {{ sender }}. Nobody has checked who that is; the bot did not answer.',
    zh: '这封邮件来自其他地址：{{ sender }}。身份未核实，机器人未作回复。',
  },
  'note.left': {
    ru: 'Клиент больше не принимает сообщения здесь.',
    en: 'The customer no longer takes messages here.',
    zh: '客户在此不再接收消息。',
  },
  'note.call-began': {
    ru: 'Входящий звонок: {{ caller }}.',
    en: 'Incoming call: {{ caller }}.',
    zh: '来电：{{ caller }}。',
  },
  'note.call-ended': {
    ru: 'Звонок окончен: {{ caller }}.{% if recording %} Запись: {{ recording }}{% endif %}',
    en: 'Call ended: {{ caller }}.{% if recording %} Recording: {{ recording }}{% endif %}',
    zh: '通话结束：{{ caller }}。{% if recording %}录音：{{ recording }}{% endif %}',
  },

  /** What a customer says who opens the chat by its start button. */
  'greeting.start': { ru: 'Здравствуйте', en: 'Hello', zh: '你好' },
} as const satisfies LabelTable
