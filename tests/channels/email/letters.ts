import { type Mailroom, parseLetter } from '../../../src/channels/email/parse-letter.js'
import type { ReaderName } from '../../../src/channels/email/parse-mime.js'
import type { InboundEvent } from '../../../src/core/model/event.js'

export type MessageEvent = Extract<InboundEvent, { type: 'message' }>

export const mailroom: Mailroom = {
  signingKey: '5f'.repeat(32),
  address: 'help@desk.example',
  authservIds: ['mx.desk.example'],
}

/** A letter as bytes, with CRLF. `headers` come before those that every letter has. */
export function letter(headers: string, body = 'Здравствуйте, телефон разбит.'): Buffer {
  const usual = Object.entries({
    From: 'Anna <anna@shop.example>',
    To: 'help@desk.example',
    'Message-ID': '<first@shop.example>',
    Subject: 'Phone',
  })
    .filter(([name]) => !new RegExp(`^${name}:`, 'im').test(headers))
    .map(([name, value]) => `${name}: ${value}`)
  const lines = [headers, ...usual].filter((line) => line !== '').join('\n')
  return Buffer.from(`${lines}\n\n${body}\n`.replace(/\r?\n/g, '\r\n'))
}

export const read = (raw: Uint8Array, reader: ReaderName = 'mailparser'): Promise<readonly InboundEvent[]> =>
  parseLetter(raw, reader, mailroom)

/** The one message that a letter must be. */
export async function readMessage(raw: Uint8Array, reader: ReaderName = 'mailparser'): Promise<MessageEvent> {
  const [event, ...rest] = await read(raw, reader)
  if (event?.type !== 'message' || rest.length > 0) throw new Error(`not one message: ${JSON.stringify([event, ...rest])}`)
  return event
}
