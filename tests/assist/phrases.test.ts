import { describe, expect, it } from 'vitest'
import { normalise } from '../../src/assist/normalise.js'
import { PhraseBook } from '../../src/assist/phrases.js'
import { tokenise } from '../../src/assist/tokens.js'

function found(phrase: string, text: string, forgiven: string[] = []): boolean {
  return new PhraseBook([{ phrase, value: 1 }], forgiven).find(tokenise(normalise(text)).tokens).length > 0
}

describe('a phrase', () => {
  it('matches words, stems, endings and alternatives', () => {
    expect(found('не приш*', 'Заказ не пришёл')).toBe(true)
    expect(found('не пришел|привез*', 'не привезли')).toBe(true)
    expect(found('как *ть', 'как активировать')).toBe(true)
    expect(found('turned_up|came late', 'it turned up late')).toBe(true)
    expect(found('не приш*', 'пришёл не он')).toBe(false)
  })

  it('leaps a gap within its sentence, or its clause', () => {
    expect(found('никто .. не', 'никто мне так не отвечал')).toBe(true)
    expect(found('никто .. не', 'никто. Не отвечал')).toBe(false)
    expect(found('никто .. не', 'никто один два три четыре пять не')).toBe(false)
    expect(found('没有 ~ 好吃', '没有那么好吃')).toBe(true)
    expect(found('没有 ~ 好吃', '没有破损，好吃')).toBe(false)
  })

  it('reads numbers in digits and words, several tokens long', () => {
    expect(found('жду # недел*', 'жду 2 недели')).toBe(true)
    expect(found('жду # недел*', 'жду три недели')).toBe(true)
    expect(found('等了 # 天', '等了三十五天')).toBe(true)
    expect(found('@ раз', 'третий раз')).toBe(true)
  })

  it('forgives one letter in a chosen stem, and no other', () => {
    expect(found('жалоб*', 'жылоба', ['жалоба'])).toBe(true)
    expect(found('протек*', 'проект', ['жалоба'])).toBe(false)
    expect(found('refund', 'refnud', ['refund'])).toBe(true)
  })

  it('costs work that grows with the text, not faster', () => {
    const book = new PhraseBook(
      [
        { phrase: 'a .. b .. c', value: 1 },
        { phrase: 'a .. a .. a', value: 1 },
      ],
      [],
    )
    const hits = (count: number) => book.find(tokenise('a b c '.repeat(count)).tokens).length
    expect(hits(400) / hits(200)).toBeLessThan(2.1)
  })
})
