import type { MessageTable } from '../word-table.js'

/** What is said when the work is done: is it all right, how was it, and what when it is not. */

const yes = { ru: 'Да, всё хорошо', en: 'Yes, all good', zh: '是的，满意' }
const no = { ru: 'Нет, не решено', en: 'No, not solved', zh: '没有解决' }
const more = { ru: 'Есть ещё вопрос', en: 'Something is missing', zh: '还有问题' }

export const finishing = {
  'finish.complaint': {
    ru: '{% if name %}{{ name }}, мы{% else %}Мы{% endif %} закончили работу по {{ number }}. Всё ли теперь в порядке?',
    en: '{% if name %}{{ name }}, we{% else %}We{% endif %} have finished our work on {{ number }}. Is everything all right now?',
    zh: '{% if name %}{{ name }}，{% endif %}{{ number }} 已经处理完毕。现在一切都好吗？',
    choices: { yes, no },
  },
  'finish.complaint.retry': {
    ru: 'Скажите, пожалуйста: да, всё в порядке, или нет, осталась проблема?',
    en: 'Please tell us: yes, it is all right, or no, something is still wrong?',
    zh: '请告诉我们：已经解决，还是仍有问题？',
  },
  'finish.praise': {
    ru: '{% if name %}{{ name }}, ваши{% else %}Ваши{% endif %} слова из {{ number }} мы передали. Спасибо ещё раз! Всё ли хорошо?',
    en: '{% if name %}{{ name }}, your{% else %}Your{% endif %} kind words ({{ number }}) have been passed on. Thank you again! Is everything fine?',
    zh: '{% if name %}{{ name }}，{% endif %}您的肯定（{{ number }}）已经转达，再次感谢！一切都好吗？',
    choices: { yes, no: more },
  },
  'finish.praise.retry': {
    ru: 'Скажите, пожалуйста: всё хорошо или есть что добавить?',
    en: 'Please tell us: is all well, or is there something to add?',
    zh: '请告诉我们：一切都好，还是还有要补充的？',
  },
  'finish.answer': {
    ru: '{% if name %}{{ name }}, по{% else %}По{% endif %} {{ number }} мы ответили. Удалось помочь?',
    en: '{% if name %}{{ name }}, we{% else %}We{% endif %} have answered {{ number }}. Did that help?',
    zh: '{% if name %}{{ name }}，{% endif %}{{ number }} 已经答复。对您有帮助吗？',
    choices: { yes: { ru: 'Да, спасибо', en: 'Yes, thanks', zh: '有帮助，谢谢' }, no: more },
  },
  'finish.answer.retry': {
    ru: 'Скажите, пожалуйста: ответ помог или остались вопросы?',
    en: 'Please tell us: did the answer help, or is there still a question?',
    zh: '请告诉我们：答复有帮助，还是还有问题？',
  },
  'finish.rating': {
    ru: 'Рады, что всё хорошо. Как вам наша работа, от 1 до 5?',
    en: 'We are glad to hear it. How did we do, from 1 to 5?',
    zh: '很高兴一切都好。请为我们的服务打分，1 到 5 分。',
    choices: {
      5: { ru: '5', en: '5', zh: '5' },
      4: { ru: '4', en: '4', zh: '4' },
      3: { ru: '3', en: '3', zh: '3' },
      2: { ru: '2', en: '2', zh: '2' },
      1: { ru: '1', en: '1', zh: '1' },
    },
  },
  'finish.rating.retry': {
    ru: 'Одной цифрой, пожалуйста: от 1 (плохо) до 5 (отлично).',
    en: 'A single digit, please: from 1 (poor) to 5 (excellent).',
    zh: '请用一个数字：1（差）到 5（很好）。',
  },
  'finish.thanks': {
    ru: 'Спасибо, что рассказали. Если что-то понадобится, пишите сюда.',
    en: 'Thank you for telling us. If you need anything, write here.',
    zh: '谢谢您的反馈。有需要随时在这里联系我们。',
  },
  'finish.missing': {
    ru: 'Простите, что не вышло с первого раза. Чего не хватает?',
    en: 'We are sorry we did not get it right. What is still missing?',
    zh: '很抱歉没有一次处理好。还缺什么？',
  },
  'finish.missing.retry': {
    ru: 'Напишите, пожалуйста, что осталось исправить.',
    en: 'Please tell us what is still to be put right.',
    zh: '请告诉我们还有什么需要改进。',
  },
  'finish.back': {
    ru: '{{ number }} снова в работе. {{ manager }} вернётся к вам{% if due %} {{ due }}{% else %} с ответом{% endif %}.',
    en: '{{ number }} is open again. {{ manager }} will get back to you{% if due %} {{ due }}{% endif %}.',
    zh: '{{ number }} 已重新处理。{% if due %}{{ manager }} 将在{{ due }}回复您。{% else %}{{ manager }} 会回复您。{% endif %}',
  },
} as const satisfies MessageTable
