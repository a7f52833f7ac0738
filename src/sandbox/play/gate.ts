import { connect, createServer, type Server, type Socket } from 'node:net'

/** A door before a stand-in. While it is shut nobody answers at its port: the one way to be refused a connection on purpose. */
export interface Gate {
  readonly port: number
  readonly isShut: boolean
  shut(ms: number): void
  close(): Promise<void>
}

export async function openGate(targetPort: number): Promise<Gate> {
  const sockets = new Set<Socket>()
  let isClosed = false
  let timer: NodeJS.Timeout | null = null
  let server: Server | null = null

  const pass = (client: Socket): void => {
    const target = connect(targetPort, '127.0.0.1')
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(from)
      from.on('error', () => undefined)
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
  }
  const listen = (at: number) =>
    new Promise<number>((resolve, reject) => {
      const opened = createServer({ allowHalfOpen: false }, pass)
      opened.once('error', reject)
      opened.listen(at, '127.0.0.1', () => {
        server = opened
        const address = opened.address()
        resolve(typeof address === 'object' && address ? address.port : at)
      })
    })
  const end = async (): Promise<void> => {
    const closing = server
    server = null
    const closed = new Promise<void>((resolve) => (closing ? closing.close(() => resolve()) : resolve()))
    for (const socket of sockets) socket.destroy()
    await closed
  }

  const port = await listen(0)
  return {
    port,
    get isShut() {
      return timer !== null
    },
    shut(ms) {
      if (timer) clearTimeout(timer)
      timer = setTimeout(() => {
        timer = null
        if (!isClosed) listen(port).catch(() => undefined)
      }, ms)
      void end()
    },
    async close() {
      isClosed = true
      if (timer) clearTimeout(timer)
      await end()
    },
  }
}
