import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { Fault, Faults } from '../faults.js'
import { addressIn, problemOf } from './check-letter.js'
import { type Store, toAddress } from './store.js'

export type Posted = { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer }

type Options = {
  readonly store: Store
  readonly faults: Faults
  readonly password: string
  readonly port: number
  /** Every letter that was taken, before the server says so. */
  readonly onPosted: (posted: Posted) => void
}

type Done = (error?: Error | null) => void

/** A submission server: it takes letters for anybody from whoever signs in, under the address they signed in with. */
export async function openSmtp({ store, faults, password, port, onPosted }: Options) {
  const sockets = new Map<number, Socket>()

  /** One step of a conversation, where it may meet a fault. A fault for an address goes before one for the step. */
  async function meet(names: readonly string[], session: SMTPServerSession, done: Done, act: () => void): Promise<void> {
    const fault = names.reduce<Fault | null>((found, name) => found ?? faults.take(name), null)
    if (fault?.type === 'slow') await wait(fault.ms)
    if (fault?.type === 'answer') return done(refusal(fault.status, String(fault.body)))
    if (isSilenced(fault, 'before', session)) return
    try {
      act()
    } catch (error) {
      return done(error instanceof Error ? error : refusal(451, 'local error'))
    }
    if (!isSilenced(fault, 'after', session)) done()
  }

  /** true when nothing more is said: cut, or left open without a word. */
  function isSilenced(fault: Fault | null, when: 'before' | 'after', session: SMTPServerSession): boolean {
    if ((fault?.type !== 'cut' && fault?.type !== 'hang') || fault.when !== when) return false
    if (fault.type === 'cut') sockets.get(session.remotePort)?.destroy()
    return true
  }

  const server = new SMTPServer({
    name: 'mail.sandbox',
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 50,
    socketTimeout: 600_000,
    onConnect: (session, done) => void meet(['connect'], session, done, () => undefined),
    onAuth({ username = '', password: given }, _session, done) {
      if (given === password && username.includes('@')) done(null, { user: toAddress(username) })
      else done(refusal(535, 'authentication credentials invalid'))
    },
    onMailFrom: ({ address }, session, done) =>
      void meet(['mail'], session, done, () => {
        if (toAddress(address) !== session.user) throw refusal(553, `sender address rejected: not owned by ${session.user}`)
      }),
    onRcptTo: ({ address }, session, done) =>
      void meet([`rcpt ${toAddress(address)}`, 'rcpt'], session, done, () => {
        // https://www.rfc-editor.org/rfc/rfc2606#section-2
        if (/\.invalid$/i.test(address)) throw refusal(550, 'domain not found')
      }),
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => void meet(['data'], session, done, () => take(Buffer.concat(chunks), session)))
    },
  })

  function take(raw: Buffer, { envelope: { mailFrom, rcptTo }, user }: SMTPServerSession): void {
    const problem = problemOf(raw)
    if (problem !== null) throw refusal(550, problem)
    if (toAddress(addressIn(raw, 'from')) !== user) throw refusal(550, `From is not ${user}`)
    const posted = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), raw }
    onPosted(posted)
    for (const address of new Set(posted.to.map(toAddress))) store.deliver(address, raw)
  }

  server.on('error', () => undefined)
  server.server.on('connection', (socket: Socket) => {
    const { remotePort = 0 } = socket
    sockets.set(remotePort, socket)
    socket.once('close', () => sockets.delete(remotePort))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async close(): Promise<void> {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets.values()) socket.destroy()
      await closed
    },
  }
}

const refusal = (responseCode: number, words: string): Error => Object.assign(new Error(words), { responseCode })
