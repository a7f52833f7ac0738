import { z } from 'zod'
import { readMailboxes } from './parse-address.js'

/** A mail server as its URL tells it. `mustUpgrade`: the connection begins plain and is nothing before STARTTLS. */
export type MailServer = {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly mustUpgrade: boolean
  readonly auth: { readonly user: string; readonly pass: string } | null
}

export type EmailSettings = {
  readonly imap: MailServer & { readonly mailbox: string }
  readonly smtp: MailServer
  readonly from: { readonly name: string | null; readonly address: string }
  /** Under which names our mail server writes Authentication-Results. */
  readonly authservIds: readonly string[]
  readonly dkim: { readonly domain: string; readonly selector: string; readonly key: string } | null
}

const optional = z.string().trim().min(1).nullish()

/** Plain connections only to this machine; to others the connection is encrypted before anything is said. Errors never repeat the URL. */
export const emailSettings = z
  .object({
    /** `imaps://user:password@host/INBOX`; `imap://` begins plain and upgrades. */
    imapUrl: z
      .string()
      .transform((value, context) =>
        readServer(value, { protocol: 'imap', ports: [143, 993], example: 'imaps://user:password@host/INBOX' }, context),
      ),
    smtpUrl: z
      .string()
      .transform((value, context) =>
        readServer(value, { protocol: 'smtp', ports: [587, 465], example: 'smtps://user:password@host' }, context),
      ),
    from: z.string().transform((value, context) => {
      const [mailbox, ...more] = readMailboxes(Buffer.from(value).toString('latin1'))
      if (mailbox && more.length === 0 && !mailbox.address.startsWith('"')) return mailbox
      context.addIssue({ code: 'custom', message: 'must be one address, help@example.com or Brand <help@example.com>' })
      return z.NEVER
    }),
    /** Under which name our mail server writes Authentication-Results; without it, the IMAP host's and its domain's. */
    authservId: optional,
    /** All three or none. */
    dkimDomain: optional,
    dkimSelector: optional,
    dkimKey: z.string().includes('PRIVATE KEY', { error: 'must be a private key in PEM' }).nullish(),
  })
  .transform(({ imapUrl, smtpUrl, from, authservId, dkimDomain, dkimSelector, dkimKey }, context): EmailSettings => {
    const { path, ...imap } = imapUrl
    const { path: _, ...smtp } = smtpUrl
    const mailbox = decodeURIComponent(path.replace(/^\//, '')) || 'INBOX'
    const authservIds = authservId ? [authservId.toLowerCase()] : [imap.host, imap.host.replace(/^[^.]+\.(?=.+\.)/, '')]
    const dkim = dkimDomain && dkimSelector && dkimKey ? { domain: dkimDomain, selector: dkimSelector, key: dkimKey } : null
    if (!dkim && (dkimDomain || dkimSelector || dkimKey)) {
      context.addIssue({ code: 'custom', path: ['dkimDomain'], message: 'DKIM needs domain, selector and key together' })
    }
    return { imap: { ...imap, mailbox }, smtp, from, authservIds, dkim }
  })

type Expected = { readonly protocol: string; readonly ports: readonly [number, number]; readonly example: string }
type Issues = { addIssue(issue: { code: 'custom'; message: string }): void }

function readServer(value: string, { protocol, ports, example }: Expected, context: Issues): MailServer & { readonly path: string } {
  const refuse = () => {
    context.addIssue({ code: 'custom', message: `must look like ${example}` })
    return z.NEVER
  }
  const url = URL.canParse(value) ? new URL(value) : null
  if (!url?.hostname || ![`${protocol}:`, `${protocol}s:`].includes(url.protocol)) return refuse()
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const secure = url.protocol === `${protocol}s:`
  try {
    const auth = url.username === '' ? null : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
    decodeURIComponent(url.pathname)
    return {
      host,
      port: Number(url.port) || ports[secure ? 1 : 0],
      secure,
      mustUpgrade: !secure && !isLoopback(host),
      auth,
      path: url.pathname,
    }
  } catch {
    return refuse()
  }
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
