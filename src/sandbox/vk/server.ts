import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Fault, Faults } from '../faults.js'

export type Reply = { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
export type Asked = { readonly method: string; readonly url: URL; readonly headers: IncomingMessage['headers']; readonly body: Buffer }
type Route = {
  /** What faults know this call by. */
  readonly name: string
  answer(asked: Asked, isGone: () => boolean): Reply | Promise<Reply>
  /** A call that ended in a fault instead, before (`isDone` false) or after it did what was asked. */
  failed?(asked: Asked): void
}

/** Plain HTTP on a free port of the loopback, where each call may meet a fault first. */
export async function openServer(faults: Faults, routeOf: (asked: Asked) => Route, port: number) {
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const asked: Asked = {
      method: request.method ?? '',
      url: new URL(request.url ?? '/', 'http://sandbox'),
      headers: request.headers,
      body: Buffer.concat(chunks),
    }
    const route = routeOf(asked)
    const fault = faults.take(route.name)
    if (fault && (await isEnd(fault, route, asked, response))) return
    const reply = await route.answer(asked, () => response.destroyed)
    if (fault?.type === 'cut') response.destroy()
    else if (fault?.type !== 'hang') write(response, reply)
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

/** True when the fault stands for the answer and nothing is done. */
async function isEnd(fault: Fault, route: Route, asked: Asked, response: ServerResponse): Promise<boolean> {
  if (fault.type === 'slow') {
    await new Promise((resolve) => setTimeout(resolve, fault.ms))
    return false
  }
  if (fault.type !== 'answer' && fault.when === 'after') return false
  route.failed?.(asked)
  if (fault.type === 'answer') write(response, fault)
  if (fault.type === 'cut') response.destroy()
  return true
}

function write(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  if (Buffer.isBuffer(body)) {
    response.writeHead(status, { 'content-length': body.length, ...headers }).end(body)
    return
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json; charset=utf-8', ...headers })
  response.end(text)
}
