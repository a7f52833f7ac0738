import { SendError, type SendErrorKind } from '../../core/channel.js'
import { toInt, toRecord } from './event-shape.js'

type Meaning = readonly [kind: SendErrorKind, reason: string, retryAfterMs?: number]

/** https://dev.vk.com/ru/reference/errors and the page of messages.send. What is not here is refused. */
const meanings: Readonly<Record<number, Meaning>> = {
  // `random_id` makes a resend exact, so VK's own troubles are only waited for.
  1: ['throttled', 'VK has an error of its own', 2_000],
  10: ['throttled', 'VK has an error of its own', 2_000],
  6: ['throttled', 'too many calls a second', 1_000],
  9: ['throttled', 'VK sees a flood of like messages', 60_000],
  29: ['throttled', 'the quota of this method is used up', 60_000],
  3: ['misconfigured', 'VK does not know the method: is VK_API_ROOT right?'],
  4: ['misconfigured', 'VK does not accept the signature of the call'],
  5: ['misconfigured', 'VK does not accept the access key: make a new one in the community’s settings'],
  7: ['misconfigured', 'the access key lacks a right: it needs messages, photos and documents'],
  8: ['misconfigured', 'VK does not understand the call: is VK_API_ROOT right?'],
  14: ['misconfigured', 'VK asks for a captcha: a person must open its page'],
  15: ['misconfigured', 'VK denies access: are messages of the community switched on, and is the group id its own?'],
  17: ['misconfigured', 'VK wants the owner of the access key to confirm who they are: sign in to VK as an admin of the community'],
  20: ['misconfigured', 'the access key is of the wrong kind: it must be a community’s'],
  27: ['misconfigured', 'VK does not accept the community’s access key: make a new one in its settings'],
  28: ['misconfigured', 'VK does not accept the application’s access key: a community’s is needed'],
  203: ['misconfigured', 'the access key has no access to this community'],
  18: ['refused', 'the page was deleted or banned'],
  900: ['refused', 'the person is on the community’s blacklist'],
  901: ['blocked', 'the person does not allow messages of the community'],
  902: ['blocked', 'the person’s privacy settings do not allow messages of the community'],
  910: ['refused', 'the message is too big'],
  911: ['refused', 'VK does not take the buttons'],
  912: ['refused', 'buttons need the bot’s abilities, which the community’s settings switch on'],
  914: ['refused', 'the message is too long'],
  917: ['refused', 'there is no access to this chat'],
  936: ['refused', 'there is no such person in the community’s messages'],
  950: ['refused', 'the reply window is closed: the person must write first'],
  983: ['refused', 'writing to this chat is restricted'],
  985: ['refused', 'the reply window is closed: this community may only notify'],
}

/** An answer of VK, as opposed to none. */
export class VkError extends SendError {
  constructor(
    readonly code: number,
    ...meaning: ConstructorParameters<typeof SendError>
  ) {
    super(...meaning)
  }
}

/** What VK's error means to the desk. VK's own words stay out: they may repeat what was sent. */
function fromVkError(code: number, captchaUrl: string | null): VkError {
  const [kind, reason, retryAfterMs] = meanings[code] ?? ['refused', 'VK does not take the message']
  const page = captchaUrl === null ? '' : ` ${captchaUrl}`
  return new VkError(code, kind, `${reason}${page} (VK error ${code})`, retryAfterMs ?? null)
}

/** Failures before a connection stood: nothing can have been sent. TLS is refused before anything is written, too. */
const before =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|ENETDOWN|CERT_\w+|UNABLE_TO_\w+|\w+_SELF_SIGNED_CERT|DEPTH_\w+|ERR_TLS_\w+)$/

/**
 * Whatever a call of vk-io or of fetch threw. `mayBeDone`: the call changes what the person sees, so what broke off after it was written
 * may have been done. Texts of the libraries stay out: they hold addresses, and those hold keys.
 */
export function toSendError(reason: unknown, mayBeDone: boolean): SendError {
  if (reason instanceof SendError) return reason
  const { name, code, captchaImg, cause } = toRecord(toPlain(reason))
  const number = toInt(code)
  if (name === 'APIError' && number !== null) return fromVkError(number, toHttps(captchaImg))
  const cut = [code, toRecord(toPlain(cause)).code].find((one) => typeof one === 'string')
  const word = typeof cut === 'string' && /^\w{1,40}$/.test(cut) ? ` (${cut})` : ''
  if (typeof cut === 'string' && before.test(cut)) return new SendError('unreachable', `VK cannot be reached${word}`)
  return mayBeDone
    ? new SendError('uncertain', `VK did not answer: the message may have been sent${word}`)
    : new SendError('unreachable', `VK did not answer${word}`)
}

const toPlain = (reason: unknown): unknown =>
  reason instanceof Error ? { ...reason, name: reason.constructor.name, cause: reason.cause } : undefined

const toHttps = (url: unknown): string | null => (typeof url === 'string' && /^https:\/\/[^\s<>"]{1,300}$/.test(url) ? url : null)
