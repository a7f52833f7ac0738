import { createTransport, type SendMailOptions } from 'nodemailer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type MailSandbox, openMailSandbox } from '../../../src/sandbox/mail/sandbox.js'

let mail: MailSandbox
beforeEach(async () => {
  mail = await openMailSandbox({ desk: 'care@desk.example' })
})
afterEach(() => mail.close())

const letter = {
  from: 'Forte <care@desk.example>',
  to: 'anna@mail.example',
  subject: 'Жалоба № 100013',
  text: 'Принята.',
} satisfies SendMailOptions
const send = (more: SendMailOptions = {}, url = mail.smtpUrl) => createTransport(url).sendMail({ ...letter, ...more })
const raw = (lines: readonly string[], to = 'anna@mail.example') =>
  send({ envelope: { from: 'care@desk.example', to }, raw: lines.join('\r\n') })
const header = ['From: care@desk.example', 'Date: Mon, 03 Nov 2025 10:00:00 +0300', 'Message-ID: <1@desk.example>']

describe('the SMTP stand-in', () => {
  it('takes a letter for anybody and shows it as a mail program does', async () => {
    await send({ to: 'Anna+shop@mail.example', attachments: [{ filename: 'чек.txt', content: 'сто' }] })
    const [got] = await mail.customer.letters('anna@mail.example')
    expect(got).toMatchObject({ from: 'care@desk.example', subject: 'Жалоба № 100013', text: 'Принята.' })
    expect(got?.files.map(({ name, bytes }) => [name, bytes.toString()])).toEqual([['чек.txt', 'сто']])
  })

  it('wants the password, and letters only from the address that signed in', async () => {
    await expect(send({}, mail.smtpUrl.replace(':sandbox@', ':wrong@'))).rejects.toMatchObject({ responseCode: 535 })
    await expect(send({}, mail.smtpUrl.replace(/\/\/.*@/, '//'))).rejects.toMatchObject({ responseCode: 530 })
    await expect(send({ from: 'boss@desk.example' })).rejects.toMatchObject({ responseCode: 553 })
    const forged = { envelope: { from: 'care@desk.example', to: 'anna@mail.example' }, from: 'boss@desk.example' }
    await expect(send(forged)).rejects.toMatchObject({ responseCode: 550 })
    expect(mail.posted).toEqual([])
  })

  it.each([
    ['no Date', ['From: care@desk.example', 'Message-ID: <1@desk.example>', '', 'x'], 'date stands 0 times'],
    ['two subjects', [...header, 'Subject: a', 'Subject: b', '', 'x'], 'subject stands 2 times'],
    ['a header that is not ASCII', [...header, 'Subject: Жалоба', '', 'x'], 'not ASCII'],
    ['a Message-ID without an at sign', [...header.slice(0, 2), 'Message-ID: <one>', '', 'x'], 'Message-ID is no list'],
    ['a line of 999 octets', [...header, '', 'x'.repeat(999)], '998'],
    ['NUL', [...header, '', 'a\0b'], 'NUL'],
  ])('refuses a letter with %s', async (_what, lines, reason) => {
    await expect(raw(lines)).rejects.toMatchObject({ responseCode: 550, response: expect.stringContaining(reason) })
    expect(mail.posted).toEqual([])
  })

  it.each(['connect', 'mail', 'rcpt', 'data'])('answers what it is told to at %s, once', async (step) => {
    mail.faults.add(step, { type: 'answer', status: 451, body: 'try again later' })
    await expect(send()).rejects.toMatchObject({ responseCode: 451, response: expect.stringContaining('try again later') })
    expect(await mail.customer.letters('anna@mail.example')).toEqual([])
    await send()
    expect(await mail.customer.letters('anna@mail.example')).toHaveLength(1)
  })

  it('takes some recipients and refuses others', async () => {
    mail.faults.add('rcpt gone@mail.example', { type: 'answer', status: 550, body: 'no such person' })
    const sent = await send({ to: ['anna@mail.example', 'gone@mail.example'] })
    expect(sent.rejected).toEqual(['gone@mail.example'])
    expect(await mail.customer.letters('anna@mail.example')).toHaveLength(1)
    expect(await mail.customer.letters('gone@mail.example')).toEqual([])
  })

  it('hangs up after the dot, with the letter or without', async () => {
    mail.faults.add('data', { type: 'cut', when: 'before' })
    await expect(send()).rejects.toThrow()
    expect(mail.posted).toHaveLength(0)
    mail.faults.add('data', { type: 'cut', when: 'after' })
    await expect(send()).rejects.toThrow()
    expect(mail.posted).toHaveLength(1)
  })

  it('says nothing after the dot, and is slow', async () => {
    mail.faults.add('data', { type: 'hang', when: 'after' })
    const impatient = createTransport({ url: mail.smtpUrl, socketTimeout: 400 })
    await expect(impatient.sendMail(letter)).rejects.toThrow(/timeout/i)
    expect(mail.posted).toHaveLength(1)
    mail.faults.add('mail', { type: 'slow', ms: 60 })
    const startedAt = performance.now()
    await send()
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(55)
  })
})
