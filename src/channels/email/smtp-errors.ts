import { SendError, type SendErrorKind } from '../../core/channel.js'
import { cleanLine } from '../../core/clean-text.js'

/**
 * What became of a letter, by what nodemailer says (https://nodemailer.com/errors). `isWritten`: all of it was handed over, so that without an
 * answer nobody knows. What the server said goes into the reason; names and passwords never do.
 */
export function toSendError(reason: unknown, isWritten: boolean): SendError {
  if (reason instanceof SendError) return reason
  const { code, responseCode, command, originalCode, response, message } = toFacts(reason)
  const said = response === '' ? '' : `: ${cleanLine(response, 300)}`
  if (responseCode !== null) return new SendError(kindOfAnswer(responseCode, command, code), `the mail server answered${said}`)
  if (code === 'EAUTH' || code === 'ENOAUTH') return new SendError('misconfigured', 'the mail server does not take the name and password')
  if (code === 'ETLS' && !isNetwork.test(originalCode || message))
    return new SendError('misconfigured', 'the connection to the mail server cannot be encrypted')
  if (certificate.test(originalCode)) return new SendError('misconfigured', `the mail server's certificate is not good (${originalCode})`)
  if (code === 'EENVELOPE') return new SendError('refused', 'this is no address that a letter can be sent to')
  return isWritten
    ? new SendError('uncertain', 'the connection to the mail server was lost before it answered')
    : new SendError('unreachable', `the mail server was not reached (${cleanLine(originalCode || code || 'unknown', 40)})`)
}

/** RFC 5321 §4.2. An answer to anything before MAIL is about the account, not about the letter. */
function kindOfAnswer(answer: number, command: string, code: string): SendErrorKind {
  const isPermanent = answer >= 500 && answer !== 503
  if (/^AUTH/i.test(command) || code === 'EAUTH') return isPermanent ? 'misconfigured' : 'unreachable'
  if (!/^(MAIL|RCPT|DATA)/i.test(command)) return isPermanent ? 'misconfigured' : 'unreachable'
  // RFC 4954: what a server says that wants a sign-in first.
  if (answer === 530 || answer === 535) return 'misconfigured'
  return isPermanent ? 'refused' : 'throttled'
}

const certificate = /^(CERT_|ERR_TLS_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY))/
const isNetwork = /^E(CONN|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|HOST|NET)|^Connection closed/

type Facts = {
  readonly code: string
  readonly responseCode: number | null
  readonly command: string
  readonly originalCode: string
  readonly response: string
  readonly message: string
}

function toFacts(reason: unknown): Facts {
  const facts = new Map<string, unknown>(reason instanceof Error ? Object.entries(reason) : [])
  const text = (name: string) => {
    const value = facts.get(name)
    return typeof value === 'string' ? value : ''
  }
  const answer = facts.get('responseCode')
  return {
    code: text('code'),
    responseCode: typeof answer === 'number' && answer >= 300 ? answer : null,
    command: text('command'),
    originalCode: text('originalCode'),
    response: text('response'),
    message: reason instanceof Error ? reason.message : '',
  }
}
