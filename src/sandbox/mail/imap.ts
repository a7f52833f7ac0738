import { createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Faults } from '../faults.js'
import { BadCommand, openInput } from './imap-input.js'
import { openSession } from './imap-session.js'
import type { Mailbox, Store } from './store.js'

type Options = { readonly store: Store; readonly faults: Faults; readonly password: string; readonly port: number }

/** An IMAP4rev1 server with IDLE (RFC 3501, RFC 2177): what it does not know is BAD. Faults know `imap.connect` and `imap.<command>`. */
export async function openImap({ store, faults, password, port }: Options) {
  const connections = new Set<Connection>()
  const stopHearing = store.onChange((mailbox) => {
    for (const connection of connections) connection.hear(mailbox)
  })
  const server = createServer((socket) => {
    const connection = openConnection(socket, { store, faults, password })
    connections.add(connection)
    socket.once('close', () => connections.delete(connection))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    isIdlingOn: (mailbox: Mailbox): boolean => [...connections].some((one) => one.isIdlingOn(mailbox)),
    async close(): Promise<void> {
      stopHearing()
      const closed = new Promise((resolve) => server.close(resolve))
      for (const { socket } of connections) socket.destroy()
      await closed
    },
  }
}

type Connection = { readonly socket: Socket; isIdlingOn(mailbox: Mailbox): boolean; hear(mailbox: Mailbox): void }

function openConnection(socket: Socket, { store, faults, password }: Omit<Options, 'port'>): Connection {
  let isMute = false
  const say = (data: string | Buffer): void => void (isMute || socket.destroyed || socket.write(data))
  const session = openSession(store, password, say)
  // One command after another, however many were sent at once.
  let turn: Promise<void> = Promise.resolve()
  const input = openInput(
    (line) => {
      turn = turn.then(() => take(line))
    },
    () => say('+ go on\r\n'),
  )

  /** Meets a fault, or does the work. The answer is what `work` gives, under the tag. */
  async function meet(name: string, tag: string, work: () => string | null): Promise<void> {
    const fault = faults.take(name)
    if (fault?.type === 'slow') await wait(fault.ms)
    if (fault?.type === 'answer') return say(`${tag} NO ${String(fault.body)}\r\n`)
    if (fault?.type === 'cut' && fault.when === 'before') return void socket.destroy()
    if (fault?.type === 'hang' && fault.when === 'before') isMute = true
    const answer = work()
    if (fault?.type === 'cut') return void socket.destroy()
    if (fault?.type === 'hang') isMute = true
    if (answer !== null) say(answer)
  }

  async function take(line: string): Promise<void> {
    const idleTag = session.endIdle()
    if (idleTag !== null) return say(line.toUpperCase() === 'DONE' ? `${idleTag} OK idled\r\n` : `${idleTag} BAD DONE was due\r\n`)
    const [, tag, name = '', rest = ''] = /^([^\s"(){%*\\+]+) ((?:UID )?[A-Za-z]+)(?: (.*))?$/s.exec(line) ?? []
    if (tag === undefined) return say('* BAD a command is a tag and a word\r\n')
    const word = name.toUpperCase()
    await meet(`imap.${word.replace('UID ', '').toLowerCase()}`, tag, () => {
      try {
        const answer = session.run(tag, word, rest)
        return answer === null ? null : `${tag} ${answer}\r\n`
      } catch (error) {
        if (!(error instanceof BadCommand)) throw error
        return `${tag} BAD ${error.message}\r\n`
      }
    })
    if (word === 'LOGOUT') socket.end()
  }

  socket.on('error', () => undefined)
  socket.on('data', (chunk: Buffer) => {
    if (!input(chunk)) socket.destroy()
  })
  void meet('imap.connect', '*', () => {
    session.greet()
    return null
  })

  return {
    socket,
    isIdlingOn: session.isIdlingOn,
    hear(mailbox) {
      if (session.hear(mailbox)) return
      say('* BYE the mailbox was made anew\r\n')
      socket.end()
    },
  }
}
