/** Simple things a customer has already written, so that nobody asks for them again. All pure; null when there is none or more than one reading. */

export function findEmail(text: string): string | null {
  return text.match(/[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,4}/u)?.[0].toLowerCase() ?? null
}

/** Digits as typed, with the plus: `+79161234567`, `89161234567`, `13800138000`. An order number is not taken for a phone. */
export function findPhone(text: string): string | null {
  const order = findOrder(text)
  const rest = order === null ? text : text.replace(order, ' ')
  for (const [candidate] of rest.matchAll(/(?<![\d#№])\+?\d[\d\s().-]{6,20}\d(?!\d)/gu)) {
    const digits = candidate.replace(/\D/g, '')
    const isInternational = candidate.startsWith('+') && digits.length >= 8 && digits.length <= 15
    if (isInternational || /^(?:[78]\d{10}|9\d{9}|1[3-9]\d{9})$/.test(digits)) return `${isInternational ? '+' : ''}${digits}`
  }
  return null
}

export const findContact = (text: string): string | null => findEmail(text) ?? findPhone(text)

const orderWords =
  'заказ[а-яё]*|накладн[а-яё]*|трек(?:-номер)?[а-яё]*|отправлени[а-яё]*|посылк[а-яё]*|брон[ьи]|orders?|tracking|parcel|invoice|booking|订单|运单|快递单|物流单'
const orderGap = '(?:\\s|[:：#№,，.-]|номер[а-яё]*|под|мой|мо[её]го|numbers?|no\\.?|id|is|号码?|编号|是|为)*'
const orderToken = '([a-zа-я]{0,5}[-_/]?\\d[\\d\\p{L}_/-]{2,24})'
const orderInText = new RegExp(`(?:${orderWords})${orderGap}${orderToken}(?![\\d\\p{L}]|\\s*(?:руб|₽|р\\.|\\$|€|元|块))`, 'iu')
const complaintInText = /(?:жалоб[а-яё]*|обращени[а-яё]*|complaint|case|投诉单?号?)\s*(?:№|no\.?|number|номер|#|号)?\s*\d+/giu

/** The order that the words call an order («заказ 123», "order no. A-77", 「订单号 123」): at least three characters with a digit. */
export function findOrder(text: string): string | null {
  const found = text.replace(complaintInText, ' ').match(orderInText)?.[1] ?? null
  return found !== null && digitsOf(found) >= 3 ? found.replace(/[-_/]+$/, '') : null
}

/** Any token that can be an order number: for the answer to a question about one. */
export function findOrderAnswer(text: string): string | null {
  const named = findOrder(text)
  if (named !== null) return named
  const tokens = [...text.matchAll(/[\p{L}\d][\p{L}\d_/-]{2,30}/gu)].map(([token]) => token).filter((token) => digitsOf(token) >= 3)
  return tokens.length === 1 ? (tokens[0] ?? null) : null
}

/** Speaks of an order of theirs, so that its number helps even where it is only a question. */
export const mentionsOrder = (text: string): boolean =>
  /заказ|посылк|отправлени|накладн|\border|parcel|package|tracking|订单|包裹|快递/iu.test(text)

const digitsOf = (text: string): number => text.replace(/\D/g, '').length

/** What the customer wants done, in the code of a choice. */
export const wantedCodes = ['refund', 'replace', 'fix', 'explain', 'apology'] as const

const wantedWords: Readonly<Record<(typeof wantedCodes)[number], RegExp>> = {
  refund:
    /верн(?:ите|уть|ули|ёте|ете|ул)[\s,]+(?:[а-яё]+[\s,]+){0,3}?(?:деньг|средств|оплат|сумм|предоплат)|возврат[а-яё]*\s(?:денег|средств|оплат|сумм)|(?:хочу|нужен|требую|прошу|оформ[а-яё]+)\sвозврат|refund|money\sback|reimburse|退款|退钱|退还/iu,
  replace:
    /замен(?:ите|ить|у\b|а\b|у$|а$)|поменя(?:йте|ть)|обменя(?:йте|ть)|(?:хочу|нужна|прошу|требую)\sзамену|replace(?!d\sby)|\bexchange\b|换货|更换|换一[个件台]|换新/iu,
  fix: /почин(?:ите|ить)|исправ(?:ьте|ить)|отремонтир|\brepair\b|\bfix\b|维修|修好|修一下/iu,
  explain: /объясн(?:ите|ить|ени)|разъясн(?:ите|ить|ени)|\bexplain|explanation|给[个我]*(?:一个)?(?:解释|说法)/iu,
  apology: /извинит(?:есь|ся|ь)|извинени[яй]|\bapologi[sz]e\b|an\sapology|道歉/iu,
}

export function findWanted(text: string): (typeof wantedCodes)[number] | null {
  const found = wantedCodes.filter((code) => wantedWords[code].test(text))
  return found.length === 1 ? (found[0] ?? null) : null
}

const introductions = [
  /(?:меня\sзовут|мо[её]\sимя|с\sуважением,?)\s+(\p{L}[\p{L}'-]+(?:\s\p{Lu}[\p{L}'-]+){0,2})/iu,
  /(?:[Mm]y\sname\sis|[Tt]his\sis|I['’]m|I\sam|[Rr]egards,?)\s+(\p{Lu}[\p{L}'-]+(?:\s\p{Lu}[\p{L}'-]+){0,2})/u,
  /(?:我叫|我的名字是|我姓名是)\s?(\p{Script=Han}{2,4}?)(?=[，。,.\s]|$)/u,
]

/** A name that the customer says is theirs: «меня зовут Иван», "my name is Ann", 「我叫李雷」. */
export function findIntroduction(text: string): string | null {
  for (const pattern of introductions) {
    const name = text.match(pattern)?.[1]
    if (name) return name
  }
  return null
}

const fillers =
  /(?<![\p{L}])(?:меня|зовут|мо[йёе]|имя|это|я|телефон|тел|номер|почта|мейл|связь|для|связи|можно|просто|my|name|is|i|am|im|it's|its|this|phone|number|email|mail|e-mail|and|just|call|me|the|contact|заказ[а-яё]*|order)(?![\p{L}])|我叫|我是|我的|名字|姓名|叫我|电话|手机|邮箱|号码|是/giu
const notNames =
  /(?<![\p{L}])(?:где|как|что|когда|почему|зачем|ну|не|нет|да|ок|ладно|хорошо|спасибо|и|а|но|вы|мне|у|в|на|what|when|why|where|how|no|not|yes|ok|okay|thanks|you|your|we|and|or|but|why)(?![\p{L}])|什么|怎么|为什么|不|没|谢|吗|呢|你|的/iu

/**
 * The name in an answer to «как к вам обращаться?»: «Иван», «Иван Петров, +7 916 …», 「李雷」. `isCertain: false` when it could be any two words,
 * so that the caller can ask whether the message reads as something else.
 */
export function findNameAnswer(text: string): { readonly name: string; readonly isCertain: boolean } | null {
  const introduced = findIntroduction(text)
  if (introduced !== null) return { name: introduced, isCertain: true }
  const bare = text
    .replace(/[\p{L}\d._%+-]+@[\p{L}\d.-]+/gu, ' ')
    .replace(/[+\d][\d\s().-]*/gu, ' ')
    .replace(fillers, ' ')
    .replace(/[^\p{L}\s'’-]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  if (bare === '' || bare.length > 60 || notNames.test(bare)) return null
  const names = bare.split(' ')
  const isHan = /^\p{Script=Han}{2,4}$/u.test(bare)
  if (names.length > 4 || (/\p{Script=Han}/u.test(bare) && !isHan)) return null
  return { name: bare, isCertain: isHan || names.every((word) => /^\p{Lu}/u.test(word)) }
}
