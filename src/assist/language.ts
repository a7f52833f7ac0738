import type { Language } from '../core/model/reading.js'
import type { Token } from './tokens.js'

const commonEnglish = new Set(
  `a an the i you he she it we they my your our his her their this that is are was were am be been do does did not have has had will would can could
  to of in on at for from with and or but if so what when where why how who which no yes please thanks thank hello hi order complaint problem need want
  get got never still there here just about out up all any some me us them very again back now late broken wrong
  one more issue another complain service delivery parcel refund money help offer great good hey day`.split(/\s+/),
)

/** Which of the three languages to answer in: by script first, then by common words, then by the hint, else English. */
export function detectLanguage(tokens: readonly Token[], hint?: Language): Language {
  const count = { han: 0, kana: 0, cyrillic: 0, latin: 0, other: 0, number: 0, contact: 0, emoji: 0, sign: 0 }
  for (const { script } of tokens) count[script] += 1
  const isJapanese = count.kana > 1 && count.kana * 5 >= count.han
  const han = isJapanese ? 0 : count.han
  const english = tokens.filter(({ script, text }) => script === 'latin' && commonEnglish.has(text)).length
  const latin = english === 0 ? Math.min(count.latin, 1) : count.latin
  if (han > 0 && han >= latin && han >= count.cyrillic) return 'zh'
  if (count.cyrillic > 0 && count.cyrillic * 2 >= latin) return 'ru'
  if (english > 0) return 'en'
  return hint ?? 'en'
}
