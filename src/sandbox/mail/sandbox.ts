import { type Faults, openFaults } from '../faults.js'
import { type MailCustomer, openCustomer } from './customer.js'
import { openImap } from './imap.js'
import { openSmtp, type Posted } from './smtp.js'
import { openStore, type StoredLetter } from './store.js'

export type MailSandboxOptions = {
  /** The desk's own address. */
  readonly desk?: string
  readonly password?: string
  /** Under which name the server writes Authentication-Results; an adapter that was told none expects the IMAP server's. */
  readonly authservId?: string
  now?(): number
}

/** A mail server on 127.0.0.1 and the people who write letters. */
export interface MailSandbox {
  readonly desk: string
  /** Of the desk; `imapUrlOf` and `smtpUrlOf` of anybody: all have the same password. */
  readonly imapUrl: string
  readonly smtpUrl: string
  imapUrlOf(address: string): string
  smtpUrlOf(address: string): string
  /**
   * By the steps of SMTP: `connect`, `mail`, `rcpt`, `rcpt <address>`, `data`; an `answer` has the reply code as its status and the words as its
   * body. By the commands of IMAP: `imap.connect`, `imap.login`, `imap.examine`, `imap.fetch`, `imap.idle` and so on; an `answer` is NO with its
   * body.
   */
  readonly faults: Faults
  readonly customer: MailCustomer
  /** Every letter that SMTP took, oldest first. */
  readonly posted: readonly Posted[]
  /** What lies in a mailbox, oldest first. */
  lettersIn(address: string): readonly StoredLetter[]
  remove(address: string, uid: number): void
  /** New UIDVALIDITY and new UIDs; who has the mailbox open is sent away. */
  renumber(address: string): void
  /** Does somebody wait for letters there by IDLE. */
  isWatched(address: string): boolean
  close(): Promise<void>
}

export async function openMailSandbox(options: MailSandboxOptions = {}): Promise<MailSandbox> {
  const { desk = 'care@desk.example', password = 'sandbox', authservId = '127.0.0.1', now = Date.now } = options
  const store = openStore(now)
  const faults = openFaults()
  const posted: Posted[] = []
  const smtp = await openSmtp({ store, faults, password, port: 0, onPosted: (letter) => posted.push(letter) })
  const imap = await openImap({ store, faults, password, port: 0 })
  const urlOf = (protocol: string, address: string, port: number, path: string) =>
    `${protocol}://${encodeURIComponent(address)}:${encodeURIComponent(password)}@127.0.0.1:${port}${path}`
  const imapUrlOf = (address: string) => urlOf('imap', address, imap.port, '/INBOX')
  const smtpUrlOf = (address: string) => urlOf('smtp', address, smtp.port, '')
  return {
    desk,
    imapUrl: imapUrlOf(desk),
    smtpUrl: smtpUrlOf(desk),
    imapUrlOf,
    smtpUrlOf,
    faults,
    customer: openCustomer({ store, desk, authservId, now }),
    posted,
    lettersIn: (address) => store.mailbox(address).letters,
    remove: store.remove,
    renumber: store.renumber,
    isWatched: (address) => imap.isIdlingOn(store.mailbox(address)),
    async close() {
      await Promise.all([smtp.close(), imap.close()])
    },
  }
}
