import { createTransport } from 'nodemailer'
import PostalMime from 'postal-mime'
import type { Store } from './store.js'

export type Writing = {
  /** `Anna <anna@mail.example>` or the address alone. */
  readonly from: string
  /** The desk's own address unless told otherwise. */
  readonly to?: string
  readonly subject: string
  readonly text: string
  readonly html?: string
  readonly attachments?: readonly { readonly name: string; readonly bytes: Uint8Array; readonly type?: string }[]
  readonly headers?: Readonly<Record<string, string>>
  /** A Message-ID with its angle brackets. */
  readonly inReplyTo?: string
  readonly references?: readonly string[]
  /** What the receiving server found of the sender's domain (RFC 7489). */
  readonly dmarc?: Dmarc
}
type Dmarc = 'pass' | 'fail' | 'none'

/** A letter as a mail program shows it. */
export type SeenLetter = {
  readonly messageId: string
  readonly from: string
  readonly to: readonly string[]
  /** Where an answer goes. */
  readonly answerTo: string
  readonly subject: string
  readonly text: string
  readonly html: string | null
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  /** By name in small letters. */
  readonly headers: Readonly<Record<string, string>>
  readonly files: readonly { readonly name: string; readonly type: string; readonly bytes: Buffer }[]
  readonly at: number
  readonly raw: Buffer
}

/** What people do in their mail programs. */
export interface MailCustomer {
  write(writing: Writing): Promise<SeenLetter>
  /** An answer with the whole letter quoted below, as mail programs do it, from the address that got the letter. */
  reply(letter: SeenLetter, text: string, more?: Partial<Pick<Writing, 'from' | 'attachments' | 'dmarc'>>): Promise<SeenLetter>
  /** Any bytes, as another server hands them over. */
  post(raw: Buffer, options: { readonly from: string; readonly to?: string; readonly dmarc?: Dmarc }): void
  /** What came to this address, oldest first. */
  letters(address: string): Promise<readonly SeenLetter[]>
}

type Options = { readonly store: Store; readonly desk: string; readonly authservId: string; readonly now: () => number }

export function openCustomer({ store, desk, authservId, now }: Options): MailCustomer {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const read = openReader()

  function post(raw: Buffer, { from, to = desk, dmarc = 'pass' }: Parameters<MailCustomer['post']>[1]): void {
    const domain = from.split('@').at(-1)
    // https://www.rfc-editor.org/rfc/rfc8601#section-5: what claims to be this server's own word is taken out.
    const foreign = new RegExp(
      `^authentication-results:\\s*${authservId.replaceAll('.', '\\.')}\\b[^\\r]*\\r\\n(?:[ \\t][^\\r]*\\r\\n)*`,
      'gim',
    )
    const text = raw.toString('latin1')
    const end = text.indexOf('\r\n\r\n') + 2
    const header = end < 2 ? text : text.slice(0, end).replace(foreign, '') + text.slice(end)
    const stamp = `Return-Path: <${from}>\r\nAuthentication-Results: ${authservId}; dmarc=${dmarc} header.from=${domain}\r\n`
    store.deliver(to, Buffer.from(stamp + header, 'latin1'))
  }

  async function write(writing: Writing): Promise<SeenLetter> {
    const { from, to = desk, attachments = [], inReplyTo, references = [], dmarc, ...words } = writing
    const sender = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from
    const { message } = await composer.sendMail({
      ...words,
      from,
      to,
      date: new Date(now()),
      xMailer: false,
      ...(inReplyTo !== undefined && { inReplyTo }),
      ...(references.length > 0 && { references: [...references] }),
      attachments: attachments.map(({ name, bytes, type }) => ({
        filename: name,
        content: Buffer.from(bytes),
        ...(type !== undefined && { contentType: type }),
      })),
    })
    const raw = Buffer.isBuffer(message) ? message : Buffer.alloc(0)
    post(raw, { from: sender, to, ...(dmarc && { dmarc }) })
    return read(raw, now())
  }

  return {
    write,
    post,
    reply: (letter, text, more = {}) =>
      write({
        from: letter.to[0] ?? '',
        to: letter.answerTo,
        subject: /^re:/i.test(letter.subject) ? letter.subject : `Re: ${letter.subject}`,
        text: `${text}\n\nOn ${new Date(letter.at).toUTCString()}, ${letter.from} wrote:\n${letter.text.replace(/^/gm, '> ')}`,
        inReplyTo: letter.messageId,
        references: [...letter.references, letter.messageId],
        ...more,
      }),
    letters: (address) => Promise.all(store.mailbox(address).letters.map(({ raw, receivedAt }) => read(raw, receivedAt))),
  }
}

/** Reads each letter once. */
function openReader(): (raw: Buffer, at: number) => Promise<SeenLetter> {
  const known = new WeakMap<Buffer, Promise<SeenLetter>>()
  return (raw, at) => {
    const found = known.get(raw) ?? readLetter(raw, at)
    known.set(raw, found)
    return found
  }
}

async function readLetter(raw: Buffer, at: number): Promise<SeenLetter> {
  const mail = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' })
  const from = mail.from?.address ?? ''
  return {
    messageId: mail.messageId ?? '',
    from,
    to: (mail.to ?? []).flatMap(({ address }) => (address === undefined ? [] : [address])),
    answerTo: mail.replyTo?.[0]?.address ?? from,
    subject: mail.subject ?? '',
    text: (mail.text ?? '').trimEnd(),
    html: mail.html ?? null,
    inReplyTo: mail.inReplyTo ?? null,
    references: mail.references?.match(/<[^<>\s]+>/g) ?? [],
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
    files: mail.attachments.map(({ filename, mimeType, content }) => ({
      name: filename ?? 'file',
      type: mimeType,
      bytes: Buffer.from(content instanceof ArrayBuffer ? new Uint8Array(content) : content),
    })),
    at,
    raw,
  }
}
