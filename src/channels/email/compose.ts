import { Readable } from 'node:stream'
import { type ChannelTools, type OutboundMessage, SendError } from '../../core/channel.js'
import { cleanLine, cleanText } from '../../core/clean-text.js'
import { toMessageId } from './parse-identity.js'
import type { EmailSettings } from './settings.js'
import { loopHeader, type Signer } from './signature.js'

/** A letter as nodemailer takes it. The same message gives the same Message-ID, so that a resend is known as one. */
export function toLetter(message: OutboundMessage, { from, signer, openFile }: Composer) {
  const [local = '', domain = ''] = from.address.split('@')
  const to = checkRecipient(message.to)
  const isAutomatic = message.author.kind === 'flow' || message.author.kind === 'system'
  const earlier = message.earlier.map(toMessageId).filter((id) => /^<[^<>\s]{1,900}>$/.test(id))
  const root = /^<[^<>\s]{1,200}>$/.test(message.conversation) ? [message.conversation] : []
  return {
    from: { name: toFromName(message, from.name), address: from.address },
    replyTo: { name: toFromName(message, from.name), address: `${local}+${signer.replyToken(message.conversation)}@${domain}` },
    to: { name: '', address: to },
    envelope: { from: from.address, to: [to] },
    subject: toSubject(message),
    date: new Date(message.at),
    messageId: signer.messageId(message, domain),
    ...(earlier[0] === undefined ? {} : { inReplyTo: earlier[0] }),
    references: [...new Set([...root, ...[...earlier].reverse()])],
    headers: {
      [loopHeader]: signer.loopMark,
      ...(isAutomatic ? { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } : {}),
    },
    xMailer: false as const,
    text: cleanText(message.text),
    html: toHtml(cleanText(message.text), message.language),
    attachments: message.files.map(({ id, name, contentType }) => ({
      filename: cleanLine(name, 200),
      contentType,
      contentDisposition: 'attachment' as const,
      content: Readable.from(bytesOf(() => openFile(id))),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

type Composer = { readonly from: EmailSettings['from']; readonly signer: Signer; readonly openFile: ChannelTools['openFile'] }

/** Opened when the letter gets there, so that nothing is open while a server is not reached. */
async function* bytesOf(open: () => Promise<Readable>): AsyncGenerator<Uint8Array> {
  for await (const chunk of await open()) yield chunk
}

/**
 * A plain address or none: in `"x@evil.com y"@good.ru` programs on the way have taken the quoted part for the address (CVE-2025-13033).
 */
function checkRecipient(to: string): string {
  const isPlain = /^[^\s"'<>(),:;@[\]\\]{1,64}@[^\s"'<>(),:;@[\]\\]{1,255}$/.test(to) && !/[\p{Cc}\p{Cf}]/u.test(to)
  if (!isPlain || /\.invalid$/i.test(to)) throw new SendError('refused', 'this is no address that a letter can be sent to')
  return to
}

const toFromName = ({ author }: OutboundMessage, brand: string | null): string =>
  cleanLine((author.kind === 'operator' ? author.name : (brand ?? author.name)) ?? '', 80)

/** The customer's own subject, once. Without one the complaint's number is its name, and our brand has none. */
function toSubject({ subject, complaint, language }: OutboundMessage): string {
  const own = cleanLine(subject ?? '', 200).replace(/^((re|ответ|回复|答复|回覆|aw)\s*(\[\d+\])?\s*[:：]\s*)+/i, '')
  if (own !== '') return `Re: ${own}`
  return complaint ? `${{ ru: '№', en: 'No.', zh: '单号' }[language]} ${complaint.number}` : 'Re:'
}

/** The same words, links clickable. */
function toHtml(text: string, language: string): string {
  const escaped = (part: string) => part.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
  const linked = text
    .split(/(https?:\/\/[^\s<>"'«»“”（）()]{1,2000}[^\s<>"'«»“”（）().,:;!?。，！？])/)
    .map((part, place) => (place % 2 === 1 ? `<a href="${escaped(part)}">${escaped(part)}</a>` : escaped(part).replace(/\n/g, '<br>\n')))
  return `<!doctype html>\n<html lang="${language}"><body>\n${linked.join('')}\n</body></html>\n`
}
