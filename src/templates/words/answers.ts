import type { MessageTable } from '../word-table.js'

/** What the bot answers along the way: noted, on its way to a person, where things stand. */

const manager = '{{ manager }}{% if contact %} ({{ contact }}){% endif %}'
const managerZh = '{{ manager }}{% if contact %}（{{ contact }}）{% else %} {% endif %}'

export const answers = {
  'notice.thanks': {
    ru: 'Спасибо, всё записали. Дальше этим занимается {{ manager }}.{% if due %} Ответим {{ due }}.{% endif %} Если что-то вспомните, пишите прямо сюда.',
    en: 'Thank you, we have it all. {{ manager }} takes it from here.{% if due %} You will hear from us {{ due }}.{% endif %} If anything comes to mind, just write here.',
    zh: '谢谢，都记下了。接下来由 {{ manager }} 跟进。{% if due %}我们将在{{ due }}答复您。{% endif %}想起什么，随时在这里告诉我们。',
  },
  'notice.noted': {
    ru: 'Добавили к {{ number }}. {{ manager }} это увидит.',
    en: 'Added to {{ number }}. {{ manager }} will see it.',
    zh: '已补充到 {{ number }}，{{ manager }} 会看到。',
  },
  'notice.story': {
    ru: 'Простите, что так вышло. Записали к {{ number }}, этим занимается {{ manager }}.{% if due %} Ответим {{ due }}.{% endif %}',
    en: 'We are sorry this happened. It is on record under {{ number }}, and {{ manager }} is looking after it.{% if due %} You will hear from us {{ due }}.{% endif %}',
    zh: '很抱歉给您添了麻烦。已记录到 {{ number }}，由 {{ manager }} 跟进。{% if due %}我们将在{{ due }}答复您。{% endif %}',
  },
  'notice.still-here': {
    ru: `Здравствуйте, мы на связи. {{ number }} ведёт ${manager}.{% if due %} Ответим {{ due }}.{% endif %} Если хотите что-то добавить, пишите.`,
    en: `Hello, we are here. {{ number }} is with ${manager}.{% if due %} You will hear from us {{ due }}.{% endif %} If you want to add anything, just write.`,
    zh: `您好，我们在。{{ number }} 由 ${managerZh}跟进。{% if due %}我们将在{{ due }}答复您。{% endif %}如需补充，请直接写在这里。`,
  },
  'notice.welcome': {
    ru: 'Пожалуйста! Если что-то понадобится, мы здесь.',
    en: 'You are welcome! If you need anything, we are here.',
    zh: '不客气！有需要随时找我们。',
  },
  'notice.trouble': {
    ru: 'Простите, у бота заминка. Ваше сообщение сохранено, его прочтёт человек и ответит здесь.',
    en: 'Sorry, the bot has stumbled. Your message is safe: a person will read it and answer here.',
    zh: '抱歉，机器人出了点问题。您的消息已保存，会有同事阅读并在这里回复。',
  },
  'person.coming': {
    ru: `Зовём человека. {{ number }} ведёт ${manager}.{% if due %} Ответим здесь же {{ due }}.{% endif %}`,
    en: `We are getting a person. {{ number }} is with ${manager}.{% if due %} You will hear from us here {{ due }}.{% endif %}`,
    zh: `正在为您转接人工。{{ number }} 由 ${managerZh}负责。{% if due %}我们将在{{ due }}在这里答复您。{% endif %}`,
  },
  'person.already': {
    ru: `Ваше сообщение уже у людей. {{ number }} ведёт ${manager}.{% if due %} Ответим здесь же {{ due }}.{% endif %}`,
    en: `Your message is already with our people. {{ number }} is with ${manager}.{% if due %} You will hear from us here {{ due }}.{% endif %}`,
    zh: `您的消息已经在人工处理中。{{ number }} 由 ${managerZh}负责。{% if due %}我们将在{{ due }}在这里答复您。{% endif %}`,
  },
  'look-up.status': {
    ru: `{{ number }}: {{ status | label: 'status' }}. Ведёт ${manager}.{% if due %} Ответим {{ due }}.{% endif %}\nХод дела: {{ statusUrl }}`,
    en: `{{ number }}: {{ status | label: 'status' }}. It is with ${manager}.{% if due %} You will hear from us {{ due }}.{% endif %}\nFollow it here: {{ statusUrl }}`,
    zh: `{{ number }}：{{ status | label: 'status' }}。由 ${managerZh}负责。{% if due %}我们将在{{ due }}答复您。{% endif %}\n查看进度：{{ statusUrl }}`,
  },
  'promise.late': {
    ru: 'Мы не успели ответить по {{ number }} к сроку. Простите.{% if due %} Ответим {{ due }}.{% endif %} Ведёт {{ manager }}{% if contact %}, {{ contact }}{% endif %}.',
    en: 'We did not answer {{ number }} in time. We are sorry.{% if due %} You will hear from us {{ due }}.{% endif %} It is with {{ manager }}{% if contact %}, {{ contact }}{% endif %}.',
    zh: '{{ number }} 未能按时答复，很抱歉。{% if due %}我们将在{{ due }}答复您。{% endif %}负责人：{{ manager }}{% if contact %}，{{ contact }}{% endif %}。',
  },
} as const satisfies MessageTable
