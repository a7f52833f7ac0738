import type { StageKey } from '../model/complaint.js'
import type { Language } from '../model/reading.js'

type Names = Readonly<Record<Language, string>>

/**
 * The stages of the process as shipped: what staff call them, and what a customer is told, in a form that fits a complaint, a question and
 * an offer alike. The one place, so that the console and the customer's page never say two things.
 */
const stages: Readonly<Record<StageKey, { readonly name: Names; readonly customerName: Names }>> = {
  received: {
    name: { ru: 'Принята', en: 'Received', zh: '已受理' },
    customerName: { ru: 'Принято', en: 'Received', zh: '已受理' },
  },
  assigned: {
    name: { ru: 'Назначен менеджер', en: 'Manager assigned', zh: '已指定负责人' },
    customerName: { ru: 'Назначен менеджер', en: 'Manager assigned', zh: '已指定负责人' },
  },
  checking: {
    name: { ru: 'Проверка', en: 'Checking', zh: '核实中' },
    customerName: { ru: 'Проверка', en: 'Looking into it', zh: '正在核实' },
  },
  decision: {
    name: { ru: 'Решение', en: 'Decision', zh: '处理结果' },
    customerName: { ru: 'Решение', en: 'Decision', zh: '处理结果' },
  },
  closed: {
    name: { ru: 'Закрыта', en: 'Closed', zh: '已关闭' },
    customerName: { ru: 'Завершение', en: 'Closed', zh: '完成' },
  },
}

export function stageIn(key: StageKey, language: Language): { key: StageKey; name: string; customerName: string } {
  const { name, customerName } = stages[key]
  return { key, name: name[language], customerName: customerName[language] }
}
