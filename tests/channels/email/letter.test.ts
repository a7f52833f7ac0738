import { describe, expect, it } from 'vitest'
import { openSigner } from '../../../src/channels/email/signature.js'
import { writeSource } from '../../../src/channels/email/source-line.js'
import { letter, mailroom, read, readMessage } from './letters.js'

const signer = openSigner(mailroom.signingKey)
const conversation = '<first@shop.example>'
const ours = signer.messageId({ key: 42, conversation }, 'desk.example')

describe('which conversation a letter belongs to', () => {
  it('a first letter opens a conversation under its own Message-ID', async () => {
    const message = await readMessage(letter('Message-ID: <first@shop.example>'))
    expect(message).toMatchObject({
      conversation,
      sender: { externalId: 'anna@shop.example', name: 'Anna' },
      letter: { answers: null, references: [] },
    })
  })

  it('an answer to our signed Message-ID belongs to the conversation that it names', async () => {
    const message = await readMessage(letter(`Message-ID: <2@shop.example>\nIn-Reply-To: ${ours}\nReferences: ${conversation} ${ours}`))
    expect(message).toMatchObject({ conversation, replyTo: ours, letter: { answers: conversation, references: [ours, conversation] } })
  })

  it('D25: our reply address is enough beside the first Message-ID, also in capital letters; altered or of another thread it is nothing', async () => {
    const token = signer.replyToken(conversation)
    const to = (address: string, references = conversation) =>
      readMessage(letter(`To: ${address}\nMessage-ID: <2@shop.example>\nReferences: ${references}`)).then(
        (message) => message.letter?.answers,
      )
    expect(await to(`help+${token}@desk.example`)).toBe(conversation)
    expect(await to(`HELP+${token.toUpperCase()}@Desk.Example`)).toBe(conversation)
    expect(await to(`help+${token.slice(0, -1)}x@desk.example`)).toBeNull()
    expect(await to(`help+${token}@desk.example`, '<other@shop.example>')).toBeNull()
    expect(await to(`help+${token}@evil.example`)).toBeNull()
  })

  it('D19, D22: a guessed Message-ID of ours or a number in the subject names no conversation', async () => {
    const forged = ours.replace(/\.[\w-]{22}@/, `.${'A'.repeat(22)}@`)
    const other = openSigner('00'.repeat(32)).messageId({ key: 42, conversation }, 'desk.example')
    for (const id of [forged, other, '<42@desk.example>']) {
      const message = await readMessage(letter(`Message-ID: <2@shop.example>\nIn-Reply-To: ${id}\nSubject: Re: [#100013] № 100013`))
      expect(message).toMatchObject({ conversation: '<2@shop.example>', letter: { answers: null } })
    }
  })

  it('D23: three answers to one newsletter are three conversations', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map((n) => readMessage(letter(`Message-ID: <n${n}@x.example>\nIn-Reply-To: <news@desk.example>`))),
    )
    expect(new Set(answers.map((message) => message.conversation)).size).toBe(3)
  })

  it('references come nearest first, once each, at most twenty', async () => {
    const many = Array.from({ length: 40 }, (_, n) => `<r${n}@x.example>`)
    const message = await readMessage(letter(`In-Reply-To: <r39@x.example>\nReferences: ${many.join('\n ')}`))
    expect(message.letter?.references).toEqual(many.reverse().slice(0, 20))
  })
})

describe('one letter, once', () => {
  it('A18: another body under a taken Message-ID is another event; the same letter fetched again is the same', async () => {
    const [one, again, other] = await Promise.all([letter('', 'a'), letter('', 'a'), letter('', 'b')].map((raw) => readMessage(raw)))
    expect(one?.externalId).toBe(again?.externalId)
    expect(one?.externalId).not.toBe(other?.externalId)
  })

  it('A19: without a Message-ID the letter itself is its name', async () => {
    const raw = letter('Message-ID:')
    const source = { uidValidity: '7', uid: 3, receivedAtMs: 0, missing: null }
    const [one, again] = await Promise.all([readMessage(writeSource(source, raw)), readMessage(writeSource({ ...source, uid: 9 }, raw))])
    expect(one.externalId).toMatch(/^sha256:/)
    expect(one).toMatchObject({ externalId: again.externalId, conversation: again.conversation })
  })

  it('a line about where it lies counts only where we wrote it: on top', async () => {
    const attached = 'X-Otklik-Source: 1/1 1\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64'
    const remote = async (raw: Buffer) => (await readMessage(raw)).files[0]?.ref
    expect(await remote(letter(`Date: x\n${attached}`, 'iVBORw0KGgo='))).toEqual({ remote: '0/0/mailparser.0' })
    const mine = writeSource({ uidValidity: '77', uid: 5, receivedAtMs: 1_000, missing: null }, letter(attached, 'iVBORw0KGgo='))
    expect(await remote(mine)).toEqual({ remote: '77/5/mailparser.0' })
  })
})

describe('who wrote it', () => {
  it('D20, D21: only the topmost result of our own server counts, read by its grammar', async () => {
    const from = 'From: a@shop.example'
    const own = (rest: string) => `Authentication-Results: mx.desk.example; ${rest}`
    const pass = own('dmarc=pass (p=reject) header.from=shop.example')
    const isVerified = async (headers: string) => (await readMessage(letter(headers))).letter?.isVerified
    const good = [
      `${pass}\n${from}`,
      `${own('spf=pass smtp.mailfrom=a@shop.example; dkim=pass header.d=shop.example header.b="ab/c=";\n dmarc=pass action=none header.from=Shop.Example')}\n${from}`,
      `Authentication-Results: relay.example; dmarc=fail\n${pass}\n${from}`,
      `Authentication-Results: mx.desk.example 1; dmarc=pass header.from=shop.example\n${from}`,
    ]
    const bad = [
      from,
      `Authentication-Results: mx.evil.example; dmarc=pass header.from=shop.example\n${from}`,
      `${own('dmarc=fail header.from=shop.example')}\n${pass}\n${from}`,
      `${own('none')}\n${pass}\n${from}`,
      `${own('spf=pass (dmarc=pass header.from=shop.example)')}\n${from}`,
      `${own('spf=none smtp.mailfrom="x; dmarc=pass header.from=shop.example"')}\n${from}`,
      `${own('spf=none smtp.mailfrom="x\\"; dmarc=pass header.from=shop.example; \\""@evil.example')}\n${from}`,
      `${own('dmarc=fail header.from=shop.example; dmarc=pass header.from=shop.example')}\n${from}`,
      `${own('dmarc=pass header.from=shop.example; dmarc=fail header.from=shop.example')}\n${from}`,
      `${own('dmarc=pass header.from=evil.example')}\n${from}`,
      `${own('dmarc=pass')}\n${from}`,
      `${own('dmarc=pass header.from=shop.example (')}\n${from}`,
      `${pass}\nFrom: a@shop.example, b@evil.example`,
      `${pass}\n${from}\nFrom: b@evil.example`,
      `Authentication-Results: mx.desk.example.evil.example; dmarc=pass header.from=shop.example\n${from}`,
    ]
    for (const headers of good) expect({ headers, isVerified: await isVerified(headers) }).toEqual({ headers, isVerified: true })
    for (const headers of bad) expect({ headers, isVerified: await isVerified(headers) }).toEqual({ headers, isVerified: false })
  })

  it('D28: names lose what reverses and hides, an address posing as a name is dropped, and the real address is told', async () => {
    const sender = async (from: string) => (await readMessage(letter(`From: ${from}`))).sender
    expect(await sender('"Bank\u202e\u200bkcab" <Evil@Example.COM>')).toEqual({ externalId: 'evil@example.com', name: 'Bankkcab' })
    expect(await sender('"support@bank.example" <evil@example.com>')).toEqual({ externalId: 'evil@example.com', name: null })
    expect(await sender('Анна (касса) <anna@магазин.рф>')).toEqual({ externalId: 'anna@xn--80aairftm.xn--p1ai', name: 'Анна' })
    expect(await sender('Team: "O\'Neil, Bob" <bob@x.example>, b@x.example;')).toEqual({ externalId: 'bob@x.example', name: "O'Neil, Bob" })
    expect(await sender('"x@evil.example y"@good.example')).toEqual({ externalId: '"x@evil.example y"@good.example', name: null })
    expect(await sender('=?utf-8?B?PGV2aWxAZXhhbXBsZS5jb20+?= <a@good.example>')).toEqual({ externalId: 'a@good.example', name: null })
    expect(await sender('')).toEqual({ externalId: 'unknown@sender.invalid', name: null })
  })

  it('D29: a date of another century is told as it is, a wrong one is the time of arrival', async () => {
    const source = { uidValidity: '7', uid: 3, receivedAtMs: Date.UTC(2025, 10, 3), missing: null }
    const at = async (date: string) => (await readMessage(writeSource(source, letter(`Date: ${date}`)))).at
    expect(await at('Tue, 01 Dec 2099 10:00:00 +0000')).toBe('2099-12-01T10:00:00.000Z')
    expect(await at('Thu, 01 Jan 1970 03:00:00 +0300 (MSK)')).toBe('1970-01-01T00:00:00.000Z')
    for (const wrong of ['soon', '', 'Tue, 01 Dec 99999 10:00:00 +0000']) expect(await at(wrong)).toBe('2025-11-03T00:00:00.000Z')
  })
})

describe('letters that no person wrote', () => {
  const automatic = async (headers: string) => (await readMessage(letter(headers))).letter?.automatic

  it('D1, D2: responders and lists are known by their headers', async () => {
    for (const header of [
      'Auto-Submitted: auto-replied',
      'Auto-Submitted: auto-generated (rejected)',
      'X-Autoreply: yes',
      'X-Auto-Response-Suppress: DR, OOF, AutoReply',
      'X-Auto-Response-Suppress: All',
      'Precedence: auto_reply',
      'Return-Path: <>',
    ]) {
      expect({ header, automatic: await automatic(header) }).toEqual({ header, automatic: 'auto-reply' })
    }
    for (const header of ['List-Id: News <news.example>', 'Precedence: bulk', 'Precedence: list', 'Precedence: junk'])
      expect(await automatic(header)).toBe('list')
  })

  it('D3: a person is a person', async () => {
    for (const header of [
      'Auto-Submitted: no',
      'X-Auto-Response-Suppress: DR, RN',
      'Return-Path: <anna@shop.example>',
      'Subject: Re: Out of office chairs',
      '',
    ]) {
      expect({ header, automatic: await automatic(header) }).toEqual({ header, automatic: null })
    }
  })

  it('D4: absence notices without any header are known by how they begin', async () => {
    for (const subject of [
      'Автоответ: Жалоба',
      'Автоматический ответ: Re: Жалоба',
      'Out of office: Phone',
      'Automatic reply: Phone',
      '自动回复: 投诉',
      'Re: 自动回复：投诉',
    ]) {
      expect({ subject, automatic: await automatic(`Subject: ${subject}`) }).toEqual({ subject, automatic: 'out-of-office' })
    }
  })

  it('D7: our own letters are known by our address and by our mark, not by another desk’s', async () => {
    expect(await automatic('From: Desk <help@desk.example>')).toBe('own')
    expect(await automatic(`From: help+${signer.replyToken(conversation)}@desk.example`)).toBe('own')
    expect(await automatic(`X-Otklik-Loop: ${signer.loopMark}`)).toBe('own')
    expect(await automatic(`X-Otklik-Loop: ${openSigner('00'.repeat(32)).loopMark}`)).toBeNull()
  })
})

it('D11: a letter that was too large to be fetched says who wrote it and why it is not here', async () => {
  const source = {
    uidValidity: '7',
    uid: 3,
    receivedAtMs: Date.UTC(2025, 10, 3),
    missing: { why: 'too-large', bytes: 150_000_000 } as const,
  }
  expect(await read(writeSource(source, letter('Subject: Film', '')))).toEqual([
    expect.objectContaining({
      type: 'unreadable',
      reason: 'too-large: 150000000 bytes',
      sender: { externalId: 'anna@shop.example', name: 'Anna' },
    }),
  ])
})

it('a letter that is all in its subject says its subject', async () => {
  expect(await readMessage(letter('Subject: Где мой заказ?', ''))).toMatchObject({ text: 'Где мой заказ?' })
})
