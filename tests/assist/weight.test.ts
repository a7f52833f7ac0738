import { describe, expect, it } from 'vitest'
import { read } from '../../src/assist/read.js'

describe('severity and urgency', () => {
  it('rise with what is at stake', () => {
    expect(read('курьер опоздал').severity).toBe(1)
    expect(read('с карты списали дважды').severity).toBe(2)
    expect(read('отравились вашими суши, вызвали скорую')).toMatchObject({ severity: 3, urgency: 3 })
    expect(read('不赔偿我就起诉你们').severity).toBe(3)
  })

  it('are those of today, of now, and of an event that cannot be moved', () => {
    expect(read('заказ до сих пор не пришёл').urgency).toBe(1)
    expect(read('заказ не пришёл, он нужен сегодня').urgency).toBe(2)
    expect(read('Срочно! Замок сломался, не можем выйти').urgency).toBe(3)
    expect(read('The dress has not arrived and my wedding is on Saturday').urgency).toBe(3)
  })

  it('are nothing where nothing is complained of', () => {
    expect(read('спасибо')).toMatchObject({ severity: 0, urgency: 0 })
    expect(read('Спасибо вашему курьеру Ивану!').severity).toBe(0)
  })
})

describe('risks', () => {
  it.each([
    ['подам в суд', 'court'],
    ['I am going to the ombudsman', 'regulator'],
    ['我要打12315', 'regulator'],
    ['расскажу журналистам', 'press'],
    ['ухожу к конкурентам', 'leaving'],
    ['I raised a chargeback, you took my money twice', 'money'],
    ['третий раз одно и то же', 'repeat'],
    ['до сих пор не привезли', 'overdue'],
    ['вы там совсем охренели', 'anger'],
    ['у меня ребёнок на руках, а лифт не работает', 'vulnerable'],
    ['吃完就上吐下泻', 'health'],
  ])('are named for the operator: %s', (text, risk) => {
    expect(read(text).risks).toContain(risk)
  })

  it('are not seen where they are denied', () => {
    expect(read('The box fell but nobody was hurt, no injuries').risks).not.toContain('health')
  })
})
