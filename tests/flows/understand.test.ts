import { describe, expect, it } from 'vitest'
import {
  asksStatus,
  countWords,
  declines,
  isAgreement,
  isBrief,
  isGreeting,
  isThanks,
  readRating,
  readYesNo,
} from '../../src/flows/understand.js'

const all = (texts: readonly string[], test: (text: string) => boolean) => texts.filter((text) => !test(text))
const none = (texts: readonly string[], test: (text: string) => boolean) => texts.filter(test)

describe('small talk', () => {
  it('thanks are thanks, not praise, questions or objections', () => {
    expect(all(['спасибо', 'Спасибо большое!', 'thank you so much', 'thanks', '谢谢', '非常感谢', '🙏'], isThanks)).toEqual([])
    expect(none(['спасибо, но телефон разбит', 'thanks, but no', 'спасибо, а когда?', '谢谢，但是', 'заказ'], isThanks)).toEqual([])
  })

  it('agreements ask for nothing', () => {
    expect(all(['ок', 'Хорошо.', 'понятно', 'Got it', 'OK!', '好的', '👍', 'да'], isAgreement)).toEqual([])
    expect(none(['ок, но когда?', 'okay so where is it', '好慢', '', '...'], isAgreement)).toEqual([])
  })

  it('greetings carry nothing else', () => {
    expect(all(['привет', 'Здравствуйте!', 'Добрый день', 'hello there', 'Good morning', 'вы тут?', '你好', '在吗'], isGreeting)).toEqual(
      [],
    )
    expect(none(['приветливый кассир', 'здравствуйте, мне привезли разбитый телефон вчера', 'history', 'he is rude'], isGreeting)).toEqual(
      [],
    )
  })

  it('status questions are about what is registered already', () => {
    expect(
      all(
        [
          'Когда мне ответят?',
          'что с моей жалобой',
          'есть новости?',
          'any update?',
          'when will I hear from you',
          "what's the status",
          '处理得怎么样了',
          '什么时候回复',
        ],
        asksStatus,
      ),
    ).toEqual([])
    expect(
      none(['где мой заказ', 'когда привезёте диван', 'how much is it', '什么时候发货', 'сколько стоит доставка, ответьте'], asksStatus),
    ).toEqual([])
  })

  it('a refusal to answer is one', () => {
    expect(
      all(
        [
          'нет',
          'не помню',
          'фото нет',
          'пропустить',
          "I don't know",
          'no',
          'skip it',
          '没有',
          '不记得了',
          'потом пришлю',
          'спасибо, не надо',
        ],
        declines,
      ),
    ).toEqual([])
    expect(none(['Нетребко', 'не могу дозвониться до вас уже третий день подряд', 'note this', 'Анна', '李雷'], declines)).toEqual([])
  })

  it('Chinese is counted by pairs', () => {
    expect([
      countWords('верните мне деньги'),
      countWords('杯子碎了'),
      isBrief('ужас какой-то'),
      isBrief('мне привезли разбитый телефон'),
    ]).toEqual([3, 2, true, false])
  })
})

describe('the answer to "is this all right?"', () => {
  it.each([
    'да',
    'Да, всё хорошо',
    'спасибо',
    'всё отлично, претензий нет',
    'yes',
    'all good, no questions',
    'Thank you!',
    '满意',
    '没问题',
    '好的',
    '👍',
    'ок',
    'не за что',
  ])('«%s» is a yes', (text) => expect(readYesNo(text, { kind: 'none' })).toBe('yes'))
  it.each([
    'нет',
    'не решено',
    'не устраивает',
    'спасибо, но нет',
    'no',
    'not really',
    "it isn't solved",
    '没有解决',
    '不满意',
    'ничего не изменилось',
  ])('«%s» is a no', (text) => expect(readYesNo(text, { kind: 'none' })).toBe('no'))
  it('a complaint is a no, praise is a yes, and noise is neither', () => {
    expect([
      readYesNo('деньги где', { kind: 'complaint' }),
      readYesNo('Иван молодец', { kind: 'praise' }),
      readYesNo('мяу', { kind: 'none' }),
    ]).toEqual(['no', 'yes', null])
  })
})

it.each<[string, number | null]>([
  ['5', 5],
  ['4 из 5', 4],
  ['5/5', 5],
  ['пять', 5],
  ['ставлю 3', 3],
  ['2 звезды', 2],
  ['five stars', 5],
  ['⭐⭐⭐', 3],
  ['四分', 4],
  ['10', null],
  ['-1', null],
  ['0', null],
  ['заказ 5', null],
  ['', null],
])('the rating in «%s» is %s', (text, rating) => expect(readRating(text)).toBe(rating))
