import type { Language } from '../core/model/reading.js'

type Named = { readonly key: string; readonly name: Readonly<Record<Language, string>> }

/**
 * The tree that ships: a person is shown the roots, then the leaves of one. A reading gives a leaf, or the root alone when
 * only the topic is known («когда привезут?»), or `other`.
 */
export const categories = [
  { key: 'delivery', name: { ru: 'Доставка', en: 'Delivery', zh: '配送' } },
  { key: 'delivery.late', name: { ru: 'Не привезли вовремя', en: 'Late', zh: '未按时送达' } },
  { key: 'delivery.damage', name: { ru: 'Повреждено в пути', en: 'Damaged on the way', zh: '运输损坏' } },
  { key: 'delivery.lost', name: { ru: 'Потеряно', en: 'Lost', zh: '丢失' } },
  { key: 'delivery.courier', name: { ru: 'Поведение курьера', en: 'The courier', zh: '配送员' } },
  { key: 'goods', name: { ru: 'Товар', en: 'Goods', zh: '商品' } },
  { key: 'goods.defect', name: { ru: 'Брак, поломка', en: 'Faulty or broken', zh: '质量问题' } },
  { key: 'goods.wrong', name: { ru: 'Не тот товар', en: 'Not what was ordered', zh: '发错货、货不对板' } },
  { key: 'goods.missing', name: { ru: 'Не хватает', en: 'Something is missing', zh: '少件、漏发' } },
  { key: 'payment', name: { ru: 'Оплата и договор', en: 'Payment and contract', zh: '付款与合同' } },
  { key: 'payment.double', name: { ru: 'Лишнее списание', en: 'Charged by mistake', zh: '重复或错误扣款' } },
  { key: 'payment.refund', name: { ru: 'Возврат и обмен', en: 'Refund or exchange', zh: '退款退换' } },
  { key: 'payment.price', name: { ru: 'Цена, скидка, чек', en: 'Price, discount, receipt', zh: '价格、优惠、发票' } },
  { key: 'payment.terms', name: { ru: 'Условия, навязанное', en: 'Terms, things imposed', zh: '条款、强制消费' } },
  { key: 'service', name: { ru: 'Обслуживание', en: 'Service', zh: '服务' } },
  { key: 'service.rude', name: { ru: 'Грубость', en: 'Rudeness', zh: '态度恶劣' } },
  { key: 'service.noanswer', name: { ru: 'Не отвечают', en: 'No answer', zh: '无人答复' } },
  { key: 'service.wait', name: { ru: 'Очередь, долгое ожидание', en: 'Queue, long wait', zh: '排队等待' } },
  { key: 'service.quality', name: { ru: 'Плохо сделанная работа', en: 'Poor work', zh: '服务质量差' } },
  { key: 'online', name: { ru: 'Сайт и приложение', en: 'Site and app', zh: '网站与应用' } },
  { key: 'online.app', name: { ru: 'Сбой сайта или приложения', en: 'Site or app fails', zh: '网站或应用故障' } },
  { key: 'online.account', name: { ru: 'Вход, личный кабинет', en: 'Sign-in, account', zh: '登录与账号' } },
  { key: 'safety', name: { ru: 'Безопасность', en: 'Safety', zh: '安全' } },
  { key: 'safety.health', name: { ru: 'Здоровье', en: 'Health', zh: '健康与人身安全' } },
  { key: 'safety.privacy', name: { ru: 'Личные данные', en: 'Personal data', zh: '个人信息' } },
  { key: 'other', name: { ru: 'Другое', en: 'Something else', zh: '其他' } },
] as const satisfies readonly Named[]

export type CategoryKey = (typeof categories)[number]['key']
