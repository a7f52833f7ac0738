import { connect } from 'node:net'
import { ImapFlow } from 'imapflow'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type MailSandbox, openMailSandbox } from '../../../src/sandbox/mail/sandbox.js'
import { until } from '../../support/until.js'

let mail: MailSandbox
let clients: ImapFlow[] = []
beforeEach(async () => {
  mail = await openMailSandbox({ desk: 'care@desk.example' })
})
afterEach(async () => {
  for (const client of clients) client.close()
  clients = []
  await mail.close()
})

const write = (text: string) =>
  mail.customer.write({ from: 'Анна <anna@mail.example>', subject: 'Разбитый телефон', text, headers: { 'X-One': 'yes' } })

async function openInbox(readOnly = true) {
  const { hostname, port } = new URL(mail.imapUrl)
  const auth = { user: mail.desk, pass: 'sandbox' }
  const client = new ImapFlow({ host: hostname, port: Number(port), secure: false, auth, logger: false, disableAutoIdle: true })
  client.on('error', () => undefined)
  clients.push(client)
  await client.connect()
  const mailbox = await client.mailboxOpen('INBOX', { readOnly })
  return { client, mailbox }
}

/** A client that says what it wants, line by line, and hears what comes until the tagged answer. */
async function openWire() {
  const socket = connect(Number(new URL(mail.imapUrl).port), '127.0.0.1')
  let heard = ''
  let isClosed = false
  socket.on('data', (chunk) => {
    heard += chunk.toString()
  })
  socket.on('close', () => {
    isClosed = true
  })
  await until('the server greets', () => heard.includes('* OK'))
  return {
    say: (line: string) => void socket.write(`${line}\r\n`),
    async hear(what: RegExp): Promise<string> {
      await until(`the server says ${what}`, () => what.test(heard) || isClosed)
      const said = heard
      heard = ''
      return said
    },
    end: () => socket.destroy(),
  }
}

describe('the IMAP stand-in', () => {
  it('hands out a letter whole, in part and its header alone, and marks nothing as seen', async () => {
    await write('Здравствуйте')
    const { client, mailbox } = await openInbox()
    expect(mailbox).toMatchObject({ exists: 1, uidNext: 2 })
    const [stored] = mail.lettersIn(mail.desk)
    const [facts] = await client.fetchAll('1:*', { uid: true, size: true, internalDate: true, flags: true }, { uid: true })
    expect(facts).toMatchObject({ uid: 1, size: stored?.raw.length, flags: new Set() })
    expect(Math.abs(new Date(facts?.internalDate ?? 0).getTime() - Date.now())).toBeLessThan(5_000)
    const [whole] = await client.fetchAll('1', { source: true }, { uid: true })
    expect(whole?.source).toEqual(stored?.raw)
    const [part] = await client.fetchAll('1', { source: { start: 5, maxLength: 7 } }, { uid: true })
    expect(part?.source).toEqual(stored?.raw.subarray(5, 12))
    const [head] = await client.fetchAll('1', { headers: ['x-one'] }, { uid: true })
    expect(head?.headers?.toString()).toBe('X-One: yes\r\n\r\n')
    expect(stored?.isSeen).toBe(false)
  })

  it('tells who idles of a new letter at once, and of one that went', async () => {
    const { client } = await openInbox()
    let count = 0
    client.on('exists', (news: { count: number }) => {
      count = news.count
    })
    client.idle().catch(() => undefined)
    await until('the client idles', () => mail.isWatched(mail.desk))
    await write('первое')
    await until('the first letter is told of', () => count === 1)
    await write('второе')
    await until('the second letter is told of', () => count === 2)
    expect(await client.search({ uid: '2:*' }, { uid: true })).toEqual([2])
    expect(mail.isWatched(mail.desk)).toBe(false)
    mail.remove(mail.desk, 1)
    await client.noop()
    expect(await client.search({ all: true }, { uid: true })).toEqual([2])
  })

  it('gives the last letter for a star, whatever number stands before it', async () => {
    await write('одно')
    const { client } = await openInbox()
    expect((await client.fetchAll('7:*', { uid: true }, { uid: true })).map(({ uid }) => uid)).toEqual([1])
  })

  it('begins its numbers anew on demand, and sends away who has the mailbox open', async () => {
    await write('одно')
    const { client, mailbox } = await openInbox()
    mail.renumber(mail.desk)
    await until('the client is sent away', () => !client.usable)
    const again = await openInbox()
    expect(again.mailbox.uidValidity).toBe(mailbox.uidValidity + 1n)
  })

  it('answers BAD to what the grammar, the state or the stand-in does not know', async () => {
    const wire = await openWire()
    wire.say('a1 EXAMINE INBOX')
    expect(await wire.hear(/^a1 .*\r\n/m)).toContain('a1 BAD sign in first')
    wire.say('a2 LOGIN "care@desk.example" wrong')
    expect(await wire.hear(/^a2 .*\r\n/m)).toContain('a2 NO [AUTHENTICATIONFAILED]')
    wire.say('a3 LOGIN {17}')
    await wire.hear(/^\+ /m)
    wire.say('care@desk.example sandbox')
    expect(await wire.hear(/^a3 .*\r\n/m)).toContain('a3 OK')
    wire.say('a4 UID FETCH 1:* (UID)')
    expect(await wire.hear(/^a4 .*\r\n/m)).toContain('a4 BAD no mailbox is open')
    wire.say('a5 EXAMINE Trash')
    expect(await wire.hear(/^a5 .*\r\n/m)).toContain('a5 NO [NONEXISTENT]')
    wire.say('a6 SELECT INBOX')
    expect(await wire.hear(/^a6 .*\r\n/m)).toContain('a6 OK [READ-WRITE]')
    const refused = [
      'UID FETCH x (UID)',
      'UID FETCH 1 (ENVELOPE)',
      'FETCH 1',
      'UID SEARCH',
      'UID SEARCH ANSWERED',
      'STORE 1 +FLAGS (x)',
      'IDLE x',
    ]
    for (const [at, line] of refused.entries()) {
      wire.say(`b${at} ${line}`)
      expect(await wire.hear(new RegExp(`^b${at} .*\r\n`, 'm')), line).toContain(`b${at} BAD`)
    }
    wire.say('nonsense')
    expect(await wire.hear(/BAD/)).toContain('* BAD')
    wire.end()
  })

  it('marks a letter as seen only where it was read without PEEK in a mailbox open for writing', async () => {
    await write('одно')
    const wire = await openWire()
    wire.say('a1 LOGIN care@desk.example sandbox')
    wire.say('a2 EXAMINE INBOX')
    wire.say('a3 FETCH 1 BODY[]')
    await wire.hear(/^a3 OK/m)
    expect(mail.lettersIn(mail.desk)[0]?.isSeen).toBe(false)
    wire.say('a4 SELECT INBOX')
    wire.say('a5 FETCH 1 BODY[]')
    await wire.hear(/^a5 OK/m)
    expect(mail.lettersIn(mail.desk)[0]?.isSeen).toBe(true)
    wire.say('a6 STATUS INBOX (MESSAGES UNSEEN UIDNEXT)')
    expect(await wire.hear(/^a6 OK/m)).toContain('* STATUS INBOX (MESSAGES 1 UNSEEN 0 UIDNEXT 2)')
    wire.end()
  })

  it('meets faults by the name of a command', async () => {
    mail.faults.add('imap.login', { type: 'answer', status: 0, body: '[UNAVAILABLE] later' })
    await expect(openInbox()).rejects.toMatchObject({ serverResponseCode: 'UNAVAILABLE' })
    mail.faults.add('imap.examine', { type: 'cut', when: 'before' })
    await expect(openInbox()).rejects.toThrow()
    mail.faults.add('imap.idle', { type: 'hang', when: 'after' })
    const { client } = await openInbox()
    let isTold = false
    client.on('exists', () => {
      isTold = true
    })
    client.idle().catch(() => undefined)
    await until('the client idles', () => mail.isWatched(mail.desk))
    await write('в пустоту')
    const fresh = await openInbox()
    expect(fresh.mailbox.exists).toBe(1)
    expect(isTold).toBe(false)
  })

  it('says of a customer’s domain what it found, and believes no letter that says it itself', async () => {
    const claim = 'Authentication-Results: 127.0.0.1; dmarc=pass header.from=bank.example'
    mail.customer.post(Buffer.from(`From: a@bank.example\r\n${claim}\r\n\r\nx`), { from: 'a@bank.example', dmarc: 'fail' })
    const text = mail.lettersIn(mail.desk)[0]?.raw.toString() ?? ''
    expect(text.match(/authentication-results:.*/gi)).toEqual(['Authentication-Results: 127.0.0.1; dmarc=fail header.from=bank.example'])
  })
})
