import { describe, expect, it } from 'vitest'
import {
  findContact,
  findIntroduction,
  findNameAnswer,
  findOrder,
  findOrderAnswer,
  findPhone,
  findWanted,
} from '../../src/flows/extract.js'

describe('what is written already is found', () => {
  it.each([
    ['Где мой заказ 123?', '123'],
    ['заказ № 84512-А не привезли', '84512-А'],
    ['номер заказа: 77810', '77810'],
    ['по накладной 10-2233445 тишина', '10-2233445'],
    ['my order no. A-7781 is late', 'A-7781'],
    ['Order #55120 never came', '55120'],
    ['订单号 202611230001 还没有到', '202611230001'],
    ['заказ на 5000 рублей', null],
    ['заказ 5000 руб', null],
    ['заказ ждал 2 недели', null],
    ['жалоба 100013 без ответа', null],
    ['ваш заказ был ужасен', null],
  ])('order in «%s»: %s', (text, order) => expect(findOrder(text)).toBe(order))

  it.each([
    ['84512', '84512'],
    ['это A-7781', 'A-7781'],
    ['не помню', null],
    ['у меня их два: 100 и 2000', null],
  ])('order in the answer «%s»: %s', (text, order) => expect(findOrderAnswer(text)).toBe(order))

  it.each([
    ['+7 916 123-45-67', '+79161234567'],
    ['звоните 8 (916) 123 45 67', '89161234567'],
    ['我的手机13800138000', '13800138000'],
    ['call +44 20 7946 0958', '+442079460958'],
    ['заказ 89161234567', null],
    ['карта 4111 1111 1111 1111', null],
    ['потерял 15000 рублей', null],
    ['23.11.2026 в 10:30', null],
  ])('phone in «%s»: %s', (text, phone) => expect(findPhone(text)).toBe(phone))

  it('an e-mail is preferred to a phone', () => {
    expect(findContact('Anna.Smith@Example.co.uk or +44 20 7946 0958')).toBe('anna.smith@example.co.uk')
    expect(findContact('ни того ни другого')).toBeNull()
  })

  it.each([
    ['Меня зовут Олег Серов, звоните', 'Олег Серов'],
    ['меня зовут анна и у меня беда', 'анна'],
    ['Hi, my name is Ann Lee and', 'Ann Lee'],
    ["I'm angry", null],
    ['我叫李雷，快递丢了', '李雷'],
    ['разбили телефон', null],
  ])('introduction in «%s»: %s', (text, name) => expect(findIntroduction(text)).toBe(name))

  it.each<[string, string | null, boolean]>([
    ['Анна', 'Анна', true],
    ['анна', 'анна', false],
    ['Анна Петрова, +7 916 123-45-67', 'Анна Петрова', true],
    ['John, john@example.com', 'John', true],
    ["it's Mary O'Hara", "Mary O'Hara", true],
    ['李雷，13800138000', '李雷', true],
    ['+7 916 123-45-67', null, false],
    ['а зачем вам имя?', null, false],
    ['когда привезут мой телефон в магазин на Ленина', null, false],
  ])('name in the answer «%s»: %s', (text, name, isCertain) => {
    expect(findNameAnswer(text)).toEqual(name === null ? null : { name, isCertain })
  })

  it.each([
    ['верните деньги', 'refund'],
    ['Верните, пожалуйста, мне деньги за билет', 'refund'],
    ['верните мне деньги за билет', 'refund'],
    ['I want my money back', 'refund'],
    ['我要退款', 'refund'],
    ['замените на такой же', 'replace'],
    ['please replace it', 'replace'],
    ['换货', 'replace'],
    ['почините', 'fix'],
    ['объясните, что происходит', 'explain'],
    ['пусть извинится', 'apology'],
    ['верните деньги или замените', null],
    ['телефон разбит', null],
  ])('wish in «%s»: %s', (text, wanted) => expect(findWanted(text)).toBe(wanted))
})
