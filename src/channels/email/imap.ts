import type { ImapFlow } from 'imapflow'
import { SendError } from '../../core/channel.js'
import { cleanLine } from '../../core/clean-text.js'
import type { EmailSettings } from './settings.js'

/** A letter over this is not fetched; only its headers are. */
export const letterLimitBytes = 50_000_000

const slowestBytesPerMs = 50

/** One connection with the mailbox open for reading only (EXAMINE). */
export type OpenMailbox = {
  readonly client: ImapFlow
  readonly uidValidity: string
  readonly uidNext: number
  /**
   * Rejects when the connection is lost, or when a command of ours has no answer in time: a half-open socket never says that it is dead.
   * `bytes` is how much the answer brings; a slow line has more time for more.
   */
  ask<T>(command: Promise<T>, bytes?: number): Promise<T>
  close(): void
}

/** Connects, signs in, opens. Throws SendError. */
export async function openMailbox({ imap }: EmailSettings, signal: AbortSignal, answerMs = 30_000): Promise<OpenMailbox> {
  const { ImapFlow } = await import('imapflow')
  const client = new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: imap.secure,
    ...(imap.secure ? {} : { doSTARTTLS: imap.mustUpgrade }),
    ...(imap.auth ? { auth: { user: imap.auth.user, pass: imap.auth.pass } } : {}),
    logger: false,
    clientInfo: { name: 'Otklik' },
    disableAutoIdle: true,
    connectionTimeout: 20_000,
    maxLiteralSize: letterLimitBytes * 1.1,
    maxResponseSize: letterLimitBytes * 1.2,
  })
  let lose: (reason: Error) => void = () => undefined
  const lost = new Promise<never>((_, reject) => {
    lose = reject
  })
  lost.catch(() => undefined)
  // Without listeners an error of the connection would end the process.
  client.on('error', (reason: Error) => lose(reason))
  client.on('close', () => lose(new Error('the connection was closed')))
  const close = () => client.close()
  const abort = () => {
    lose(new Error('stopped'))
    close()
  }
  signal.addEventListener('abort', abort, { once: true })
  const ask = <T>(command: Promise<T>, bytes = 0) => withinMs(answerMs + bytes / slowestBytesPerMs, Promise.race([command, lost]))
  try {
    signal.throwIfAborted()
    await ask(client.connect())
    const { uidValidity, uidNext } = await ask(client.mailboxOpen(imap.mailbox, { readOnly: true }))
    const end = () => {
      signal.removeEventListener('abort', abort)
      close()
    }
    return { client, uidValidity: String(uidValidity), uidNext, ask, close: end }
  } catch (reason) {
    signal.removeEventListener('abort', abort)
    close()
    throw toImapError(reason)
  }
}

/** The first step of the connection test. Throws SendError. */
export async function checkImap(settings: EmailSettings, signal: AbortSignal): Promise<void> {
  const mailbox = await openMailbox(settings, signal)
  mailbox.close()
}

/** What only a person can mend is `misconfigured`; all else comes and goes. */
export function toImapError(reason: unknown): SendError {
  if (reason instanceof SendError) return reason
  const facts = new Map<string, unknown>(reason instanceof Error ? Object.entries(reason) : [])
  const code = String(facts.get('code') ?? '')
  const answer = String(facts.get('serverResponseCode') ?? '')
  // RFC 5530: the server itself says that it is its own trouble.
  const isPassing = /^(UNAVAILABLE|SERVERBUG|INUSE|LIMIT)$/.test(answer)
  if (facts.get('authenticationFailed') === true && !isPassing) {
    return new SendError('misconfigured', 'the mail server does not take the name and password')
  }
  if (facts.get('mailboxMissing') === true || answer === 'NONEXISTENT')
    return new SendError('misconfigured', 'the mail server has no such mailbox')
  if (/^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY))/.test(code)) {
    return new SendError('misconfigured', `the mail server's certificate is not good (${cleanLine(code, 60)})`)
  }
  return new SendError('unreachable', `the mailbox was not reached (${cleanLine(code || 'the connection was lost', 60)})`)
}

async function withinMs<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('no answer'), { code: 'no answer in time' })), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
