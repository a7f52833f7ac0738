import { PassThrough, type Readable } from 'node:stream'
import type { ChannelTools, OutboundMessage, Receipt } from '../../core/channel.js'
import { toLetter } from './compose.js'
import type { EmailSettings } from './settings.js'
import type { Signer } from './signature.js'
import { toSendError } from './smtp-errors.js'

/** One letter on a connection of its own: nodemailer's pool would send a letter again by itself when a connection breaks. */
export async function send(message: OutboundMessage, { settings, signer, tools }: Sender, signal: AbortSignal): Promise<Receipt> {
  const letter = toLetter(message, { from: settings.from, signer, openFile: tools.openFile })
  const transport = await openTransport(settings)
  let isWritten = false
  transport.use('stream', (mail, done) => {
    mail.message.processFunc((input: Readable) => watchEnd(input, () => (isWritten = true)))
    done()
  })
  try {
    await transport.sendMail({ ...letter, signal, ...(settings.dkim ? { dkim: toDkim(settings.dkim) } : {}) })
    return { externalId: letter.messageId }
  } catch (reason) {
    throw toSendError(reason, isWritten)
  } finally {
    for (const { content } of letter.attachments) content.destroy()
  }
}

type Sender = { readonly settings: EmailSettings; readonly signer: Signer; readonly tools: ChannelTools }

/** Does the mail server take our name and password. Throws SendError. */
export async function checkSmtp(settings: EmailSettings): Promise<void> {
  const transport = await openTransport(settings)
  try {
    await transport.verify()
  } catch (reason) {
    throw toSendError(reason, false)
  }
}

async function openTransport({ smtp }: EmailSettings) {
  const { createTransport } = await import('nodemailer')
  return createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    requireTLS: smtp.mustUpgrade,
    ...(smtp.auth ? { auth: { ...smtp.auth } } : {}),
    connectionTimeout: 20_000,
    greetingTimeout: 30_000,
    // RFC 5321 §4.5.3.2.6 gives a server ten minutes after the dot; the core's signal comes before.
    socketTimeout: 300_000,
  })
}

const toDkim = ({ domain, selector, key }: NonNullable<EmailSettings['dkim']>) => ({
  domainName: domain,
  keySelector: selector,
  privateKey: key,
})

/** `onEnd` when the last byte was taken: from here on the server may have the letter. */
function watchEnd(input: Readable, onEnd: () => void): Readable {
  const output = new PassThrough()
  input.on('error', (reason) => output.destroy(reason))
  output.once('end', onEnd)
  return input.pipe(output)
}
