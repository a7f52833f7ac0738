import { expect, it } from 'vitest'
import { openSigner } from '../../../src/channels/email/signature.js'
import { letter, mailroom, read, readMessage } from './letters.js'

const ours = openSigner(mailroom.signingKey).messageId({ key: 42, conversation: '<first@shop.example>' }, 'desk.example')

/** RFC 3464 appendix E: a notification is a multipart/report of words, a status, and the letter or its headers. */
const report = (status: string, returned: string, headers = '') =>
  letter(
    `From: MAILER-DAEMON@mx.example\nReturn-Path: <>\nAuto-Submitted: auto-replied\nSubject: Undelivered Mail\nMessage-ID: <dsn@mx.example>\n${headers}MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=bb`,
    `--bb\nContent-Type: text/plain\n\nIt could not be delivered.\n--bb\nContent-Type: message/delivery-status\n\n${status}\n--bb\n${returned}\n--bb--`,
  )
const failed =
  'Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; anna@shop.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user'
const headersOnly = (id: string) => `Content-Type: text/rfc822-headers\n\nFrom: help@desk.example\nMessage-ID: ${id}\nSubject: Re: Phone`
const whole = (id: string) => `Content-Type: message/rfc822\n\nMessage-ID: ${id}\nSubject: Re: Phone\n\nwords`

const receipt = {
  type: 'receipt',
  conversation: '<first@shop.example>',
  of: { key: 42 },
  state: 'failed',
  reason: '5.1.1 550 5.1.1 no such user',
}

it('C20: a bounce of our letter is a receipt that names it, whether the letter comes back whole or as headers', async () => {
  expect(await read(report(failed, headersOnly(ours)))).toEqual([expect.objectContaining(receipt)])
  expect(await read(report(failed, whole(ours)))).toEqual([expect.objectContaining(receipt)])
  expect(await read(report(failed, 'Content-Type: text/plain\n\nnothing', `In-Reply-To: ${ours}\n`))).toEqual([
    expect.objectContaining(receipt),
  ])
})

it('C20: a delayed letter is no news, a delivered one is', async () => {
  expect(await read(report(failed.replace('failed', 'delayed').replace('5.1.1', '4.4.7'), headersOnly(ours)))).toEqual([])
  expect(await read(report(failed.replace('failed', 'delivered'), headersOnly(ours)))).toEqual([
    expect.objectContaining({ state: 'delivered', reason: null }),
  ])
})

it('C21: a bounce without our signature changes nothing: it is an automatic letter for review', async () => {
  for (const id of ['<42@desk.example>', ours.replace(/.@/, (end) => (end === 'A@' ? 'B@' : 'A@')), '<first@shop.example>']) {
    const message = await readMessage(report(failed, headersOnly(id)))
    expect(message).toMatchObject({ type: 'message', conversation: '<dsn@mx.example>', letter: { automatic: 'auto-reply' } })
    expect(message.text).toContain('It could not be delivered.')
  }
})

it('RFC 8098: a notification that our letter was displayed is a receipt, that it was deleted is none', async () => {
  const notice = (disposition: string) =>
    letter(
      'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=disposition-notification; boundary=bb',
      `--bb\n\nRead.\n--bb\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;anna@shop.example\nOriginal-Message-ID: ${ours}\nDisposition: manual-action/MDN-sent-manually; ${disposition}\n--bb--`,
    )
  expect(await read(notice('displayed'))).toEqual([expect.objectContaining({ type: 'receipt', state: 'read', of: { key: 42 } })])
  expect(await read(notice('deleted'))).toEqual([])
})
