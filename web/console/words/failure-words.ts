import type { ConversationDto, FileDto, MessageDto } from '../../../src/http/contract'
import type { Translate } from '../i18n/use-words'

const failureKinds = [
  'unreachable',
  'throttled',
  'misconfigured',
  'uncertain',
  'refused',
  'blocked',
  'given-up',
  'silenced',
  'pace',
  'behind',
] as const
type FailureKind = (typeof failureKinds)[number]
export type Failure = {
  /** 'other': the receiver's own words, such as a mail server's. */
  readonly kind: FailureKind | 'other'
  /** As the platform put it, in its own language; null where it said nothing worth showing. */
  readonly said: string | null
}

/** `<kind>: <words>` taken apart. Words that only repeat a code of ours are left out. */
export function readFailure(failure: string | null): Failure | null {
  if (failure === null || failure.trim() === '') return null
  const [, code = '', rest = ''] = /^([a-z-]+)(?::\s*(.*))?$/su.exec(failure.trim()) ?? []
  const kind = failureKinds.find((one) => one === code)
  if (!kind) return { kind: 'other', said: failure.trim() }
  return { kind, said: /\s/u.test(rest) ? rest : null }
}

/** The same refusal is another thing in a messenger and in a mailbox. */
export const blockedKey = (channel: string): 'bot' | 'vk' | 'email' | 'other' => {
  if (channel === 'telegram' || channel === 'bot' || channel === 'teams') return 'bot'
  return channel === 'vk' || channel === 'email' ? channel : 'other'
}

/** Why a message did not leave or still waits, in one sentence. */
export function failureSentence({ kind }: Failure, channel: string, t: Translate): string {
  if (kind === 'blocked') return t(`blocked.${blockedKey(channel)}`)
  return t(`failure.${kind}`)
}

type Sent = Pick<MessageDto, 'delivery' | 'failure'>

/** Only what may be worth a second try: not what the desk itself held back, nor what the platform will never take. */
export function mayResend({ delivery, failure }: Sent, { blockedAt }: Pick<ConversationDto, 'blockedAt'>): boolean {
  if (delivery === 'uncertain') return true
  if (delivery !== 'failed') return false
  const kind = readFailure(failure)?.kind ?? 'other'
  if (kind === 'blocked') return blockedAt === null
  return kind !== 'silenced' && kind !== 'refused'
}

/** Why the bytes of a file never came. */
export function lostReason({ failure }: Pick<FileDto, 'failure'>): 'gone' | 'tooLarge' | 'other' {
  const words = failure ?? ''
  if (/too[- ](?:large|big)|larger than|larger/iu.test(words)) return 'tooLarge'
  return /gone|no longer|no such|not found|cannot be found/iu.test(words) ? 'gone' : 'other'
}

/** It waits for a time that never comes: on a phone or on paper only a person can tell it. */
export const waitsForPerson = ({ delivery, retryAt }: Pick<MessageDto, 'delivery' | 'retryAt'>): boolean =>
  delivery === 'queued' && retryAt !== null && retryAt.startsWith('9999-')
