import { describe, expect, it } from 'vitest'
import { read } from '../../src/assist/read.js'

describe('what a message asks for', () => {
  it.each([
    ['Мне привезли разбитый телефон, верните деньги!', 'delivery.damage'],
    ['Здравствуйте! Где мой заказ? Жду две недели, деньги списали!', 'delivery.late'],
    ['the courier threw the box over the fence', 'delivery.courier'],
    ['货不对板，客服一直不理人', 'goods.wrong'],
    ['опять никто не перезвонил', 'service.noanswer'],
  ])('is a complaint with its category: %s', (text, category) => {
    expect(read(text)).toMatchObject({ kind: 'complaint', isSure: true, category })
  })

  it.each([
    'спасибо, что испортили праздник',
    'great job losing my parcel',
    '真是谢谢你们毁了我的婚礼',
    'Просто «супер» обслуживание, ага',
  ])('is a complaint though its words are kind: %s', (text) => {
    expect(read(text).kind).toBe('complaint')
  })

  it.each([
    ['Где мой заказ 123?', 'question'],
    ['do you deliver on Sundays?', 'question'],
    ['Спасибо вашему курьеру Ивану!', 'praise'],
    ['предлагаем поставки упаковки', 'offer'],
    ['我司专业生产包装材料，寻求合作', 'offer'],
    ['было бы здорово, если бы можно было платить по QR', 'suggestion'],
    ['жаловаться не буду, всё отлично', 'praise'],
    ['no complaints, great service', 'praise'],
  ])('is not answered with an apology: %s', (text, kind) => {
    expect(read(text)).toMatchObject({ kind, isSure: true })
  })

  it.each([
    'спасибо',
    'ok',
    '好的',
    'привет',
    'да',
    'нет',
    '👍',
    '+7 921 555-33-14',
    'A-4471',
    'Анна Петрова',
    '张伟',
    'petrova.k@mail.ru',
  ])('is nothing to register: %s', (text) => {
    expect(read(text)).toMatchObject({ kind: 'none', isSure: true, severity: 0, urgency: 0, risks: [] })
  })

  it.each(['', '   ', '\n\n', '\u200b', '???', '😡', 'Вторник прошёл. Среда прошла.'])(
    'is left to a person when no rule reads it: %j',
    (text) => {
      expect(read(text)).toMatchObject({ kind: 'complaint', isSure: false })
    },
  )

  it('is heard from a bare word, also as one more', () => {
    expect(read('жалоба')).toMatchObject({ kind: 'complaint', isSure: true, isBare: true, isAnother: false })
    expect(read('ещё одна жалоба: курьер нахамил')).toMatchObject({ kind: 'complaint', isBare: false, isAnother: true })
    expect(read('还有一个投诉')).toMatchObject({ kind: 'complaint', isBare: true, isAnother: true })
  })

  it('is a person, whether or not there is a complaint too', () => {
    expect(read('оператор!')).toMatchObject({ kind: 'none', wantsPerson: true })
    expect(read('转人工')).toMatchObject({ kind: 'none', wantsPerson: true })
    expect(read('Your bot is useless, let me speak to a human')).toMatchObject({ kind: 'complaint', wantsPerson: true })
    expect(read('оператор мне нахамил')).toMatchObject({ kind: 'complaint', wantsPerson: false })
  })
})

describe('a case that is only supposed', () => {
  it.each([
    'Что делать, если посылка придёт повреждённой?',
    'What happens if the item arrives damaged or the parcel is lost?',
    'If it breaks, how do I return it?',
    '如果收到破损怎么办？',
  ])('is a question: %s', (text) => {
    expect(read(text)).toMatchObject({ kind: 'question', isSure: true })
  })

  it('is a complaint when it is a threat', () => {
    expect(read('если вы не вернете деньги я пойду в суд')).toMatchObject({ kind: 'complaint', isSure: true })
  })
})

describe('how a message is written', () => {
  it('does not matter: look-alike letters, long vowels, hidden marks and typos are seen through', () => {
    expect(read('сломaли мне вeлoсипeд').kind).toBe('complaint')
    expect(read('ужаааасное обслуживание').kind).toBe('complaint')
    expect(read('жа\u200bло\u00adба').isBare).toBe(true)
    expect(read('жылоба').isBare).toBe(true)
    expect(read('ｃｏｍｐｌａｉｎｔ').isBare).toBe(true)
    expect(read('投訴').isBare).toBe(true)
  })

  it('is explained by the phrases that were found, never by the customer’s own words', () => {
    const { why } = read('Посылка Зинаиды Пупкиной разбита')
    expect(why).toContain('wrong:delivery.damage=разбит*')
    expect(why.join()).not.toMatch(/зинаид|пупкин/i)
  })
})
