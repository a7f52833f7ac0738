import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MailSandbox, openMailSandbox } from '../../src/sandbox/mail/sandbox.js'
import { openTestDesk, type TestDesk } from '../support/desk.js'
import { until } from '../support/until.js'

let mail: MailSandbox
let shop: TestDesk
let post: TestDesk
const [shopAddress, postAddress] = ['care@shop.example', 'care@post.example']
const openAt = (address: string): Promise<TestDesk> =>
  openTestDesk({ env: { IMAP_URL: mail.imapUrlOf(address), SMTP_URL: mail.smtpUrlOf(address), MAIL_FROM: address } })

beforeAll(async () => {
  mail = await openMailSandbox({ desk: shopAddress })
  ;[shop, post] = await Promise.all([openAt(shopAddress), openAt(postAddress)])
  await until('both mailboxes are watched', () => mail.isWatched(shopAddress) && mail.isWatched(postAddress))
})
afterAll(async () => {
  await Promise.all([shop?.close(), post?.close()])
  await mail.close()
})

const quiet = async (test: TestDesk): Promise<boolean> => {
  await test.settle()
  const { rows } = await test.desk.ledger.pool.query(
    `select from inbox where handled_at is null union all select from outbox where state in ('queued', 'sending')`,
  )
  return rows.length === 0
}

describe('a letter', () => {
  it('is acknowledged by one letter in its thread, and the answer to that goes on with the same complaint', async () => {
    await mail.customer.write({
      from: 'olga@mail.example',
      subject: 'Разбитый телефон',
      text: 'Привезли разбитый телефон, верните деньги!',
    })
    await until('it is acknowledged', () => mail.lettersIn('olga@mail.example').length > 0)
    const [answer] = await mail.customer.letters('olga@mail.example')
    expect(answer).toMatchObject({ subject: 'Re: Разбитый телефон', from: expect.stringContaining(shopAddress) })
    expect(answer?.text).toMatch(/Жалоба № \d{6} принята[\s\S]+\/status\//)
    expect(answer?.headers['auto-submitted']).toBe('auto-replied')
    if (!answer) return
    await mail.customer.reply(answer, 'Номер заказа А-204')
    await until('the answer is read', async () => {
      const { rows } = await shop.desk.ledger.pool.query(`select text from messages where direction = 'in' order by seq`)
      return rows.length === 2
    })
    await until('all is done', () => quiet(shop))
    const { rows } = await shop.desk.ledger.pool.query(
      `select (select count(*) from complaints) as complaints, (select count(*) from conversations) as conversations`,
    )
    expect(rows).toEqual([{ complaints: 1, conversations: 1 }])
  })
})

it('two desks that write to each other stop after two letters', async () => {
  const before = mail.posted.length
  mail.customer.post(
    Buffer.from(
      `From: <${postAddress}>\r\nTo: <${shopAddress}>\r\nSubject: Zhaloba\r\nMessage-ID: <first@post.example>\r\nDate: Sun, 22 Nov 2026 10:00:00 +0000\r\n\r\nI was charged twice, give my money back!\r\n`,
    ),
    { from: postAddress, to: shopAddress, dmarc: 'none' },
  )
  await until('the shop answers', () => mail.lettersIn(postAddress).length > 0)
  await until('the post has read it', async () => {
    const { rows } = await post.desk.ledger.pool.query(`select from messages where direction = 'in'`)
    return rows.length > 0
  })
  await until('both are done', async () => (await quiet(post)) && (await quiet(shop)))
  for (const test of [shop, post]) test.clock.move(2 * 3_600_000)
  await until('both are done later, too', async () => (await quiet(post)) && (await quiet(shop)))
  expect(mail.posted.length - before).toBe(1)
  const { rows } = await post.desk.ledger.pool.query(`select (select count(*) from complaints) as complaints,
    (select count(*) from messages where visibility = 'note' and text like '%программа%') as notes`)
  expect(rows).toEqual([{ complaints: 0, notes: 1 }])
})
