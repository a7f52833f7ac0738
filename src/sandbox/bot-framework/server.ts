import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Fault, Faults } from '../faults.js'

export type Reply = { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
export type Asked = {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}
/** `name` is what faults know the call by. */
export type Route = { readonly name: string; answer(asked: Asked): Reply | Promise<Reply> }

/** Plain HTTP on a port of the loopback, where each call may meet a fault first. */
export async function openServer(faults: Faults, routeOf: (asked: Asked) => Route, port: number) {
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url: path = '/', headers } = request
    const asked = { method, path, headers, body: Buffer.concat(chunks).toString() }
    const route = routeOf(asked)
    const fault = faults.take(route.name)
    if (fault?.type === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))
    if (fault && isEnd(fault, 'before', response)) return
    const reply = await route.answer(asked)
    if (fault && isEnd(fault, 'after', response)) return
    write(response, reply)
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** True when the fault stands for the answer. */
function isEnd(fault: Fault, when: 'before' | 'after', response: ServerResponse): boolean {
  if (fault.type === 'answer' && when === 'before') write(response, fault)
  if (fault.type === 'cut' && fault.when === when) response.destroy()
  return (fault.type === 'answer' && when === 'before') || ((fault.type === 'cut' || fault.type === 'hang') && fault.when === when)
}

function write(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  const isBytes = Buffer.isBuffer(body)
  response.writeHead(status, { 'content-type': isBytes ? 'application/octet-stream' : 'application/json', ...headers })
  response.end(isBytes ? body : JSON.stringify(body))
}
