import { openMailSandbox } from '../../../src/sandbox/mail/sandbox.js'
import { freePort } from '../../support/desk.js'
import type { StandIn } from './stand-in.js'

const anna = 'anna@mail.example'
const password = 'pass-w0rd-of-the-mailbox'
const unknownPassword = 'another-pass-w0rd'

export async function openMail(): Promise<StandIn> {
  // Its clock tells whole seconds: what came in the second of the first start would count as older than that.
  const mail = await openMailSandbox({ password, now: () => Date.now() + 2_000 })
  const settings = { imapUrl: mail.imapUrl, smtpUrl: mail.smtpUrl, from: `Forte <${mail.desk}>` }
  const person = { conversation: '<first@mail.example>', to: anna }
  const away = `127.0.0.1:${await freePort()}`
  const moved = (url: string) => url.replace(/127\.0\.0\.1:\d+/, away)
  return {
    settings,
    unknownCredential: { ...settings, smtpUrl: mail.smtpUrl.replace(password, unknownPassword) },
    nowhere: { settings: { ...settings, imapUrl: moved(mail.imapUrl), smtpUrl: moved(mail.smtpUrl) }, person },
    secrets: [password, unknownPassword],
    person,
    // As a mail program shows them: one letter for one Message-ID.
    async arrived() {
      const letters = await mail.customer.letters(anna)
      return [...new Map(letters.map((letter) => [letter.messageId, letter])).values()].map(({ text }) => ({
        text: text.trim(),
        choices: [],
      }))
    },
    throttle() {
      mail.faults.add('rcpt', { type: 'answer', status: 451, body: '4.7.1 Greylisted, come back later' })
      return null
    },
    hang: () => mail.faults.add('data', { type: 'hang', when: 'before' }),
    loseAnswer: () => mail.faults.add('data', { type: 'cut', when: 'after' }),
    block() {
      mail.faults.add('rcpt', { type: 'answer', status: 550, body: '5.1.1 User unknown' })
      // A mail server does not tell who has left from who never was.
      return 'refused'
    },
    say: async (text) => void (await mail.customer.write({ from: `Anna <${anna}>`, subject: 'Phone', text })),
    // Only so does a mailbox show a letter again that it has shown.
    repeat: async () => mail.renumber(mail.desk),
    close: mail.close,
  }
}
