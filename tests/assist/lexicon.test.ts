import { describe, expect, it } from 'vitest'
import { categories } from '../../src/assist/categories.js'
import { emoji } from '../../src/assist/lexicon/emoji.js'
import { en } from '../../src/assist/lexicon/en.js'
import { enCategories } from '../../src/assist/lexicon/en-categories.js'
import { enRisks } from '../../src/assist/lexicon/en-risks.js'
import { phrasesOf } from '../../src/assist/lexicon/lexicon.js'
import { ru } from '../../src/assist/lexicon/ru.js'
import { ruCategories } from '../../src/assist/lexicon/ru-categories.js'
import { ruRisks } from '../../src/assist/lexicon/ru-risks.js'
import { zh } from '../../src/assist/lexicon/zh.js'
import { zhCategories } from '../../src/assist/lexicon/zh-categories.js'
import { zhRisks } from '../../src/assist/lexicon/zh-risks.js'
import { normalise } from '../../src/assist/normalise.js'
import { PhraseBook } from '../../src/assist/phrases.js'
import { tokenise } from '../../src/assist/tokens.js'
import { languages, risks } from '../../src/core/model/reading.js'

const lists = [ru, en, zh, emoji, ruRisks, enRisks, zhRisks].flatMap((each) => Object.values(each))
const categoryLists = [ruCategories, enCategories, zhCategories].flatMap((each) =>
  Object.values(each).flatMap((words) => Object.values(words)),
)
const phrases = [...new Set([...lists, ...categoryLists].flatMap(phrasesOf))]

/** The plainest text a phrase should match: every stem as a word, every number as 3, no gaps. */
function plainest(phrase: string): string {
  const terms = phrase.split(' ').filter((term) => term !== '..' && term !== '~')
  const words = terms.map((term) => (term.split('|')[0] ?? '').replaceAll('_', ' '))
  const bare = words.map((word) => word.replaceAll('#', '3').replaceAll('@', 'второй').replace(/^\*/, 'рабо').replaceAll('*', ''))
  return bare.join(' ').replace('masked-swearing', 'f**k')
}

describe('the lexicon', () => {
  it('holds no phrase that its own words do not match', () => {
    const deaf = phrases.filter((phrase) => {
      const { tokens } = tokenise(normalise(plainest(phrase)))
      return new PhraseBook([{ phrase, value: 1 }], []).find(tokens).length === 0
    })
    expect(deaf).toEqual([])
  })

  it('holds no phrase that begins or ends in a gap, and no empty alternative', () => {
    expect(phrases.filter((phrase) => /^(\.\.|~) | (\.\.|~)$|^\|| \||\|\||\|$|\| /.test(phrase))).toEqual([])
  })

  it('has words for every risk and every category in every language', () => {
    for (const words of [ruRisks, enRisks, zhRisks]) expect(Object.keys(words).sort()).toEqual([...risks].sort())
    const leaves = categories.map(({ key }) => key).filter((key) => key.includes('.'))
    for (const words of [ruCategories, enCategories, zhCategories]) {
      expect(leaves.filter((key) => phrasesOf(words[key]?.wrong ?? '').length < 5)).toEqual([])
    }
  })
})

describe('the category tree', () => {
  const keys = categories.map(({ key }) => key)

  it('shows a person at most six roots and «other», and at most twenty leaves', () => {
    const roots = keys.filter((key) => !key.includes('.'))
    expect(roots.length).toBeLessThanOrEqual(7)
    expect(roots).toContain('other')
    expect(keys.length - roots.length).toBeLessThanOrEqual(20)
  })

  it('has a root for every leaf and a name in every language for both', () => {
    for (const { key, name } of categories) {
      expect(keys).toContain(key.split('.')[0])
      for (const language of languages) expect(name[language]).not.toBe('')
    }
  })
})
