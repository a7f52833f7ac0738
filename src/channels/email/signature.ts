import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** What leaves with our letters and is believed when it comes back. Made from the account's signing key: another desk's are not ours. */
export type Signer = {
  /** Behind a `+` in our reply address; small letters and digits, because relays change case. */
  replyToken(conversation: string): string
  isReplyToken(token: string, conversation: string): boolean
  /** The same for the same call, so that a resend is exact. */
  messageId(call: { readonly key: number; readonly conversation: string }, domain: string): string
  /** null for every Message-ID that is not ours. */
  readMessageId(id: string): { readonly key: number; readonly conversation: string } | null
  /** The value of the header by which our own letters are known. */
  readonly loopMark: string
}

export function openSigner(signingKey: string): Signer {
  const key = Buffer.from(hkdfSync('sha256', signingKey, '', 'otklik e-mail channel', 32))
  const mac = (use: string, text: string) => createHmac('sha256', key).update(`${use}\0${text}`).digest().subarray(0, 16)
  const replyToken = (conversation: string) => toBase32(mac('reply', conversation))
  const signedPart = (call: number, conversation: string) => `${call.toString(36)}.${Buffer.from(conversation).toString('base64url')}`
  return {
    replyToken,
    isReplyToken: (token, conversation) => isSame(token.toLowerCase(), replyToken(conversation)),
    messageId({ key: call, conversation }, domain) {
      const part = signedPart(call, conversation)
      return `<${part}.${mac('message', part).toString('base64url')}@${domain}>`
    },
    readMessageId(id) {
      const [, part = '', call = '', coded = '', signature = ''] =
        /^<((\w{1,11})\.([\w-]{1,600}))\.([\w-]{22})@[^@<>\s]{1,255}>$/.exec(id) ?? []
      if (part === '' || !isSame(signature, mac('message', part).toString('base64url'))) return null
      return { key: Number.parseInt(call, 36), conversation: Buffer.from(coded, 'base64url').toString() }
    },
    loopMark: mac('loop', '').toString('base64url'),
  }
}

/** The name of the header that carries `loopMark`. */
export const loopHeader = 'X-Otklik-Loop'

/** In a time that tells nothing about where they differ. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** RFC 4648 §6 in small letters, without padding. */
function toBase32(bytes: Uint8Array): string {
  let bits = 0
  let waiting = 0
  let text = ''
  for (const byte of bytes) {
    waiting = (waiting << 8) | byte
    bits += 8
    for (; bits >= 5; bits -= 5) text += alphabet[(waiting >>> (bits - 5)) & 31]
    waiting &= (1 << bits) - 1
  }
  return bits > 0 ? text + alphabet[(waiting << (5 - bits)) & 31] : text
}
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
