import type { Language } from '../../core/model/reading.js'
import type { MessageTable } from '../word-table.js'

/**
 * The first answer to whatever was registered: one message, text alone, that holds the number, the manager, who answers in the last
 * resort, the time and the link. Only a complaint is met with an apology.
 */

const manager = '{{ manager }}{% if contact %} ({{ contact }}){% endif %}'
const lastResort = '{{ lastResort }}{% if lastResortContact %} ({{ lastResortContact }}){% endif %}'
const managerZh = '{{ manager }}{% if contact %}（{{ contact }}）{% else %} {% endif %}'
const lastResortZh = '{{ lastResort }}{% if lastResortContact %}（{{ lastResortContact }}）{% else %} {% endif %}'

/** In a conversation that goes on nobody is greeted twice. */
const hello: Readonly<Record<Language, string>> = {
  ru: '{% if isAnother %}{% if name %}{{ name }}, поняли вас.{% else %}Поняли вас.{% endif %}{% else %}{% if name %}{{ name }}, здравствуйте!{% else %}Здравствуйте!{% endif %}{% endif %} ',
  en: '{% if isAnother %}Understood{% if name %}, {{ name }}{% endif %}.{% else %}Hello{% if name %} {{ name }}{% endif %}.{% endif %} ',
  zh: '{% if name %}{{ name }}，{% endif %}{% if isAnother %}明白了。{% else %}您好！{% endif %}',
}

/** What is promised, in the same words for all: when, by whom else, where to look. */
const promise: Readonly<Record<Language, string>> = {
  ru:
    '{% if due %} Ответим {{ due }}.{% endif %}{% unless isWorkingTime %} Сейчас у нас нерабочее время, но всё уже записано.{% endunless %}' +
    `{% if lastResort == manager %} И в крайнем случае отвечает тоже {{ lastResort }}.{% else %} В крайнем случае вам ответит ${lastResort}.{% endif %}` +
    '\nХод дела: {{ statusUrl }}{% if isDemo %}\nЭто демонстрация: бренд и сотрудники вымышлены.{% endif %}',
  en:
    '{% if due %} You will hear from us {{ due }}.{% endif %}{% unless isWorkingTime %} We are closed right now, but everything is written down.{% endunless %}' +
    `{% if lastResort == manager %} In the last resort, too, the person to turn to is {{ lastResort }}.{% else %} In the last resort, ${lastResort} will answer you.{% endif %}` +
    '\nFollow it here: {{ statusUrl }}{% if isDemo %}\nThis is a demonstration: the brand and its people are invented.{% endif %}',
  zh:
    '{% if due %}我们将在{{ due }}答复您。{% endif %}{% unless isWorkingTime %}现在是非工作时间，但内容已经记录下来。{% endunless %}' +
    `{% if lastResort == manager %}如果仍未解决，最终也由 {{ lastResort }} 答复您。{% else %}如果仍未解决，最终由 ${lastResortZh}答复您。{% endif %}` +
    '\n查看进度：{{ statusUrl }}{% if isDemo %}\n这是演示：品牌和人员均为虚构。{% endif %}',
}

export const acknowledgements = {
  'acknowledgement.complaint': {
    ru: `${hello.ru}Простите, что так вышло. Жалоба {{ number }} принята, ей займётся ${manager}.${promise.ru}`,
    en: `${hello.en}We are sorry this happened. Your complaint {{ number }} is registered, and ${manager} is looking after it.${promise.en}`,
    zh: `${hello.zh}很抱歉给您添了麻烦。您的投诉已受理，{{ number }}，由 ${managerZh}负责处理。${promise.zh}`,
  },
  'acknowledgement.praise': {
    ru: `${hello.ru}Спасибо за тёплые слова! Записали их, {{ number }}: ${manager} передаст тем, кого они касаются, и расскажет вам, что из этого вышло.${promise.ru}`,
    en: `${hello.en}Thank you for the kind words! They are on record as {{ number }}: ${manager} will pass them on to the people they are about and tell you what came of it.${promise.en}`,
    zh: `${hello.zh}谢谢您的肯定！我们已经记录下来，{{ number }}，由 ${managerZh}转达给相关同事，并告诉您后续结果。${promise.zh}`,
  },
  'acknowledgement.question': {
    ru: `${hello.ru}Ваш вопрос у нас, {{ number }}. Ответит ${manager}.${promise.ru}`,
    en: `${hello.en}We have your question, {{ number }}. It will be answered by ${manager}.${promise.en}`,
    zh: `${hello.zh}您的问题已收到，{{ number }}，由 ${managerZh}为您解答。${promise.zh}`,
  },
  'acknowledgement.suggestion': {
    ru: `${hello.ru}Спасибо за идею! Записали её, {{ number }}. Рассмотрит и ответит ${manager}.${promise.ru}`,
    en: `${hello.en}Thank you for the idea! It is on record as {{ number }}, and ${manager} will look into it and answer you.${promise.en}`,
    zh: `${hello.zh}谢谢您的建议！我们已经记录下来，{{ number }}，由 ${managerZh}研究并答复您。${promise.zh}`,
  },
  'acknowledgement.offer': {
    ru: `${hello.ru}Спасибо за предложение. Оно записано, {{ number }}, посмотрит его ${manager}.${promise.ru}`,
    en: `${hello.en}Thank you for your offer. It is on record as {{ number }}, and ${manager} will look at it.${promise.en}`,
    zh: `${hello.zh}谢谢您的合作意向。已登记，{{ number }}，由 ${managerZh}查看。${promise.zh}`,
  },
  'acknowledgement.unsure': {
    ru: `${hello.ru}Ваше сообщение у нас, {{ number }}, им займётся человек: ${manager}.${promise.ru}`,
    en: `${hello.en}We have your message, {{ number }}, and a person will look after it: ${manager}.${promise.en}`,
    zh: `${hello.zh}您的留言已收到，{{ number }}，将由专人跟进：${managerZh}。${promise.zh}`,
  },
} as const satisfies MessageTable
