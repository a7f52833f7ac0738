import { expect, it } from 'vitest'
import { emailSettings } from '../../../src/channels/email/settings.js'

const good = {
  imapUrl: 'imaps://desk:p%40ss@mail.shop.example/Complaints',
  smtpUrl: 'smtps://desk:p%40ss@mail.shop.example',
  from: 'Forte <Care@Shop.example>',
}
const problems = (change: object): string => {
  const outcome = emailSettings.safeParse({ ...good, ...change })
  return outcome.success ? '' : JSON.stringify(outcome.error.issues)
}

it('the addresses of servers are read with name, password, port and mailbox', () => {
  expect(emailSettings.parse(good)).toEqual({
    imap: {
      host: 'mail.shop.example',
      port: 993,
      secure: true,
      mustUpgrade: false,
      auth: { user: 'desk', pass: 'p@ss' },
      mailbox: 'Complaints',
    },
    smtp: { host: 'mail.shop.example', port: 465, secure: true, mustUpgrade: false, auth: { user: 'desk', pass: 'p@ss' } },
    from: { name: 'Forte', address: 'care@shop.example' },
    authservIds: ['mail.shop.example', 'shop.example'],
    dkim: null,
  })
})

it('a connection that begins plain must be encrypted unless the server is on this machine', () => {
  const mustUpgrade = (host: string) => emailSettings.parse({ ...good, imapUrl: `imap://u:p@${host}`, smtpUrl: `smtp://u:p@${host}` })
  for (const host of ['127.0.0.1', 'localhost', '[::1]'])
    expect(mustUpgrade(host)).toMatchObject({ imap: { mustUpgrade: false }, smtp: { mustUpgrade: false } })
  for (const host of ['mail.example', '10.0.0.1', '127.0.0.1.evil.example'])
    expect(mustUpgrade(host)).toMatchObject({ imap: { mustUpgrade: true }, smtp: { mustUpgrade: true } })
})

it('what is wrong is told without a password', () => {
  for (const change of [
    { imapUrl: 'https://u:hunter2@x' },
    { imapUrl: 'imaps://u:hunter2%@x' },
    { smtpUrl: 'u:hunter2@x' },
    { smtpUrl: '' },
    { from: 'hunter2' },
    { from: 'a@b.example, c@d.example' },
    { dkimDomain: 'x.example' },
    { dkimKey: 'hunter2' },
  ]) {
    expect({ change, isTold: problems(change) !== '' }).toEqual({ change, isTold: true })
    expect(problems(change)).not.toContain('hunter2')
  }
})
