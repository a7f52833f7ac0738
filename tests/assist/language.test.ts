import { describe, expect, it } from 'vitest'
import { read } from '../../src/assist/read.js'

const languageOf = (text: string, language?: 'ru' | 'en' | 'zh') => read(text, language ? { language } : undefined).language

describe('the language of a message', () => {
  it('is told by its script', () => {
    expect(languageOf('Где заказ?')).toBe('ru')
    expect(languageOf('Where is it?', 'ru')).toBe('en')
    expect(languageOf('訂單在哪裡', 'en')).toBe('zh')
    expect(languageOf('Де моє замовлення?')).toBe('ru')
  })

  it('is not changed by foreign names in it', () => {
    expect(languageOf('Мой iPhone 15 Pro Max сломан')).toBe('ru')
    expect(languageOf('我的iPhone 15 Pro Max坏了')).toBe('zh')
    expect(languageOf('The courier said "нет" and left')).toBe('en')
  })

  it('is that of the conversation where the words do not tell', () => {
    expect(languageOf('ok', 'zh')).toBe('zh')
    expect(languageOf('👍', 'ru')).toBe('ru')
    expect(languageOf('12345', 'ru')).toBe('ru')
    expect(languageOf('¿Dónde está mi pedido?', 'ru')).toBe('ru')
    expect(languageOf('荷物がまだ届きません', 'ru')).toBe('ru')
    expect(languageOf('荷物がまだ届きません')).toBe('en')
    expect(languageOf('')).toBe('en')
  })
})
