import { Readable } from 'node:stream'
import { openEmailChannel } from '../../../src/channels/email/index.js'
import { emailSettings } from '../../../src/channels/email/settings.js'
import type { OutboundMessage } from '../../../src/core/channel.js'
import type { AccountId, FileId, MessageId } from '../../../src/core/model/ids.js'
import { silentLog } from '../../support/silent-log.js'
import { mailroom } from './letters.js'

type Given = {
  readonly smtpUrl?: string
  readonly imapUrl?: string
  readonly dkimDomain?: string
  readonly dkimSelector?: string
  readonly dkimKey?: string
  readonly file?: Buffer
}

/** The channel itself, as the desk opens it. */
export function openAccount({ file = Buffer.from('file'), ...given }: Given) {
  const settings = emailSettings.parse({
    imapUrl: 'imap://127.0.0.1:1/INBOX',
    smtpUrl: 'smtp://127.0.0.1:1',
    from: 'Forte <help@desk.example>',
    authservId: 'mx.desk.example',
    ...given,
  })
  return openEmailChannel(settings, {
    accountId: 1 as AccountId,
    accountName: 'default',
    publicUrl: 'https://desk.example',
    signingKey: mailroom.signingKey,
    log: silentLog,
    now: () => Date.now(),
    openFile: async () => Readable.from([file]),
  })
}

export const outgoing = (change: Partial<OutboundMessage> = {}): OutboundMessage => ({
  id: 7 as MessageId,
  key: 42,
  accountId: 1 as AccountId,
  conversation: '<first@shop.example>',
  to: 'anna@shop.example',
  seq: 2,
  author: { kind: 'flow', name: 'Bot' },
  language: 'ru',
  text: 'Жалоба № 100013 принята.\nХод дела: https://desk.example/status/abc.',
  choices: [],
  ask: null,
  files: [],
  subject: 'Телефон',
  earlier: ['<second@shop.example>#0123456789abcdef', '<first@shop.example>#0123456789abcdef'],
  complaint: { number: '100013', statusUrl: 'https://desk.example/status/abc' },
  at: '2025-11-03T07:00:00.000Z',
  ...change,
})

export const outgoingFile = (name: string) => ({ id: 1 as FileId, name, contentType: 'application/pdf', sizeBytes: 4 })
